"""The only place with colours: fixed hues for categories, a scale for counts, and what the background needs.

The eight hues were found by search: each has a contrast of at least 3:1 against both backgrounds, and every two of
them and the grey differ by at least 13 CIEDE2000 units with full colour vision, protanopia and deuteranopia. The tests
measure it again.
"""

from bisect import bisect_right
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

Theme = Literal["light", "dark"]
Column = Literal["region_id", "country", "attribution", "attack_type", "target_type", "event_class", "label"]

CRIMSON, BLUE, BROWN, MAUVE = "#d3305e", "#1c64d1", "#985107", "#9881ad"
GREEN, AZURE, PLUM, LIME = "#1d7150", "#0497ff", "#8f4980", "#7c9d19"
HUES = (CRIMSON, BLUE, BROWN, MAUVE, GREEN, AZURE, PLUM, LIME)

OTHER = "#808080"
"""The grey of every value that has no hue of its own."""

BACKGROUND: Mapping[Theme, str] = MappingProxyType({"light": "#ffffff", "dark": "#0e1117"})
INK: Mapping[Theme, str] = MappingProxyType({"light": "#10141c", "dark": "#f2f4f7"})
"""Text and lines that must be read."""
MUTED: Mapping[Theme, str] = MappingProxyType({"light": "#5a6270", "dark": "#a7afbc"})
"""Text and lines that stand back."""
GRID: Mapping[Theme, str] = MappingProxyType({"light": "#e2e5ea", "dark": "#2b313c"})

SEQUENTIAL: Mapping[Theme, tuple[str, ...]] = MappingProxyType(
    {
        "light": ("#f2dbb6", "#edb573", "#e5863d", "#ce561f", "#a1321f", "#6b1e1d"),
        "dark": ("#652c23", "#903822", "#ba4f1f", "#da7827", "#eeac53", "#f8df9c"),
    }
)
"""Six classes from few to many, away from the background in equal visual steps, monotone in lightness."""

BREAKS = (1, 2, 4, 8, 16, 32)
"""The least count of each of the six classes: doubling, and fixed, so that years and selections stay comparable."""

DIVERGING: Mapping[Theme, tuple[str, ...]] = MappingProxyType(
    {
        "light": ("#17488f", "#4f8ad3", "#a9c8ee", "#e4ddcf", "#f0c184", "#d9752c", "#8f3a12"),
        "dark": ("#a3cbf7", "#4d8bdc", "#24508c", "#46423a", "#7a4318", "#cc7729", "#f7c27c"),
    }
)
"""Seven classes from fallen (blue) over unchanged to risen (orange), equally far from the middle on both sides."""

ZERO: Mapping[Theme, str] = MappingProxyType({"light": "#f5f6f7", "dark": "#1a2029"})
NO_DATA: Mapping[Theme, str] = MappingProxyType({"light": "#d5d9e0", "dark": "#39414f"})
NOT_COVERED: Mapping[Theme, str] = MappingProxyType({"light": "#aab1bd", "dark": "#5b6575"})

_HUES: dict[str, dict[str, str]] = {
    "region_id": {
        "af-east": BROWN,
        "af-central": CRIMSON,
        "af-north": BLUE,
        "af-north-east": AZURE,
        "af-west": GREEN,
        "pk-merged": LIME,
        "pk-kp": MAUVE,
        "pk-balochistan": PLUM,
    },
    "country": {
        "Afghanistan": BROWN,
        "Pakistan": GREEN,
        "Iran": MAUVE,
        "Tajikistan": AZURE,
        "Uzbekistan": BLUE,
        "Turkmenistan": LIME,
        "Russia": CRIMSON,
        "Kyrgyzstan": PLUM,
    },
    "attribution": {"claimed": BLUE, "attributed": AZURE, "suspected": BROWN, "disputed": CRIMSON},
    "attack_type": {
        "suicide bombing": CRIMSON,
        "complex assault": PLUM,
        "bombing": BROWN,
        "rocket or mortar fire": LIME,
        "shooting": BLUE,
        "armed assault": AZURE,
        "killing of captives": MAUVE,
        "clash": GREEN,
    },
    "target_type": {
        "Shia and Hazara": CRIMSON,
        "Sufis and other Muslims": MAUVE,
        "civilians": BROWN,
        "government": BLUE,
        "police and army": AZURE,
        "Taliban": GREEN,
        "parties and elections": LIME,
        "foreign forces and diplomats": PLUM,
    },
    "event_class": {
        "attack": CRIMSON,
        "clash": GREEN,
        "operation": BLUE,
        "prison riot": MAUVE,
        "foiled plot": LIME,
    },
    "label": {"ISKP": BLUE, "IS Pakistan Province": GREEN, "IS core": CRIMSON, "IS other": MAUVE},
}


_MARK: Mapping[Theme, str] = MappingProxyType({"light": BLUE, "dark": AZURE})


def map_ink(theme: Theme) -> dict[str, str]:
    """Give every colour of the map that does not depend on a value, by its name in the style sheet."""
    ground = dict.fromkeys(("sea", "halo", "panel"), BACKGROUND[theme])
    return ground | {
        "outside": GRID[theme],
        "zero": ZERO[theme],
        "line": OTHER,
        "border": INK[theme],
        "chosen": _MARK[theme],
        "mark": _MARK[theme],
        "ink": INK[theme],
        "muted": MUTED[theme],
    }


def sequential(theme: Theme) -> list[str]:
    """Give the six colours of the scale for counts, from few to many."""
    return list(SEQUENTIAL[theme])


def colours(column: str) -> dict[str, str]:
    """Give the values of a column that have a hue of their own; none for a column without fixed hues."""
    return dict(_HUES.get(column, {}))


def colour(column: str, value: str) -> str:
    """Give the colour of a value: the same everywhere and always, grey for those without a hue."""
    return _HUES.get(column, {}).get(value, OTHER)


def class_of(count: int) -> int:
    """Give the class of a count: 0 for zero, then 1 to 6."""
    if count < 0:
        raise ValueError(f"a count cannot be negative: {count}")
    return bisect_right(BREAKS, count)


def class_labels() -> tuple[str, ...]:
    """Name the six classes: "1", "2–3", ..., "32 or more"."""
    bounded = [f"{low}" if high == low + 1 else f"{low}–{high - 1}" for low, high in pairwise(BREAKS)]
    return (*bounded, f"{BREAKS[-1]} or more")


def shade(count: int | None, theme: Theme) -> str:
    """Give the colour of a count on the sequential scale; None is not covered."""
    if count is None:
        return NOT_COVERED[theme]
    return (ZERO[theme], *SEQUENTIAL[theme])[class_of(count)]


def luminance(hue: str) -> float:
    """Compute the relative luminance of "#rrggbb", 0 to 1, as WCAG 2.2 defines it."""
    red, green, blue = (_linear(int(hue[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Compute the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(background: str) -> str:
    """Choose black or white text, whichever is easier to read on a colour."""
    return max("#000000", "#ffffff", key=lambda ink: contrast(ink, background))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
