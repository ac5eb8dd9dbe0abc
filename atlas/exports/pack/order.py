"""What is ordered: which pages, for whom, on which paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from atlas.errors import DataError
from atlas.exports.pack.content import AUDIENCES, Audience, Paper
from atlas.statistics.periods import Question

PAGES: Mapping[str, str] = {
    "overview": "Overview",
    "shift": "The shift",
    "map": "Map",
    "timeline": "Timeline",
    "provinces": "Provinces",
    "borders": "Borders",
    "incidents": "Incidents",
    "method": "Method and limits",
}
"""The pages a pack can hold, in their order."""

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
    pages: tuple[str, ...] = tuple(PAGES)
    audience: Audience = "briefing"
    paper: Paper = "A4"
    title: str = "Khorasan Atlas briefing"

    def __post_init__(self) -> None:
        """Refuse what no pack can be made of."""
        for wanted, known, what in (
            (self.pages, PAGES, "page"), ((self.audience,), AUDIENCES, "audience"), ((self.paper,), PAPERS, "paper"),
        ):  # fmt: skip
            strange = [name for name in wanted if name not in known]
            if strange:
                raise DataError(f"There is no {what} {strange[0]!r}.", hint=f"Choose from: {', '.join(known)}.")
        if not self.pages:
            raise DataError("A pack needs a page.", hint=f"Choose from: {', '.join(PAGES)}.")
