"""What is said of the atlas's own table, whatever its rows come to be."""

import re
from datetime import date

import pytest

from atlas.geography.provinces import province_names, region_names
from atlas.incidents.context import read_sheet
from atlas.incidents.filters import Filters
from atlas.statistics.periods import Period
from atlas.statistics.probability import WORDS, word
from atlas.topics.shift.exhibits.story import direction, stated
from atlas.topics.shift.measures.shift import shift
from atlas.topics.shift.words.headline import MOST_WORDS, season, statement


@pytest.fixture(scope="module")
def said(told):
    return stated(told)


def test_the_headline_has_the_weakest_word_and_few_numbers(told, said):
    assert len(said.headline.split()) <= MOST_WORDS
    assert len(re.findall(r"\d+%", said.headline)) <= 3
    if told.shift.verdict in {"supported", "rise_only", "rise_small"}:
        weakest = min(p for way, p in told.shift.answer.ways.items() if p is not None and way != "by month")
        assert said.headline.lower().startswith(word(weakest))


def test_the_second_line_names_probability_interval_and_date(told, said):
    change = told.shift.over_time.change
    assert "95% interval" in said.second
    if change.date:
        assert season(change.date) in said.second
        assert str(change.date.year) in said.second


def test_three_lines_and_a_paragraph_with_its_citation(said):
    assert [title for title, _ in said.lines] == ["What it rests on", "What speaks against it", "What is not known"]
    assert "A share is not activity" in said.lines[1][1]
    paragraph = said.paragraph("The citation.")
    assert paragraph.startswith(said.headline)
    assert paragraph.endswith("The citation.")


def test_a_likelihood_and_a_level_of_confidence_never_share_a_sentence(said):
    for sentence in re.split(r"(?<=[.;]) ", said.paragraph("")):
        assert not ("confidence" in sentence and any(f"{term} (" in sentence for term in WORDS))


@pytest.mark.parametrize("region", ["af-north", "af-north-east", "af-border", "af-east", "af-central-highlands"])
def test_every_region_has_a_headline_of_its_own(view, question, region):
    opened = view.incidents
    covered = Period(opened.covers_from, opened.covers_to)
    asked = question.moved(region=region)
    found = shift(opened.table, Filters(), asked, covered, read_sheet("published_counts"), draws=0)
    told = statement(found, Filters(), region_names(), province_names())
    assert len(told.headline.split()) <= MOST_WORDS
    own = region_names()[region].split(" (")[0].lower()
    assert own in told.headline.lower()
    if found.verdict == "cannot_tell":
        assert told.headline.startswith("Cannot tell")


def test_the_overview_says_the_same_of_the_region(view, told):
    """The outline, made for the Overview in a fraction of the time, ends in the sentence of the whole answer."""
    said = statement(told.shift, told.view.filters, told.labels, told.names)
    assert direction(view) == f"{said.headline} {said.second}"


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2022, 4, 21), "spring 2022"), (date(2021, 12, 5), "winter 2022"), (date(2022, 1, 5), "winter 2022"),
     (date(2020, 7, 1), "summer 2020"), (date(2020, 11, 30), "autumn 2020")],
)  # fmt: skip
def test_seasons(day, name):
    assert season(day) == name
