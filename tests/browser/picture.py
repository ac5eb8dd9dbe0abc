"""Whether two pictures of a map show the same: compared as coarse colours, so that letters may differ and layers not.

A cell is a square of CELL pixels, its colour the mean over it. Two cells differ when one of their three channels does
by more than STEP of 255. Other fonts and other smoothing of lines shift a cell's mean by less, or by more in the few
cells that hold letters; a layer that is missing, has another colour or lies elsewhere changes whole areas. The share of
cells that may differ, MOST, lies between: tests/components/test_picture.py and the last tests of test_map_pictures.py
take each layer away, and change the letters, and prove it.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

CELL = 8
STEP = 24
MOST = 0.012
COLOURS = 96
"""How many colours a stored picture has: enough for its areas, and few enough for a small file."""


def cells(picture: Image.Image) -> NDArray[np.int16]:
    """Give the mean colour of each cell; rows x columns x three channels."""
    return np.asarray(picture.convert("RGB").reduce(CELL), dtype=np.int16)


def differing(one: Image.Image, other: Image.Image) -> NDArray[np.bool_]:
    """Tell of each cell whether two pictures differ in it."""
    if one.size != other.size:
        raise ValueError(f"the pictures have different sizes: {one.size} and {other.size}")
    return np.asarray((np.abs(cells(one) - cells(other)) > STEP).any(axis=2))


def share(one: Image.Image, other: Image.Image) -> float:
    """Give the share of cells in which two pictures differ."""
    return float(differing(one, other).mean())


def marked(one: Image.Image, other: Image.Image) -> Image.Image:
    """Draw the second picture pale, with the cells that differ from the first in red."""
    mask = Image.fromarray(differing(one, other)).resize(one.size, Image.Resampling.NEAREST)
    pale = Image.blend(other.convert("RGB"), Image.new("RGB", other.size, "white"), 0.6)
    pale.paste((200, 0, 0), mask=mask)
    return pale


def store(picture: Image.Image, path: Path) -> None:
    """Write a picture with few colours, so that the file is small."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
