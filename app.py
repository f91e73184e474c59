"""Entry: page settings, language and router; no data."""

import streamlit as st

from vouch import ui

st.set_page_config(
    page_title="vouch",
    page_icon=ui.picture("icon.png"),
    layout="wide",
    menu_items={"About": "vouch"},
)
st.logo(ui.picture("logo.svg"), size="small")
t = ui.words()
pages = {
    section and t(section): [
        st.Page(
            f"pages/{name}.py", title=t(f"page.{name}"), url_path=name, default=name == "overview"
        )
        for name in names
    ]
    for section, names in ui.SECTIONS.items()
}
ui.begin_address()
st.navigation(pages, position=ui.place_of_navigation()).run()
ui.sign()
ui.write_address()
