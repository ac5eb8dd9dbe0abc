"""The ranking as a figure and in words."""

from typing import NamedTuple

import pandas as pd
import pytest

from atlas.topics.provinces.figures.ranking import CHANGE_SIGNS, in_signs, rank_figure
from atlas.topics.provinces.words.ranking import rank_caption, ranking_sentence

NAMES = {"AF-KAB": "Kabul", "AF-NAN": "Nangarhar", "AF-KNR": "Kunar <b>", "AF-HER": "Herat"}
ROWS = {
    "AF-KAB": (1, 1, 2, 10, 15, 40, 50, 60, 15, 0.5, 0.4, 0.6, pd.Timestamp("2025-02-13"), "uncertain"),
    "AF-NAN": (2, 1, 2, 8, 9, 5, 6, 7, 9, 0.3, 0.2, 0.4, pd.Timestamp("2024-05-01"), "rising"),
    "AF-KNR": (3, 3, 4, 1, 3, 0, 1, 1, 3, 0.1, 0.05, 0.2, pd.Timestamp("2022-01-01"), "too few to say"),
    "AF-HER": (4, 3, 4, 0, 3, 0, 0, 0, 3, 0.1, 0.05, 0.2, pd.Timestamp("2021-06-30"), ""),
}
COLUMNS = (
    "rank", "rank_low", "rank_high", "incidents_sure", "incidents", "killed_low", "killed_best", "killed_high",
    "toll_known", "share", "share_low", "share_high", "last", "change",
)  # fmt: skip


YEARS = pd.DataFrame({2020: [3, 1, 1, 3], 2021: [12, 8, 2, 0]}, index=list(ROWS))


class Ranking(NamedTuple):
    table: pd.DataFrame
    measure: str = "incidents"
    by: str = "province_id"
    unplaced: int = 0
    tested: bool = True
    years: pd.DataFrame = YEARS


def table(*codes: str) -> pd.DataFrame:
    return pd.DataFrame.from_dict({code: ROWS[code] for code in codes or ROWS}, orient="index", columns=list(COLUMNS))


def test_bars_years_and_the_latest_incident_stand_in_one_row_each():
    figure = rank_figure(table(), YEARS, NAMES, theme="light", marked=["AF-NAN"])
    sure, unsure, written, lines, _ = figure.data
    assert list(sure.x) == [10, 8, 1, 0]
    assert list(unsure.x) == [5, 1, 2, 3]
    assert [text.strip() for text in written.text] == ["10–15", "8–9  ▲ rising", "1–3", "0–3"]
    assert list(lines.x) == [2020, 2021, None] * 4
    assert list(lines.y[:5]) == pytest.approx([0.18, -0.36, None, 1.27, 0.64], abs=1e-3, nan_ok=True)
    assert list(figure.layout.yaxis.categoryarray) == ["Kabul", "<b>Nangarhar</b>", "Kunar &lt;b&gt;", "Herat"]
    days = [note.text for note in figure.layout.annotations if note.yref == "y"]
    assert days == ["Feb 2025", "May 2024", "Jan 2022", "Jun 2021"]


@pytest.mark.parametrize(
    ("measure", "plus", "minus"), [("deaths", [10, 1, 0, 0], [10, 1, 1, 0]), ("share", [0.1] * 4, None)]
)
def test_deaths_and_shares_carry_their_interval(measure, plus, minus):
    bar = rank_figure(table(), YEARS, NAMES, theme="light", measure=measure).data[0]
    assert list(bar.error_x.array) == pytest.approx(plus)
    if minus:
        assert list(bar.error_x.arrayminus) == pytest.approx(minus)


def test_each_row_has_a_scale_of_its_own_and_a_place_without_years_is_flat():
    figure = rank_figure(table(), YEARS.drop("AF-HER"), NAMES, theme="dark")
    heights = figure.data[3].y
    assert [min(heights[at : at + 2]) for at in (0, 3, 6, 9)] == pytest.approx([-0.36, 0.64, 1.64, 3.36])
    assert list(figure.layout.xaxis2.tickvals) == [2020, 2021]


def test_every_change_has_a_sign_of_its_own():
    assert len(set(CHANGE_SIGNS.values())) == len(CHANGE_SIGNS)
    assert [in_signs(change) for change in ("", "uncertain", "too few to say", "falling")] == ["", "", "", "▼ falling"]


def test_the_sentence_says_who_leads_and_who_may():
    told = ranking_sentence(Ranking(table()), NAMES)
    assert told.startswith("Kabul (10 to 15; 50%) has the most recorded incidents, followed by Nangarhar")
    assert "Kabul or Nangarhar may be first, at 95%." in told
    assert "their order says little" not in told


def test_the_sentence_counts_the_blurred_ranks():
    wide = table().assign(rank_low=1, rank_high=4)
    assert "For 4 of 4 provinces at least half of all ranks are possible (from 1 to 4)" in ranking_sentence(
        Ranking(wide), NAMES
    )


def test_a_lone_leader_a_short_period_and_nothing_are_said():
    alone = table().assign(rank_low=[1, 2, 3, 3])
    assert "No other province can be first, at 95%." in ranking_sentence(Ranking(alone), NAMES)
    assert "shorter than 12 months" in ranking_sentence(Ranking(table(), tested=False), NAMES)
    assert "nothing to rank" in ranking_sentence(Ranking(table().iloc[:0]), NAMES)
    assert ranking_sentence(Ranking(table("AF-KAB")), NAMES).endswith("incidents.")


def test_the_caption_says_what_is_left_out():
    caption = rank_caption(Ranking(table(), unplaced=3), 2, "attacks by ISKP", lifted=True, changes=1)
    assert caption.startswith("Attacks by ISKP: 4 provinces with an incident")
    assert "Not drawn: 2 further provinces." in caption
    assert "Left out: 3 incidents without a province." in caption
    assert "1 incident not datable to one side" in caption
    assert "filters of province and region are lifted" in caption
    plain = rank_caption(Ranking(table(), "deaths"), 4, "x", lifted=False, changes=None)
    assert not [word for word in ("Not drawn", "Left out", "lifted", "Change", "95%") if word in plain]


def test_a_long_label_takes_at_most_three_lines_and_has_room():
    names = NAMES | {"AF-KAB": "Khyber Pakhtunkhwa without the merged districts"}
    figure, usual = rank_figure(table(), YEARS, names, theme="light"), rank_figure(table(), YEARS, NAMES, theme="light")
    assert figure.layout.yaxis.categoryarray[0].count("<br>") == 2
    assert figure.layout.height - usual.layout.height >= 4 * 15
