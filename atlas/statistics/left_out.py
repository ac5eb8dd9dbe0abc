"""What stands beside a total: the incidents that the chosen classes and labels leave out."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.statistics.certainty import is_sure
from atlas.statistics.codes import coded

Held = NDArray[np.bool_]


class Beside(NamedTuple):
    """Counts of what is left out, most first."""

    by_class: dict[str, int]
    """Incidents of the classes that are not counted, whatever their label."""
    other_labels: int
    """Incidents of the counted classes under labels that are not counted."""

    @property
    def incidents(self) -> int:
        """All that is left out."""
        return sum(self.by_class.values()) + self.other_labels


def beside(table: pd.DataFrame, everything: Held, selected: Held, classes: Collection[str]) -> Beside:
    """Count what a selection leaves out of the same selection without its classes and labels.

    Parameters
    ----------
    table
        Plain table.
    everything, selected
        Which rows of the table the wider and the narrower selection hold.
    classes
        The classes that count; empty when all do.
    """
    codes, names = coded(table["event_class"])
    numbers = np.bincount(codes[everything & ~selected], minlength=len(names))
    counts = {names[code]: int(numbers[code]) for code in np.argsort(-numbers, kind="stable") if numbers[code]}
    by_class = {name: number for name, number in counts.items() if classes and name not in classes}
    return Beside(by_class, sum(counts.values()) - sum(by_class.values()))


class Part(NamedTuple):
    """Some rows of a table, and why they count or do not."""

    words: str
    held: Held


def parts_of(table: pd.DataFrame, selected: Held) -> tuple[Part, ...]:
    """Divide the rows that a selection holds into those that are sure and the others; each part has rows."""
    sure = is_sure(table)
    parts = (Part("claimed or attributed", selected & sure), Part("suspected or disputed", selected & ~sure))
    return tuple(part for part in parts if part.held.any())


def left_out_by(selected: Held, wider: Mapping[str, Held]) -> tuple[Part, ...]:
    """Give for each condition the rows that it alone leaves out.

    Parameters
    ----------
    selected
        Which rows of a table the selection holds.
    wider
        By the words of each condition, which rows the selection holds without it. A row that two conditions exclude
        is left out by neither alone.
    """
    return tuple(Part(words, held & ~selected) for words, held in wider.items())


NEEDED: Mapping[str, str] = {"province_id": "a province", "latitude": "coordinates", "killed_low": "a known toll"}
"""Columns on which whole figures rest, and what a row that has one is said to have."""


def lacking(table: pd.DataFrame, selected: Held) -> tuple[str, ...]:
    """Name what not a single selected row has, so that whatever rests on it stays empty."""
    return tuple(words for column, words in NEEDED.items() if not table[column].notna().to_numpy()[selected].any())
