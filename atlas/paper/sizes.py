"""The sizes in which a picture is made, each with the size of its type."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

Form = Literal["png", "svg", "pdf"]

DPI = 300
"""Resolution of a PNG, in pixels per inch."""

POINTS_PER_MM = 72 / 25.4
SCREEN_TYPE_PX = 12.0
"""The size of ordinary text in a figure on screen, which becomes ``type_pt`` on paper."""


@dataclass(frozen=True)
class Size:
    """How large a picture is, and how large its ordinary type."""

    name: str
    width_mm: float
    most_mm: float
    """The greatest height: what would be higher is drawn smaller."""
    type_pt: float
    """Size of ordinary text; titles are larger, the foot is smaller."""
    height_mm: float | None = None
    """The height, where it does not follow from the content."""
    edge_mm: float = 1.5
    """Blank edge on all sides."""
    caption_pt: float = 0.0
    """Size of the caption; 0 for that of ordinary type."""
    foot_pt: float = 0.0
    """Size of the foot; 0 for a little less than that of ordinary type."""
    fills: bool = False
    """Whether a drawing without words takes the whole height, as a slide wants it: a single map has its legend beside
    it, a chart is stretched as far as it bears."""

    @property
    def width_pt(self) -> float:
        """The width in points."""
        return self.width_mm * POINTS_PER_MM

    @property
    def most_pt(self) -> float:
        """The greatest height in points."""
        return self.most_mm * POINTS_PER_MM

    @property
    def height_pt(self) -> float | None:
        """The fixed height in points."""
        return None if self.height_mm is None else self.height_mm * POINTS_PER_MM

    @property
    def edge_pt(self) -> float:
        """The blank edge in points."""
        return self.edge_mm * POINTS_PER_MM

    @property
    def points_per_px(self) -> float:
        """How many points a pixel of the screen figure becomes."""
        return self.type_pt / SCREEN_TYPE_PX

    def within(self, width_mm: float, height_mm: float) -> "Size":
        """Give this size for a box: as wide as it, and no higher; the height follows from the content."""
        return replace(self, width_mm=width_mm, most_mm=height_mm, height_mm=None)


SIZES: Mapping[str, Size] = MappingProxyType(
    {
        size.name: size
        for size in (
            Size("A4 column", 85, 240, 7.5),
            Size("A4 full width", 170, 240, 8.5),
            Size("Letter column", 84, 225, 7.5),
            Size("Letter full width", 178, 225, 8.5),
            Size("16:9 slide", 338.667, 190.5, 14, height_mm=190.5, edge_mm=10, caption_pt=11, foot_pt=8.5),
        )
    }
)
"""Columns and full widths of a sheet with usual margins, and a slide of 13.333 by 7.5 inches."""
