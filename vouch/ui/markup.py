"""Templates and the stylesheet: what Streamlit's own elements cannot say."""

from functools import cache
from pathlib import Path

import jinja2
import streamlit as st

from vouch import theme

HERE = Path(__file__).parent.parent


@cache
def _templates() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(HERE / "markup")
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


def render(template: str, **values: object) -> str:
    """Fill a template of vouch/markup; every value is escaped."""
    return _templates().get_template(template).render(**values)


def show(template: str, **values: object) -> None:
    """Show a template of vouch/markup."""
    st.html(render(template, **values))


@cache
def _stylesheet() -> str:
    css = (HERE / "style.css").read_text(encoding="utf-8")
    return f"<style>.stApp {{{theme.css_variables()}}}\n{css}</style>"


def stylesheet() -> None:
    """Add the few rules that the theme cannot express."""
    st.html(_stylesheet())
