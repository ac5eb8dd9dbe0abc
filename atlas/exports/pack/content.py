"""What a briefing pack holds, before it takes a form: every form writes these words, numbers, figures and tables."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import pandas as pd

from atlas.drawing.exhibit import Exhibit
from atlas.exports.stamp import Stamp

Audience = Literal["briefing", "analysis"]
Paper = Literal["A4", "Letter"]

AUDIENCES: dict[Audience, str] = {
    "briefing": "Briefing: the answers and the figures that carry them",
    "analysis": "Analysis: every figure, with its method and its table",
}


class Number(NamedTuple):
    """A headline figure: what it is, the figure as it is written everywhere, and what its ends mean."""

    label: str
    value: str
    note: str = ""


class Sheet(NamedTuple):
    """A table of texts and numbers as it is printed; its columns are the heads, its index is not shown."""

    title: str
    table: pd.DataFrame
    caption: str = ""


@dataclass(frozen=True)
class Part:
    """One page of the atlas in a pack."""

    key: str
    heading: str
    link: str
    """Reopens that page."""
    numbers: tuple[Number, ...] = ()
    paragraphs: tuple[str, ...] = ()
    """Generated sentences, the most important first; plain text."""
    exhibits: tuple[Exhibit, ...] = ()
    sheets: tuple[Sheet, ...] = ()


@dataclass(frozen=True)
class Pack:
    """All parts with what stands on every page."""

    title: str
    subtitle: str
    """The selection in words."""
    parts: tuple[Part, ...]
    stamp: Stamp
    source: str
    """The line that stands on every page: table, version, how far, and what it is not."""
    audience: Audience
    paper: Paper
    language: str = "en"
