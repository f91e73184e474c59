"""Templates and the stylesheet: what Streamlit's own elements cannot say."""

import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from pathlib import Path

import jinja2
import markupsafe
import streamlit as st

from vouch import characters, headers, theme, wording
from vouch.view import View

HERE = Path(__file__).parent.parent
JOINT = re.compile(r"(?<=[a-z])[._-](?=[a-z0-9])|(?<=[0-9])[._-](?=[a-z])")  # never within a date
# What Streamlit's Markdown would act on: marks, spaces at an end, and what begins a list, a
# heading or an icon. Set apart is that by which links, icons and arrows are found.
ACTIVE = re.compile(
    r"(?P<apart>:(?=\S)|[@<>~]|(?<=www)\.|-(?=-)|(?<=-)-)"
    r"|[\\`*\[\]{}&$|^]|(?<![^\W_])_|_(?![^\W_])|^\d+[.)]|^[^\w\s]|^\s+|\s+$",
    re.IGNORECASE,
)


class Html(str):
    """Markup that Streamlit sends as it is; in text it looks for a file's name and dedents it."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return self


@cache
def _templates() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(HERE / "markup")
    made = jinja2.Environment(
        loader=loader, autoescape=True, auto_reload=False, trim_blocks=True, lstrip_blocks=True
    )
    made.finalize = _shown
    made.filters["strong"] = _strong
    made.filters["breakable"] = _breakable
    return made


def _shown(value: object) -> object:
    """Write what acts unseen in a value by its number; a filter has done it already."""
    if hasattr(value, "__html__"):
        return value
    return characters.shown(str(value))


def _strong(text: str) -> markupsafe.Markup:
    """Escape *text* and set in bold what a message stresses."""
    parts = [markupsafe.escape(characters.shown(part)) for part in text.split(wording.STRONG)]
    marked = (f"<strong>{part}</strong>" if n % 2 else part for n, part in enumerate(parts))
    return markupsafe.Markup("".join(marked))  # noqa: S704


def _breakable(text: object) -> markupsafe.Markup:
    """Escape *text* and let a line end within a name such as ``crm.contacts``, at its joints."""
    escaped = str(markupsafe.escape(characters.shown(str(text))))
    return markupsafe.Markup(JOINT.sub(r"\g<0><wbr>", escaped))  # noqa: S704


def text(said: str) -> str:
    """Escape a sentence for Streamlit's own elements and labels, which take it for Markdown.

    A character's number is no mark of Markdown. Icons, links and arrows are looked for in the text
    that comes of it, so what they begin with is set apart, by a directive that changes nothing.
    """
    return ACTIVE.sub(_inert, characters.in_line(said))


def _inert(found: re.Match[str]) -> str:
    numbers = "".join(f"&#{ord(mark)};" for mark in found[0])
    return f":color[{numbers}]" if found.lastgroup == "apart" else numbers


def render(template: str, **values: object) -> Html:
    """Fill a template of vouch/markup; every value is escaped."""
    return Html(_templates().get_template(template).render(**values))


def show(template: str, **values: object) -> None:
    """Show a template of vouch/markup."""
    st.html(render(template, **values))


def show_kept(view: View, template: str, name: str, make: Callable[[], dict[str, object]]) -> None:
    """Show a template filled with what *make* says of this view; filled once, under *name*."""
    st.html(view.keep(f"{template} {name}", lambda: render(template, **make())))


@cache
def head(language: str) -> Html:
    """Return the stylesheet, and a script that tells the browser which language the page has.

    Streamlit's own document always says English, so that a screen reader would read Finnish
    aloud as if it were English.
    """
    return Html(f"{stylesheet()}<script>{headers.language_script(language)}</script>")


def show_head(language: str, before: str = "") -> None:
    """Show the head in one element with *before*, whose values a template has escaped."""
    st.html(Html(before + head(language)), unsafe_allow_javascript=True)


@cache
def picture(name: str) -> str:
    """Return a picture of ours as an address that holds it: no rerun has to read a file."""
    kind = "svg+xml" if name.endswith(".svg") else "png"
    return f"data:image/{kind};base64,{b64encode((HERE / name).read_bytes()).decode()}"


@cache
def stylesheet() -> Html:
    """Return the few rules that the theme cannot express."""
    css = (HERE / "style.css").read_text(encoding="utf-8")
    return Html(f"<style>.stApp {{{theme.css_variables()}}}\n{css}</style>")
