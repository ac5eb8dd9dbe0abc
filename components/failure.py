"""How a page ends before its last line: with a failure that a user can act on, or because there is nothing to show."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.logger import get_logger

from atlas.errors import AtlasError
from components.plain import plain

_LOG = get_logger(__name__)


class EndOfPage(Exception):  # noqa: N818  (nothing has failed)
    """Ends a page early. Unlike st.stop() it lets what stands beside the page, the sidebar, still be drawn."""


@contextmanager
def told_in_words() -> Iterator[None]:
    """Show an error that the atlas raised on purpose as a sentence with its remedy, never as a trace."""
    try:
        yield
    except EndOfPage:
        return
    except AtlasError as error:
        st.error(f"**The atlas cannot show this.** {plain(error.message)}")
        if error.hint:
            st.info(plain(error.hint))


def tell(error: Exception) -> bool:
    """Show a failure that nobody foresaw as one sentence with a reference, and leave its trace in the log.

    The server calls it for whatever a page lets through; True keeps Streamlit's own box with the trace away.
    """
    reference = secrets.token_hex(4)
    _LOG.error("Failure %s", reference, exc_info=error)
    st.error(
        "**This page could not be shown.** The other pages work. Try again, or reset the filters; if it fails again, "
        f"tell who runs the atlas the reference **{reference}**, under which the server's log has the details."
    )
    return True
