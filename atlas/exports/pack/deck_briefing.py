"""The slides of a briefing: on each one message as its title and one picture; all details stand in the notes.

A reader in the last row takes in a sentence and a picture, so a slide holds at most thirty words beside its title and
its picture. The documents hold every figure and table; a deck of usual pages has at most twelve slides.
"""

from pptx.presentation import Presentation as Deck

from atlas.drawing.exhibit import Exhibit
from atlas.exports.content import Pack, Part
from atlas.exports.pack import office
from atlas.exports.pack.charts import charts
from atlas.exports.pack.deck_figures import add_charts, add_picture
from atlas.exports.pack.deck_slide import caption, finish, lead, new_sheet
from atlas.exports.pack.deck_text import words_slides
from atlas.exports.pack.pictures import Pictures

CARRYING = frozenset(
    {"maps", "shares", "reporting", "map", "timeline", "deaths", "ranking", "shares_near", "verdicts", "coverage_years"}
)
"""The exhibits that carry a briefing, by their keys."""

_ELSEWHERE = {"overview": "timeline", "incidents": "", "method": ""}
"""Parts without a slide where another part shows their figure better, or where only a document can hold them."""


def briefing_slides(made: Deck, pack: Pack, pictures: Pictures) -> None:
    """Write the slides between the opening and the source."""
    held = {part.key for part in pack.parts} | {""}
    for part in pack.parts:
        if _ELSEWHERE.get(part.key) in held and len(pack.parts) > 1:
            continue
        shown = [exhibit for exhibit in part.exhibits if exhibit.key in CARRYING] or list(part.exhibits[:1])
        for place, exhibit in enumerate(shown):
            _slide(made, pack, part, exhibit, pictures, opens=place == 0)
        if not shown:
            words_slides(made, pack, part)


def _slide(made: Deck, pack: Pack, part: Part, exhibit: Exhibit, pictures: Pictures, *, opens: bool) -> None:
    """Write one slide; the first of a part that has an answer carries it as its title."""
    answers = opens and bool(part.headline)
    page = new_sheet(made, part.heading, part.headline if answers else exhibit.title, lines=2)
    lead(page, part.sure if answers else office.unmarked(exhibit.brief))
    caption(page, "")
    native = () if exhibit.is_map else charts(pictures.panels(exhibit))
    if native:
        add_charts(page.slide, native, exhibit, page.body, pack.stamp.made)
    else:
        add_picture(page.slide, exhibit, pictures, page.body, fills=True)
    left_out = dict.fromkeys(words for chart in native for words in chart.left_out)
    told = (*(part.paragraphs if opens else ()), exhibit.title, exhibit.lead, office.unmarked(exhibit.caption))
    page.notes += [*dict.fromkeys(told), *left_out]
    finish(page, pack.source, part.link)
