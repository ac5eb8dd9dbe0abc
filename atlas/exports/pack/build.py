"""From a view and an order to the content of a pack."""

from collections.abc import Callable, Mapping
from functools import cache

from atlas.drawing import captions
from atlas.drawing.view import View
from atlas.exports.content import Order, Pack
from atlas.exports.link import link_to
from atlas.exports.pack.parts import Source, part
from atlas.exports.stamp import stamp
from atlas.incidents.context import usable_sheet
from atlas.pages import PARTS
from atlas.statistics.periods import Period, Question
from atlas.topics.shift.exhibits.story import Story, story
from atlas.topics.shift.measures.movement import movement
from atlas.topics.shift.measures.shift import shift

AnswerShift = Callable[[View, Question], Story]
"""Answers a question about a view; the app gives one that remembers its answers."""


def answer_shift(view: View, question: Question) -> Story:
    """Answer a question about a view whose period and place are lifted; this takes seconds."""
    opened, lifted = view.incidents, view.filters.everywhere_and_always()
    covered = Period(opened.covers_from, opened.covers_to)
    answer = shift(opened.table, lifted, question, covered, usable_sheet("published_counts"))
    return story(view, question, answer, movement(lifted.apply(opened.measured), question, covered))


def build_pack(
    view: View,
    order: Order,
    options: Mapping[str, Mapping[str, str]],
    bounds: tuple[float, ...],
    answer: AnswerShift = answer_shift,
) -> Pack:
    """Gather the content of a pack; drawings and tables inside it are still calls.

    Parameters
    ----------
    view
        The table and the selection.
    order
        What is wanted.
    options
        What each filter offers (``filters.options``), to write links.
    bounds
        Class bounds of the map of incidents.
    answer
        Answers the question about the shift.
    """
    source = Source(view, order, cache(lambda: answer(view, order.question)), options, bounds)
    link = link_to("", view.filters, options).at(order.origin)
    opened = view.incidents
    return Pack(
        title=order.title,
        subtitle=view.sentence,
        parts=tuple(part(source, page) for page in PARTS if page in order.pages),
        stamp=stamp(view, title=order.title, link=link, made=order.made),
        source=captions.source_line(opened.version, opened.covers_to, opened.title),
        audience=order.audience,
        paper=order.paper,
    )
