"""The first start: exports are read by a child process, so that a page never parses one."""

from pathlib import Path

import streamlit as st

from vouch import waiting
from vouch.ui import builds, markup
from vouch.wording import Words

OFTEN = 0.25  # seconds between two looks at a build; a click is heard no later
FLAG = "is_cancelled"


def build(home: Path, t: Words) -> None:
    """Build the home's warehouse, show how far it is, and let the reader cancel it.

    A reader who goes to another page meets the same build there.

    Raises:
        VouchError: it was cancelled, or the build found something that the reader can mend.
    """
    running = builds.join(home)
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, t("build.begin"))
        st.button(t("build.cancel"), on_click=_cancel, args=(running,), icon=":material/stop:")
        while not running.over.wait(OFTEN):
            if step := running.step:
                bar.progress(step.share, markup.text(waiting.told(step, running.left, t)))
            else:
                bar.progress(0.0, t("build.begin"))  # a click is heard at each call
    place.empty()
    running.check()


def _cancel(running: builds.Running) -> None:
    running.cancel()
    st.session_state[FLAG] = True


def was_cancelled() -> bool:
    """Tell, once, whether this reader has just cancelled a build."""
    return bool(st.session_state.pop(FLAG, False))
