"""Templates and the stylesheet: what Streamlit's own elements cannot say."""

import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from pathlib import Path

import jinja2
import markupsafe
import streamlit as st

from vouch import headers, theme
from vouch.view import View

HERE = Path(__file__).parent.parent
JOINT = re.compile(r"(?<=[a-z])[._-](?=[a-z0-9])|(?<=[0-9])[._-](?=[a-z])")  # never within a date


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
    made.filters["strong"] = _strong
    made.filters["breakable"] = _breakable
    return made


def _strong(text: str) -> markupsafe.Markup:
    """Escape *text* and set in bold what stands between pairs of asterisks."""
    escaped = str(markupsafe.escape(text))
    return markupsafe.Markup(re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escaped))  # noqa: S704


def _breakable(text: object) -> markupsafe.Markup:
    """Escape *text* and let a line end within a name such as ``crm.contacts``, at its joints."""
    escaped = str(markupsafe.escape(text))
    return markupsafe.Markup(JOINT.sub(r"\g<0><wbr>", escaped))  # noqa: S704


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
