"""sources.toml: which export files there are, and what their columns mean."""

import codecs
from pathlib import Path
from typing import Literal

import pydantic

from vouch import declarations, file_names, kinds, written_days
from vouch.declarations import Declaration

Format = Literal["csv", "jsonl", "json", "parquet", "xlsx", "combined-log"]
Kind = Literal[
    "records",
    "rights_requests",
    "calls",
    "recordings",
    "transcripts",
    "holds",
    "permissions",
    "mailings",
    "disclosures",
    "processors",
]
Origin = Literal["person", "service-use", "derived", "public-register", "organisation"]
COMBINED_LOG_DAY = "%d/%b/%Y:"
ISO_DAY = "%Y-%m-%d"


class Layout(Declaration):
    """How the files of one dataset are written; nothing of it is ever guessed."""

    type: Format = "csv"
    delimiter: str = ","
    encoding: str = "utf-8"
    date: list[str] = [ISO_DAY]
    decimal: Literal[",", "."] = "."
    header: bool = True
    names: list[str] = []
    skip: declarations.Count = 0
    sheet: str | None = None

    @pydantic.field_validator("delimiter")
    @classmethod
    def _is_one_character(cls, text: str) -> str:
        if len(text.encode()) != 1 or text in '"\r\n':
            raise declarations.mistake("problem.wrong_delimiter_mark")
        return text

    @pydantic.field_validator("encoding")
    @classmethod
    def _is_known(cls, name: str) -> str:
        try:
            "".encode(name)  # there are codecs that are no encodings of text
            return codecs.lookup(name).name
        except (LookupError, UnicodeError):
            raise declarations.mistake("problem.wrong_encoding_name") from None

    @pydantic.field_validator("date")
    @classmethod
    def _names_a_day(cls, formats: list[str]) -> list[str]:
        if not formats:
            raise declarations.mistake("problem.no_day_format")
        for text in formats:
            if not written_days.is_of_one_day(text):
                raise declarations.mistake("problem.wrong_day_format", text=text)
        if len({text.count(" ") for text in formats}) > 1:
            raise declarations.mistake("problem.uneven_day_formats")
        return formats

    @pydantic.model_validator(mode="after")
    def _has_names(self) -> "Layout":
        if not self.header and not self.names and self.type in ("csv", "xlsx"):
            raise declarations.mistake("problem.names_missing")
        return self


class Dataset(Declaration):
    """One export: its files, its place in the policy and its columns (ours = theirs)."""

    files: str
    kind: Kind = "records"
    category: str | None = None
    people: list[str] = []
    rule: str | None = None
    purpose: str | None = None
    basis: str | None = None
    origin: Origin | None = None
    empty_start: Literal["running"] | None = None
    doubles: Literal["once"] | None = None  # rows of a file that repeats another one's
    repeated_ids: Literal["look", "skip"] | None = None  # without it: unless there are too many
    subject_space: str | None = None
    fall_at_most: pydantic.NonNegativeFloat | None = None
    rise_at_most: pydantic.NonNegativeFloat | None = None
    only: dict[str, list[str]] = {}
    format: Layout = Layout()
    columns: dict[str, str | list[str]] = {}
    values: dict[str, dict[str, str]] = {}

    @pydantic.field_validator("files")
    @classmethod
    def _stays_inside(cls, pattern: str) -> str:
        if (
            pattern.startswith("/")
            or ".." in Path(pattern).parts
            or not file_names.is_pattern(pattern)
        ):
            raise declarations.mistake("problem.wrong_pattern")
        return pattern

    @pydantic.model_validator(mode="after")
    def _maps_what_the_kind_has(self) -> "Dataset":
        kind = kinds.KINDS[self.kind]
        known = [*kind.must, *kind.may]
        for name in self.columns:
            if name not in known:
                said = {"kind": self.kind, "column": name, "known": ", ".join(known)}
                if near := declarations.nearest(name, known):
                    raise declarations.mistake("problem.column_not_of_kind_near", near=near, **said)
                raise declarations.mistake("problem.column_not_of_kind", **said)
        for name in kind.must:
            if name not in self.columns:
                raise declarations.mistake("problem.column_needed", kind=self.kind, column=name)
        return self

    @pydantic.model_validator(mode="after")
    def _names_what_it_maps(self) -> "Dataset":
        for name in self.columns:
            if not all(self.theirs(name) or [""]):
                raise declarations.mistake("problem.column_unnamed", column=name)
        return self

    @pydantic.model_validator(mode="after")
    def _maps_onto_known_codes(self) -> "Dataset":
        for column, mapping in self.values.items():
            if column not in self.columns:
                raise _no_such_column(column, list(self.columns))
            allowed = kinds.codes(self.kind, column)
            for ours in mapping.values():
                if allowed and ours not in allowed:
                    said = {"column": column, "code": ours, "known": ", ".join(allowed)}
                    raise declarations.mistake("problem.code_unknown", **said)
        return self

    def theirs(self, ours: str) -> list[str]:
        """List the export's columns behind one of ours; the first that is not empty counts."""
        found = self.columns.get(ours, [])
        return [found] if isinstance(found, str) else list(found)

    @property
    def has_ids(self) -> bool:
        """Tell whether its records have ids of their own; those of holds are other datasets'."""
        return self.kind != "holds" and "record_id" in self.columns

    @property
    def is_running_on_empty(self) -> bool:
        """Tell whether an empty start means that the period has not begun."""
        return self.empty_start == "running" or kinds.KINDS[self.kind].runs_on_empty


class Sources(Declaration):
    """All datasets of a home, by source system and name."""

    systems: dict[str, dict[str, Dataset]]

    @pydantic.field_validator("systems")
    @classmethod
    def _names_are_plain(
        cls, systems: dict[str, dict[str, Dataset]]
    ) -> dict[str, dict[str, Dataset]]:
        for name in [*systems, *(name for tables in systems.values() for name in tables)]:
            if "." in name or not name.isprintable():
                raise declarations.mistake("problem.wrong_dataset_id", name=ascii(name))
        return systems

    @property
    def datasets(self) -> dict[str, Dataset]:
        """Return the datasets by id, such as ``crm.contacts``, in the order of the file."""
        return {
            f"{system}.{name}": dataset
            for system, tables in self.systems.items()
            for name, dataset in tables.items()
        }


def _no_such_column(name: str, mapped: list[str]) -> declarations.PydanticCustomError:
    """Say that values are given for a column that is not mapped, and which was meant."""
    if near := declarations.nearest(name, mapped):
        return declarations.mistake("problem.values_unmapped_near", column=name, near=near)
    known = ", ".join(mapped) or declarations.TOP
    return declarations.mistake("problem.values_unmapped", column=name, known=known)


def load(path: Path) -> Sources:
    """Read sources.toml; raise VouchError with file, table, key and cure.

    Without one no file is declared: each is then named as belonging to no dataset.
    """
    if not declarations.is_there(path):
        return Sources(systems={})
    return declarations.read(path, Sources, root="systems")


def system(dataset: str) -> str:
    """Return the source system of a dataset's id: the part before the dot."""
    return dataset.partition(".")[0]


def space(name: str, dataset: Dataset) -> str:
    """Return the space in which a dataset's subjects are numbered."""
    return dataset.subject_space or system(name)


def register(name: str, dataset: Dataset) -> str:
    """Name the register in which a dataset's ids are given: its system's files of that pattern.

    Datasets that share a file share its ids.
    """
    return f"{system(name)}/{dataset.files}"
