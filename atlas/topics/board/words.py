"""What the board says of a selection: the sentence and the caption that stand under it."""

from typing import NamedTuple

from atlas.drawing.captions import headline
from atlas.drawing.number_words import capitalised
from atlas.drawing.view import View
from atlas.statistics.totals import totals


class Words(NamedTuple):
    """The words of a selection, each a text without markup."""

    sentence: str
    """What is selected."""
    caption: str
    """How much that is, how sure, when and where."""


def words(view: View) -> Words:
    """Say what is selected and how much it is."""
    return Words(f"{capitalised(view.sentence)}.", headline(totals(view.entries)))
