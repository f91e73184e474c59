"""TOML files as checked models: a mistake is answered with file, table, key and cure."""

import difflib
import tomllib
from pathlib import Path
from typing import Any, TypeVar, get_args

import pydantic

from vouch.errors import VouchError

Model = TypeVar("Model", bound=pydantic.BaseModel)


class Declaration(pydantic.BaseModel):
    """A table of a TOML file: frozen, and an unknown key is a mistake."""

    model_config = pydantic.ConfigDict(extra="forbid", frozen=True)


def read(path: Path, model: type[Model], *, root: str = "") -> Model:
    """Read *path* as *model*; with *root*, the whole file is the value of that field.

    Raises:
        VouchError: the file is missing, is not TOML, or breaks the model.
    """
    tables = parse(path)
    try:
        return model.model_validate({root: tables} if root else tables)
    except pydantic.ValidationError as error:
        raise _explain(path, model, error.errors()[0], tables, root) from None


def parse(path: Path) -> dict[str, Any]:
    """Read a TOML file as plain tables."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise VouchError("problem.no_file", file=path.name, folder=str(path.parent)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise VouchError("problem.not_toml", file=path.name, reason=str(error)) from None


def _explain(
    path: Path, model: type[pydantic.BaseModel], error: Any, tables: dict, root: str
) -> VouchError:
    """Turn pydantic's first complaint into one sentence."""
    place = [str(step) for step in error["loc"] if str(step) not in {"function-after", root}]
    key = place[-1] if place else ""
    values = {"file": path.name, "table": ".".join(place[:-1]) or "–", "key": key}
    match error["type"]:
        case "missing":
            return VouchError("problem.key_missing", **values)
        case "extra_forbidden":
            near = nearest(key, _known(model, error["loc"]))
            hint = "problem.key_unknown_near" if near else "problem.key_unknown"
            return VouchError(hint, **values, near=near)
        case "literal_error" | "enum":
            return VouchError(
                "problem.value_not_one_of",
                **values,
                value=str(error["input"]),
                expected=error["ctx"]["expected"],
            )
        case _:
            wrong = error["msg"].removeprefix("Value error, ")
            return VouchError(
                "problem.value_wrong", **values, value=_short(error["input"]), wrong=wrong
            )


def _known(model: type[pydantic.BaseModel], place: tuple) -> list[str]:
    """List the keys that stand where *place* points to."""
    current: Any = model
    for step in place[:-1]:
        field = getattr(current, "model_fields", {}).get(str(step))
        annotation = field.annotation if field else current
        models = [kind for kind in _flat(annotation) if hasattr(kind, "model_fields")]
        current = models[0] if models else current
    return list(getattr(current, "model_fields", {}))


def _flat(annotation: Any) -> list[Any]:
    inner = get_args(annotation)
    return [annotation] if not inner else [kind for part in inner for kind in _flat(part)]


def nearest(word: str, known: list[str]) -> str:
    """Return the known word that *word* was probably meant to be; empty if none is near."""
    return next(iter(difflib.get_close_matches(word, known, n=1)), "")


def _short(value: object, most: int = 60) -> str:
    text = str(value)
    return text if len(text) <= most else text[:most] + "…"
