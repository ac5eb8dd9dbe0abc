"""What a layout says: names of columns, meaning of codes, and how its rows become the columns of a draft."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from atlas.importing.cells import Cells
from atlas.importing.draft import Draft
from atlas.importing.settings import Reading, Settings

Role = Literal["perpetrator", "target", "associate", "either"]


@dataclass(frozen=True)
class Layout:
    """A kind of export."""

    key: str
    title: str
    prefix: str
    """First letters of the ids that its rows get."""
    aliases: Mapping[str, tuple[str, ...]]
    """Column that the layout reads, and the names it goes by besides its own; all in lower case."""
    signature: tuple[tuple[str, ...], ...]
    """Groups of columns: a file of this kind has one of each."""
    translate: Callable[[Cells, Settings, Reading], Draft]
    actors: Mapping[str, Role]
    """Columns that name an armed group, and the part it plays there."""
    licence: str
    licence_is_open: bool
    citation: str
    needed: Mapping[str, str] = field(default_factory=dict)
    """Columns (several with a bar between) whose absence costs something, and what cannot be known without them."""
    orders: tuple[tuple[str, ...], ...] = ()
    """Columns of releases that come without a header."""

    def named(self, names: list[str]) -> dict[str, str]:
        """Map the columns that this layout reads to the names in a file; also names cut to ten letters."""
        folded = {fold(name): name for name in reversed(names) if fold(name)}
        found = {}
        for column, others in self.aliases.items():
            hit = next((folded[name] for name in (column, *others) if name in folded), None)
            hit = hit or next((folded[name[:10]] for name in (column, *others) if name[:10] in folded), None)
            if hit is not None:
                found[column] = hit
        return found

    def fits(self, named: Mapping[str, str]) -> bool:
        """Tell whether a file has the columns without which it is not of this kind."""
        return all(any(name in named for name in group) for group in self.signature)


def fold(name: str) -> str:
    """Fold the name of a column: case, blanks, points and dashes do not matter."""
    words = name.strip().strip("\ufeff").casefold().replace("-", " ").replace(".", " ").replace("_", " ").split()
    return "_".join(words)
