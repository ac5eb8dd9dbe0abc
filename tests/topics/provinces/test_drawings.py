"""The figures and the words of a profile."""

from datetime import date
from typing import Any, NamedTuple

import pandas as pd
import pytest

from atlas.statistics.shares import FEWEST_INSIDE
from atlas.topics.provinces.figures.mix import mix_figure, rows_to_draw
from atlas.topics.provinces.measures.lethality import KINDS, MASS_KILLED
from atlas.topics.provinces.words import profile as profile_words
from atlas.topics.provinces.words.profile import (
    facts,
    lethality_caption,
    mean_interval,
    mix_caption,
    pause_in_words,
    profile_summary,
    toll_help,
)

COLUMNS = (
    "incidents_sure", "incidents", "share", "low", "high", "rest", "rest_share", "rest_low", "rest_high",
    "difference", "difference_low", "difference_high", "verdict",
)  # fmt: skip
NAN = float("nan")


class Estimate(NamedTuple):
    value: float | None
    low: float | None = None
    high: float | None = None


class Toll(NamedTuple):
    attacks: int = 30
    known: int = 28
    low: float | None = 2.0
    best: float | None = 3.0
    high: float | None = 4.0
    interval: Estimate = Estimate(3.0, 1.5, 4.5)
    median: float | None = 1.0
    deadliest: float | None = 0.4


class Lethality(NamedTuple):
    here: Toll
    rest: Toll
    kinds: pd.DataFrame


class Totals(NamedTuple):
    incidents_sure: int = 20
    incidents: int = 30
    killed_low: int = 40
    killed_best: int = 60
    killed_high: int = 80
    toll_unknown: int = 2
    first: date | None = date(2018, 1, 2)
    last: date | None = date(2020, 3, 4)


class Pause(NamedTuple):
    first: date
    last: date
    going_on: bool
    days: int


class Profile(NamedTuple):
    targets: pd.DataFrame
    tactics: pd.DataFrame
    lethality: Lethality
    borders: pd.DataFrame
    totals: Totals = Totals()
    country: str = "Afghanistan"
    country_incidents: int = 130
    share: Estimate = Estimate(0.23, 0.15, 0.33)
    pause: Pause | None = Pause(date(2019, 1, 1), date(2019, 12, 31), False, 365)
    precision: Any = None
    gaps: Any = None


def mixed(**rows: tuple[Any, ...]) -> pd.DataFrame:
    return pd.DataFrame.from_dict(
        {name.replace("_", " "): row for name, row in rows.items()}, orient="index", columns=list(COLUMNS)
    )


def targets() -> pd.DataFrame:
    return mixed(
        Taliban=(15, 20, 0.66, 0.5, 0.8, 10, 0.1, 0.05, 0.2, 0.56, 0.3, 0.7, "more often"),
        civilians=(5, 7, 0.23, 0.1, 0.4, 20, 0.2, 0.1, 0.3, 0.03, -0.1, 0.2, "not told apart"),
        media=(0, 3, 0.1, 0.03, 0.25, 5, 0.05, 0.02, 0.1, 0.05, -0.02, 0.2, "not told apart"),
        Shia_and_Hazara=(0, 0, 0.0, 0.0, 0.1, 30, 0.3, 0.2, 0.4, -0.3, -0.4, -0.1, "less often"),
    )


def kinds(verdict: str = "not told apart") -> pd.DataFrame:
    row = (3, 5, 0.17, 0.07, 0.34, 30, 0.3, 0.2, 0.4, -0.13, -0.3, 0.05, verdict)
    return pd.DataFrame([row] * 3, index=list(KINDS), columns=list(COLUMNS))


def borders(*, nearest: float = 40.4, touching: float = 0.0) -> pd.DataFrame:
    return pd.DataFrame(
        {"neighbour": ["Pakistan", "Iran"], "province_low": [touching, 300.0], "located": 0 if pd.isna(nearest) else 5,
         "nearest": [nearest, 500.0], "median": [nearest, 600.0]}
    )  # fmt: skip


def profile(**changes: Any) -> Profile:
    whole = {
        "targets": targets(), "tactics": targets().iloc[1:3],
        "lethality": Lethality(Toll(), Toll(attacks=100), kinds()),
        "borders": borders(), "precision": {"town": 12, "district": 0}, "gaps": {"suspected or disputed": 10},
    }  # fmt: skip
    return Profile(**(whole | changes))


def test_shares_are_drawn_with_their_interval_beside_the_rest():
    figure = mix_figure(targets(), theme="light", rest_name="rest of Afghanistan", enough=True)
    bar, rest = figure.data
    assert list(bar.x) == [0.66, 0.23, 0.1, 0.0]
    assert list(bar.error_x.array) == pytest.approx([0.14, 0.17, 0.15, 0.1])
    assert list(rest.x) == [0.1, 0.2, 0.05, 0.3]
    beside = [note.text for note in figure.layout.annotations][:4]
    assert beside == ["▲ 15–20", "5–7", "0–3", "▼ 0"]
    assert figure.layout.xaxis.tickformat == ".0%"


def test_too_few_are_drawn_as_counts():
    figure = mix_figure(targets(), theme="dark", rest_name="rest", enough=False)
    assert [list(trace.x) for trace in figure.data] == [[15, 5, 0, 0], [5, 2, 3, None]]


def test_labels_are_wrapped_and_text_stays_text():
    rows = mixed(a=targets().iloc[0]).rename(index={"a": "other <script> minorities of religion"})
    label = mix_figure(rows, theme="light", rest_name="rest", enough=True).data[0].y[0]
    assert "&lt;script&gt;" in label
    assert "<br>" in label


def test_what_is_told_apart_is_drawn_however_rare():
    assert rows_to_draw(targets(), 2).index.tolist() == ["Taliban", "Shia and Hazara"]
    assert len(rows_to_draw(targets(), 9)) == 4
    assert rows_to_draw(targets().iloc[:0], 3).empty


def test_the_summary_states_counts_ranks_differences_and_tolls():
    counts, made_of, deadly = profile_summary(profile(), "Kunduz", {"rank": 4, "rank_low": 2, "rank_high": 9}, 26)
    assert "20 to 30 incidents, 2 January 2018 to 4 March 2020: 23% of those" in counts
    assert "95% interval 15% to 33%" in counts
    assert "Killed: 40 to 80 people (best estimate 60)." in counts
    assert "ranks 4 among the 26 provinces with any; ranks 2 to 9 cannot be excluded" in counts
    assert "Most frequent target: Taliban (20 of 30; 66%, 95% interval 50% to 80%)." in made_of
    assert "More often than in the rest of Afghanistan: Taliban (66% against 10%)" in made_of
    assert "less often than in the rest of Afghanistan: Shia and Hazara (0% against 30%)" in made_of
    assert "3.0 people on average (2.0 to 4.0 by low and high figures), 95% interval 1.5 to 4.5, and 1 at" in deadly
    assert "not told apart from 30% in the rest of Afghanistan" in deadly


def test_a_difference_in_lethality_is_named():
    told = profile_summary(profile(lethality=Lethality(Toll(), Toll(), kinds("less often"))), "Kunduz", None, 0)
    assert "killed 10 or more, less often than the 30% in the rest of Afghanistan" in told[-1]


def test_few_incidents_are_not_compared():
    few = profile(totals=Totals(2, 3), lethality=Lethality(Toll(3, 3), Toll(), kinds("too few to say")))
    told = " ".join(profile_summary(few, "Kunduz", None, 0))
    assert "too few to compare Kunduz with the rest of Afghanistan" in told
    assert "interval 50%" not in told
    assert "average" not in told


def test_a_toll_that_is_not_known_is_not_nobody():
    nobody = profile(totals=Totals(1, 1, 0, 0, 0, 0), country_incidents=4)
    counts = profile_summary(nobody, "Khatlon", None, 0)[0]
    assert "4 with a province in Afghanistan in all. Killed: nobody." in counts
    assert "%" not in counts
    unknown = profile(totals=Totals(1, 1, 0, 0, 0, 1))
    assert "Killed: no figure known." in profile_summary(unknown, "Khatlon", None, 0)[0]


def test_no_leader_is_named_among_equals():
    equals = profile(targets=targets().assign(incidents=3))
    assert "Most frequent target" not in " ".join(profile_summary(equals, "Kunduz", None, 0))


def test_no_incident_is_not_said_to_be_none_that_happened():
    told = profile_summary(profile(totals=Totals(0, 0)), "Nuristan", None, 26)
    assert told == [
        "The selection holds no incident in Nuristan, beside 130 incidents with a province in Afghanistan. "
        "That is not the same as no incident having happened."
    ]


def test_the_caption_of_a_mix_says_what_differs_and_what_is_not_drawn():
    table = targets()
    caption = mix_caption(table, rows_to_draw(table, 2), profile(), "Kunduz", "target")
    assert caption.startswith("30 incidents in Kunduz beside 100 in the rest of Afghanistan.")
    assert "In the table only: 2 further targets with 10 incidents." in caption
    assert "by chance" in caption
    few = mix_caption(table, table, profile(totals=Totals(2, 3)), "Kunduz", "target")
    assert few == "3 incidents in Kunduz: too few to speak of shares, so the bars are counts."


def test_the_caption_of_lethality_counts_what_is_not_known():
    caption = lethality_caption(profile().lethality, "Kunduz", "Afghanistan")
    assert caption.startswith("30 attacks in Kunduz, 2 of them without a figure for the killed.")
    assert "The deadliest attack made 40% of all deaths." in caption
    none = Lethality(Toll(0, 0, None, None, None, Estimate(None), None, None), Toll(), kinds())
    assert lethality_caption(none, "Kunduz", "Afghanistan") == "No attack in Kunduz in the selection."


def test_the_headline_of_the_toll_is_an_interval():
    assert mean_interval(Toll()) == "2.0–4.0"
    assert mean_interval(Toll(low=2.0, high=2.0)) == "2.0"
    assert mean_interval(Toll(low=None)) == "not known"
    assert "28 attacks" in toll_help(Toll())


def test_the_small_facts():
    found = facts(profile())
    assert found["First recorded"] == "2 January 2018"
    assert found["Longest pause"] == "12 months, 1 January 2019 to 31 December 2019"
    assert found["Borders, as far as drawn"].startswith("On the border with Pakistan; 5 incidents located")
    assert found["Borders, as far as drawn"].endswith("the nearest 40 km from Pakistan")
    assert found["Located to"] == "Town 12"
    assert found["Open points"] == "10 suspected or disputed"
    assert facts(profile(pause=None, gaps={})).keys() == {
        "First recorded",
        "Last recorded",
        "Borders, as far as drawn",
        "Located to",
    }


def test_a_province_inside_the_country_lies_some_way_from_its_border():
    inland = facts(profile(borders=borders(touching=80.4, nearest=NAN)))["Borders, as far as drawn"]
    assert inland == "Nearest to Pakistan, at least 80 km away; no incident located to a town or closer"


def test_a_pause_that_goes_on_says_so():
    told = pause_in_words(Pause(date(2020, 1, 1), date(2020, 1, 20), True, 20))
    assert told == "20 days, 1 January 2020 and going on when the period ends"


def test_the_words_and_the_measure_mean_the_same_numbers():
    assert str(MASS_KILLED) in profile_words.MANY_KILLED
    assert profile_words.FEWEST == FEWEST_INSIDE
    assert set(profile_words.KIND_NAMES) == set(KINDS)
