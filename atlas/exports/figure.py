"""A figure or a map as a file that stands for itself: its title, selection, caption, source and way back are on it."""

from atlas.drawing.exhibit import Exhibit
from atlas.drawing.number_words import capitalised
from atlas.exports.stamp import Stamp
from atlas.paper import Form, Words, picture


def figure_file(exhibit: Exhibit, stamp: Stamp, size: str, form: Form) -> bytes:
    """Draw an exhibit on paper with its words; the stamp stands at the foot and inside the file.

    ``size`` is a name of ``atlas.paper.SIZES``.
    """
    words = Words(exhibit.title, capitalised(stamp.selection), exhibit.alt, stamp.footer())
    panels = {heading: draw("light") for heading, draw in exhibit.panels.items()}
    return picture(panels, size, form, words=words, fields=stamp.as_fields(), is_map=exhibit.is_map)
