"""TOML files as checked models: a mistake is answered with file, table, key and cure."""

import difflib
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

import pydantic
from pydantic_core import PydanticCustomError

from vouch.errors import VouchError

TOP = "–"  # where a key stands in no table
SAID_TWICE = re.compile(r"Cannot (overwrite|declare|mutate)")
MOST = 1_000_000  # of anything that is counted: no row, second or person lies so far ahead
Count = Annotated[int, pydantic.Field(ge=0, le=MOST)]
Some = Annotated[int, pydantic.Field(gt=0, le=MOST)]
Model = TypeVar("Model", bound=pydantic.BaseModel)


class Declaration(pydantic.BaseModel):
    """A table of a TOML file: frozen, and an unknown key is a mistake."""

    model_config = pydantic.ConfigDict(extra="forbid", frozen=True)


def read(path: Path, model: type[Model], *, root: str = "", name: str = "") -> Model:
    """Read *path* as *model*; with *root*, the whole file is the value of that field.

    Errors call it *name*, which is the file's own if none is given.

    Raises:
        VouchError: the file is missing, is not TOML, or breaks the model.
    """
    return check(parse(path, name), model, name or path.name, root)


def is_there(path: Path) -> bool:
    """Tell whether a home has a declaration; a link to nothing is one that cannot be read."""
    return path.exists() or path.is_symlink()


def check(said: object, model: type[Model], name: str, root: str = "") -> Model:
    """Read what a file called *name* says as *model*; with *root*, as the value of that field.

    Raises:
        VouchError: it breaks the model.
    """
    try:
        return model.model_validate({root: said} if root else said)
    except pydantic.ValidationError as error:
        raise _explain(name, model, error.errors(), root) from None


def parse(path: Path, name: str = "") -> dict[str, Any]:
    """Read a TOML file as plain tables."""
    file, text = name or path.name, _text(path, name)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(file, text, str(error)) from None
    except RecursionError:
        raise VouchError("problem.not_toml", file=file, reason="problem.toml_too_deep") from None
    except ValueError:  # Python reads no number that would take it long
        raise VouchError("problem.not_toml", file=file, reason="problem.toml_too_long") from None


def _text(path: Path, name: str) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        key = "problem.link_to_nothing" if path.is_symlink() else "problem.no_file"
        raise VouchError(key, file=name or path.name, folder=str(path.parent)) from None
    except UnicodeDecodeError:
        raise VouchError("problem.not_utf8", file=name or path.name) from None
    if "\0" in text:  # UTF-16 without a mark of its own
        raise VouchError("problem.not_utf8", file=name or path.name)
    return text


def _not_toml(file: str, text: str, reason: str) -> VouchError:
    """Say where a key or a table stands a second time, or what else keeps it from being TOML."""
    if not SAID_TWICE.match(reason):
        return VouchError("problem.not_toml", file=file, reason=reason)
    found = re.search(r"line (\d+)", reason)
    line = int(found[1]) if found else len(text.splitlines())
    return VouchError("problem.said_twice", file=file, line=line)


def mistake(key: str, **values: str) -> PydanticCustomError:
    """Make what a validator raises: the message's id and what fills it beside the place."""
    return PydanticCustomError(key, "{said}", {"said": key, **values})


KINDS_OF_VALUE = {
    "string_type": "problem.must_be_text",
    "bool_type": "problem.must_be_flag",
    "bool_parsing": "problem.must_be_flag",
    "list_type": "problem.must_be_list",
    "dict_type": "problem.must_be_table",
    "model_type": "problem.must_be_table",
    "model_attributes_type": "problem.must_be_table",
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing"), "problem.must_be_day"
    ),
    **dict.fromkeys(
        ("int_type", "int_parsing", "int_from_float", "float_type", "float_parsing"),
        "problem.must_be_number",
    ),
    **dict.fromkeys(("greater_than", "greater_than_equal"), "problem.must_be_number"),
}


def _explain(file: str, model: type[pydantic.BaseModel], errors: Any, root: str) -> VouchError:
    """Turn pydantic's first complaint into one sentence."""
    error = errors[0]
    place = [str(step) for step in error["loc"] if str(step) != root]
    key, kind = (place[-1] if place else ""), error["type"]
    values: dict[str, object] = {
        "file": file,
        "table": ".".join(place[:-1]) or TOP,
        "key": key,
    }
    if kind == "missing":
        if meant := nearest(key, _strangers(errors, error["loc"])):
            return VouchError("problem.key_unknown_near", **values | {"key": meant}, near=key)
        return VouchError("problem.key_missing", **values)
    if kind == "extra_forbidden":
        known = _known(model, error["loc"])
        if near := nearest(key, known):
            return VouchError("problem.key_unknown_near", **values, near=near)
        return VouchError("problem.key_unknown", **values, known=", ".join(known))
    return _explain_value(error, values | {"value": _short(error["input"])})


def _strangers(errors: Any, place: tuple) -> list[str]:
    """List the unknown keys of the table in which *place* stands."""
    found = (error["loc"] for error in errors if error["type"] == "extra_forbidden")
    return [str(loc[-1]) for loc in found if loc[:-1] == place[:-1]]


def _explain_value(error: Any, values: dict[str, object]) -> VouchError:
    """Say what is wrong with a value: in its validator's words, or by the kind that it must be."""
    kind = error["type"]
    if kind.startswith("problem."):
        return VouchError(kind, **values, **_without(error["ctx"], "said"))
    if kind in KINDS_OF_VALUE:
        return VouchError(KINDS_OF_VALUE[kind], **values)
    if kind == "less_than_equal":
        return VouchError("problem.must_be_at_most", **values, most=str(error["ctx"]["le"]))
    if kind in ("literal_error", "enum"):
        return VouchError("problem.value_not_one_of", **values, expected=error["ctx"]["expected"])
    return VouchError("problem.value_wrong", **values, expected=error["msg"])


def _without(values: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != name}


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
    try:
        text = str(value)
    except (ValueError, RecursionError):  # a number too long, or lists too deep, to be written out
        return "…"
    return text if len(text) <= most else text[:most] + "…"
