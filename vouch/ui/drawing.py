"""Charts on the page: drawn once for all who look in the same way, then only sent."""

import threading
from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd
import pyarrow as pa
import streamlit as st

from vouch import characters, charts, theme
from vouch.view import View

DRAWING = threading.Lock()  # Altair has one place for data transformers


def chart(view: View, name: str, draw: Callable[[], charts.Drawn]) -> None:
    """Show the chart that *draw* makes, with its text alternative."""
    spec, alt_text = view.keep(f"chart {name}", lambda: _prepare(*draw(), view.t.language))
    st.vega_lite_chart(spec=spec, width="stretch", alt=alt_text)


def _prepare(figure: alt.TopLevelMixin, alt_text: str, language: str) -> tuple[dict, str]:
    """Compile a chart to Vega-Lite, its rows apart as Arrow, which the browser reads."""
    tables: dict[str, bytes] = {}

    def set_apart(rows: pd.DataFrame) -> dict[str, Any]:
        name = f"rows{len(tables)}"
        tables[name] = _arrow(rows)
        return {"name": name}

    with DRAWING:
        alt.data_transformers.register("apart", set_apart)
        with alt.data_transformers.enable("apart"):
            spec = theme.localise(figure, language).to_dict()
    return spec | {"datasets": tables}, alt_text


def _arrow(rows: pd.DataFrame) -> bytes:
    """Write rows as an Arrow stream, what acts unseen in their words by its number."""
    words = rows.select_dtypes(["object", "string"]).columns
    shown = {name: rows[name].map(_shown, na_action="ignore") for name in words}
    rows = rows.assign(**shown)
    table, sink = pa.Table.from_pandas(rows, preserve_index=False), pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return sink.getvalue().to_pybytes()


def _shown(value: object) -> object:
    return characters.shown(value) if isinstance(value, str) else value
