"""How a page ends before its last line: with a failure that a user can act on, or because there is nothing to show."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from atlas.errors import AtlasError
from components.plain import plain


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
