"""Who looks in this session."""

import streamlit as st

from vouch import viewers
from vouch.home import Home
from vouch.readers import Role
from vouch.ui import address

ROLES = (Role.DPO, Role.MANAGEMENT, Role.AUDITOR)


def viewer(home: Home) -> viewers.Viewer:
    """Return the local operator; only the sample's may look in another role than the officer's."""
    if not home.is_sample:
        return viewers.local(Role.DPO)
    return viewers.local(st.session_state[address.seat("role", ROLES, ROLES[0])])
