"""Failures that a user can act on, shown as what they are: a sentence with its remedy, never a trace."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from atlas.errors import AtlasError
from components.plain import plain


@contextmanager
def told_in_words() -> Iterator[None]:
    """Show an error that the atlas raised on purpose as a message, and end the run there."""
    try:
        yield
    except AtlasError as error:
        st.error(f"**The atlas cannot show this.** {plain(error.message)}")
        if error.hint:
            st.info(plain(error.hint))
        st.stop()
