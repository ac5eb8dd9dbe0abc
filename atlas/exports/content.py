"""What a briefing pack holds and how it is ordered, before it takes a form, and a table of it as printed texts."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from atlas.drawing.exhibit import Exhibit
from atlas.errors import DataError
from atlas.exports.stamp import Stamp
from atlas.pages import PARTS
from atlas.statistics.periods import Question

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
    headline: str = ""
    """Its answer in one sentence of at most 25 words, where it has one: the title of its first slide."""
    sure: str = ""
    """How sure that is, in at most 30 words."""


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


PAPERS: tuple[Paper, ...] = ("A4", "Letter")


@dataclass(frozen=True)
class Order:
    """A pack as it is wanted.

    Raises
    ------
    DataError
        When a page, the audience or the paper is unknown, or no page is wanted.
    """

    question: Question
    """The comparison of the pages The shift and Borders."""
    made: date
    """Day of the export."""
    origin: str = ""
    """Address of the atlas, such as "https://atlas.example", for the links; empty where it is not known."""
    pages: tuple[str, ...] = tuple(PARTS)
    audience: Audience = "briefing"
    paper: Paper = "A4"
    title: str = "Khorasan Atlas briefing"

    def __post_init__(self) -> None:
        """Refuse what no pack can be made of."""
        for wanted, known, what in (
            (self.pages, PARTS, "page"), ((self.audience,), AUDIENCES, "audience"), ((self.paper,), PAPERS, "paper"),
        ):  # fmt: skip
            strange = [name for name in wanted if name not in known]
            if strange:
                raise DataError(f"There is no {what} {strange[0]!r}.", hint=f"Choose from: {', '.join(known)}.")
        if not self.pages:
            raise DataError("A pack needs a page.", hint=f"Choose from: {', '.join(PARTS)}.")


FRACTION_DIGITS = 3


class Cell(NamedTuple):
    """One cell as it is printed."""

    text: str
    number: bool


class Written(NamedTuple):
    """A table of texts; the index, where it has a name, stands in the first columns."""

    heads: tuple[str, ...]
    lines: tuple[tuple[Cell, ...], ...]


def written(table: pd.DataFrame) -> Written:
    """Write a table: dates in ISO 8601, whole numbers whole, fractions with three digits, nothing where unknown.

    What names a row, and a year, is a name and not an amount: it has no thousands separator.
    """
    named = [name for name in table.index.names if name is not None]
    flat = table.reset_index() if named else table
    names = [column in {*named, "year"} for column in flat.columns]
    heads = tuple(str(column).replace("_", " ") for column in flat.columns)
    lines = (zip(line, names, strict=True) for line in flat.itertuples(index=False, name=None))
    return Written(heads, tuple(tuple(_cell(value, is_name=name) for value, name in line) for line in lines))


def _cell(value: object, *, is_name: bool) -> Cell:
    if isinstance(value, bool | np.bool_):
        return Cell("yes" if value else "no", number=False)
    if isinstance(value, int | np.integer):
        return Cell(str(value) if is_name else f"{value:,}", number=not is_name)
    if isinstance(value, date):  # a Timestamp is a date too
        return Cell("" if pd.isna(value) else value.isoformat()[:10], number=False)
    if isinstance(value, float | np.floating):
        return Cell(_fraction(float(value)), number=True)
    return Cell("" if value is None or value is pd.NA else str(value), number=False)


def _fraction(value: float) -> str:
    if not np.isfinite(value):
        return ""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.{FRACTION_DIGITS}f}"
