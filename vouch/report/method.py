"""How the figures are made, and the hashes by which what they rest on is known again."""

import hashlib
from collections.abc import Iterable, Sequence
from importlib import metadata
from typing import Protocol

from vouch import __version__, key_figures, kpis, legal_bases, queries
from vouch.report import blocks
from vouch.report.blocks import Block, Chapter, Section
from vouch.view import View

MADE_WITH = ("duckdb", "altair", "vl-convert-python", "typst")


class Evidence(Protocol):
    """A file that the report carries within it."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def data(self) -> bytes:
        """Its content."""

    @property
    def description(self) -> str:
        """What it is."""


def write(view: View, asked: Iterable[tuple[str, str]]) -> Chapter:
    """Explain each KPI, and list the other queries (layer, name) that were asked."""
    t = view.t
    sections = [_kpi(view, name) for name in kpis.IDS]
    return blocks.chapter(
        t("document.method"),
        (blocks.quiet(t("document.method_note")),),
        *sections,
        _others(view, asked),
    )


def _kpi(view: View, name: str) -> Section:
    """Write what a KPI means, its limit, its basis, and the query that was run."""
    t, query = view.t, queries.load("kpis", name)
    basis = f"{t('method.rule')} {legal_bases.written(query.basis, t)}"
    return blocks.section(
        t(f"figure.kpis.{name}"),
        "",
        blocks.text(t(f"method.kpis.{name}")),
        blocks.text(basis),
        blocks.text(_limit(view, name)),
        blocks.code(query.sql),
    )


def _limit(view: View, name: str) -> str:
    t, limit = view.t, view.home.policy.limits.get(name)
    if limit is None:
        return t("method.no_limit")
    said = key_figures.limit_text(limit, t)
    return t("method.limit", limit=said, owner=limit.owner, review=limit.review_on)


def _others(view: View, asked: Iterable[tuple[str, str]]) -> Section:
    """List the queries that were run, each with the hash of its text."""
    t = view.t
    rows = [
        [f"{layer}/{name}.sql", t.known(f"figure.{layer}.{name}", "–"), _hash(_sql(layer, name))]
        for layer, name in sorted(set(asked))
    ]
    head = [t("document.query"), t("document.figure"), t("col.sha256")]
    return blocks.section(t("document.queries"), t("document.queries_note"), _hashes(head, rows))


def _sql(layer: str, name: str) -> bytes:
    return queries.load(layer, name).sql.encode()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _hashes(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Block | None:
    """Lay out a table whose last column holds whole hashes."""
    made = blocks.table({"head": head, "rows": rows, "words": len(head) - 1})
    return made | {"hashes": True} if made else None


def hashes(view: View, attached: Sequence[Evidence]) -> Chapter:
    """List what the report rests on: exports, embedded files, and the versions of programs."""
    t = view.t
    return blocks.chapter(
        t("document.hashes"),
        (blocks.quiet(t("document.hashes_note", generation=view.generation)),),
        _exports(view),
        _embedded(view, attached),
        _versions(view),
    )


def _exports(view: View) -> Section:
    t, files = view.t, view.series("files")
    read = files[files["state"] == "read"]
    columns = read[["dataset", "file", "bytes", "sha256"]]
    rows = [list(map(t.write, row)) for row in columns.itertuples(index=False)]
    head = [t(f"col.{name}") for name in ("dataset", "file")]
    head += [t("document.bytes"), t("col.sha256")]
    note = t("method.files", n=len(read), day=view.snapshot, generation=view.generation)
    return blocks.section(t("document.exports"), note, _hashes(head, rows))


def _embedded(view: View, attached: Sequence[Evidence]) -> Section | None:
    if not attached:
        return None
    t = view.t
    rows = [[one.name, one.description, _hash(one.data)] for one in attached]
    head = [t("col.file"), t("document.description"), t("col.sha256")]
    note = t("document.embedded_note", n=len(attached))
    return blocks.section(t("document.embedded"), note, _hashes(head, rows))


def _versions(view: View) -> Section:
    t, notice = view.t, view.home.policy.notice
    rows = [["vouch", __version__], *([name, metadata.version(name)] for name in MADE_WITH)]
    rows.append([t("strip.policy"), f"{notice.version}, {notice.revision}"])
    made = {"head": [t("register.made_by"), t("col.version")], "rows": rows, "words": 2}
    return blocks.section(t("document.versions"), "", blocks.table(made))
