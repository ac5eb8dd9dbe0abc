"""A native Office chart as a value: what it says, before it is written as the XML of a slide."""

from datetime import date
from typing import Literal, NamedTuple

Mark = Literal["bar", "line", "unseen"]
"""How a series is drawn; an unseen one lifts what is stacked on it, as the start of a bar that floats."""

Values = tuple[float | None, ...]
"""A number per category, None where there is none."""


class Series(NamedTuple):
    """One series with its look."""

    name: str
    numbers: Values
    hue: str
    """Its colour as "#rrggbb"."""
    mark: Mark = "bar"
    hatched: bool = False
    dash: str = "solid"
    """The dash of a line, in Plotly's words."""
    width: float = 2
    """Width of a line in points."""
    points: bool = False
    """Whether a line has a mark at each value."""
    below: Values = ()
    """How far the interval of each value reaches below it; empty for a series without intervals."""
    above: Values = ()
    pale: tuple[int, ...] = ()
    """Places of the values that are drawn paler, because their bin is covered in part."""


class Chart(NamedTuple):
    """Bars or lines over categories."""

    categories: tuple[str, ...] | tuple[date, ...]
    series: tuple[Series, ...]
    axis: str
    """Title of the number axis."""
    heading: str = ""
    lying: bool = False
    """Whether the bars lie, the first category on top; otherwise they stand."""
    stacked: bool = False
    number_format: str = "#,##0"
    """Excel's number format of the values."""
    reach: tuple[float, float] | None = None
    """Ends of the number axis, where several charts share one scale."""
    skip: int = 1
    """Every how many categories one is written."""
    left_out: tuple[str, ...] = ()
    """What the figure of the atlas shows and this chart cannot, as sentences."""

    @property
    def dated(self) -> bool:
        """Whether the categories are days on a scale of time."""
        return bool(self.categories) and isinstance(self.categories[0], date)

    @property
    def keyed(self) -> bool:
        """Whether it carries a legend of its own; one with an unseen series needs one that leaves it out."""
        return len(self.series) > 1 and not any(series.mark == "unseen" for series in self.series)

    def name(self, series: Series) -> str:
        """Give the name of a series; one that has none carries the title of the number axis."""
        return series.name or self.axis
