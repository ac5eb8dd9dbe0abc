"""The words round the drawing."""

from typing import NamedTuple


class Words(NamedTuple):
    """What stands above and beneath the panels of a picture. Plain text: nothing in it is read as markup."""

    title: str
    selection: str
    """The filters in a sentence, under the title."""
    caption: str
    foot: tuple[str, ...]
    """Small lines at the end: source, version, date of the data, link."""
