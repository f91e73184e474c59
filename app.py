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
page = st.navigation(pages, position=ui.place_of_navigation())
st.set_page_config(page_title=f"{page.title} – vouch")  # what a tab and a screen reader call it
page.run()
ui.sign()
