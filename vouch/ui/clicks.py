"""Clicks on a download: the file is made for the session that was offered it, and for no other.

Streamlit would make it for any session that names it, and says in English alone that it has not.
"""

import asyncio
import logging
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

import streamlit as st
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.scriptrunner import get_script_run_ctx

from vouch import handouts, wording
from vouch.errors import VouchError
from vouch.wording import Words

LOG = logging.getLogger(__name__)
SHORT_REFERENCE = 8
KEPT = 1_000  # sessions whose language is remembered
SPOKEN: dict[str, Words] = {}


@dataclass
class Click:
    """A click in a *session*; *owner* is to whom the file is handed out, as soon as it is made."""

    session: str
    owner: str = ""


CLICK: ContextVar[Click] = ContextVar("click")


class NotOffered(VouchError):  # noqa: N818 - the name says what happened, not that it failed
    """A click in another session than the one that was offered the file."""


@dataclass(frozen=True)
class Offer:
    """A file that a *session* may ask for, and the *owner* of the login behind it."""

    session: str
    owner: str
    make: Callable[[], bytes]

    def __call__(self) -> bytes:
        """Make the file for the click that is being answered.

        Raises:
            NotOffered: the click was made in another session.
        """
        click = CLICK.get()
        if click.session != self.session:
            raise NotOffered("problem.not_offered")
        click.owner = self.owner
        return self.make()


def offer(make: Callable[[], bytes], t: Words) -> Offer:
    """Offer this session a file; what goes wrong at the click is said in its language."""
    # Internal to Streamlit, so pinned and tested; an offer is of no use to its own handler.
    DeferredFileHandler.handle = _answer  # type: ignore[assignment, method-assign]
    context = get_script_run_ctx()
    session = context.session_id if context else ""
    SPOKEN[session] = t
    for oldest in list(SPOKEN)[:-KEPT]:
        SPOKEN.pop(oldest, None)
    return Offer(session, handouts.owner(st.context.cookies), make)


async def _answer(
    handler: DeferredFileHandler, request: BackendOperationRequest, session_id: str
) -> BackendOperationResponse:
    """Have the file of a click made, and answer with its address or with one sentence."""
    answer, click = BackendOperationResponse(request_id=request.request_id), Click(session_id)
    CLICK.set(click)
    make = handler._get_media_file_mgr().execute_deferred
    try:
        url = await asyncio.to_thread(make, request.deferred_file.file_id)
    except MediaFileStorageError as error:
        answer.error_msg = _said(error, SPOKEN.get(session_id) or wording.Words("en"))
    else:
        handouts.LEDGER.note(url, click.owner, time.monotonic())
        answer.deferred_file.url = url
    return answer


def _said(error: MediaFileStorageError, t: Words) -> str:
    """Say why there is no file: its maker's reason, a fault of ours, or that nobody offers it."""
    cause = error.__cause__
    if isinstance(cause, VouchError):
        return cause.told(t)
    if cause is None:
        return t("problem.not_offered")
    reference = uuid.uuid4().hex[:SHORT_REFERENCE]
    LOG.error("a file was not made, reference %s", reference, exc_info=cause)
    return t("problem.file", reference=reference)
