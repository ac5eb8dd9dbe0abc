import pandas as pd
import pytest

from atlas.incidents.card_review import review_section
from atlas.incidents.review import (
    corrections_by_column,
    drawn_sample,
    error_rate,
    errors_by_column,
    sample_by_year,
    sample_verdicts,
    verdicts,
)
from atlas.incidents.sheets import SHEETS

DRAWN = drawn_sample()
OTHERS = [f"KA-{number:04d}" for number in range(1, 532) if f"KA-{number:04d}" not in DRAWN]
PAGE = "https://example.org/report"


def findings(*rows):
    return pd.DataFrame(rows, columns=list(SHEETS["review"].fields), dtype="str").fillna("")


@pytest.fixture
def review():
    return findings(
        (DRAWN[0], "second source", "confirmed", "", "", "", PAGE),
        (DRAWN[0], "facts", "corrected", "summary", "Bomb.", "A bomb struck a post.", "facts"),
        (DRAWN[1], "second source", "confirmed", "sources", "", "Dawn", PAGE),
        (DRAWN[1], "second source", "corrected", "killed_best; killed_high", "4", "5", f"seen at {PAGE} ; other"),
        (DRAWN[2], "second source", "corrected", "injured_best", "", "3", PAGE),
        (DRAWN[3], "second source", "not found", "", "", "", ""),
        (OTHERS[0], "second source", "corrected", "attribution", "claimed", "suspected", PAGE),
        (OTHERS[1], "facts", "corrected", "date_start", "2020-01-01", "2020-01-02", "facts"),
        (OTHERS[1], "facts", "corrected", "date_start", "2020-01-02", "2020-01-03", "facts"),
    )


def test_the_sample_is_thirty_rows_of_each_part_and_always_the_same():
    assert len(DRAWN) == len(set(DRAWN)) == 60
    assert sum(name <= "KA-0266" for name in DRAWN) == 30
    assert drawn_sample() == DRAWN
    assert {"KA-0267", "KA-0276", "KA-0289"} <= set(DRAWN)


def test_a_row_has_the_worst_of_its_verdicts(review):
    assert verdicts(review).to_dict() == {
        DRAWN[0]: "confirmed", DRAWN[1]: "corrected", DRAWN[2]: "corrected", DRAWN[3]: "not found",
        OTHERS[0]: "corrected",
    }  # fmt: skip
    assert set(sample_verdicts(review).index) == set(DRAWN[:4])


def test_columns_are_counted_by_row(review):
    assert corrections_by_column(review).to_dict() == {
        "attribution": 1, "date_start": 1, "injured_best": 1, "killed_best": 1, "killed_high": 1, "summary": 1,
    }  # fmt: skip


def test_the_error_rate_counts_drawn_rows_with_a_replaced_value_of_substance(review):
    rate = error_rate(review)
    assert (rate.wrong, rate.lacking, rate.sampled, rate.share) == (1, 1, 4, 0.25)
    # Wilson for 1 of 4 at 95 %, as Wilson (1927) gives it.
    assert (round(rate.low, 4), round(rate.high, 4)) == (0.0456, 0.6994)


def test_without_a_sample_there_is_no_rate(review):
    assert error_rate(review[review["checked_against"] == "facts"]) is None
    assert error_rate(findings()) is None


def test_the_section_says_what_was_found(review):
    text = " ".join(review_section(review, 531).split())
    assert "5 of 531 rows were corrected in at least one column, 4 of them in substance" in text
    assert "Of the 60 rows drawn, 4 were held against a second source: corrected 2, confirmed 1 and not found 1" in text
    assert "in 1 of these rows a value of substance was replaced, 25% (95 % interval 5% to 70%, Wilson)" in text
    assert "in 1 more one was missing" in text
    assert "1 further rows were held against a second source without having been drawn" in text
    assert f"| {DRAWN[1]} | corrected | killed_best 4 → 5; killed_high 4 → 5 | | [page](<{PAGE}>) |" in text
    assert f"| {DRAWN[2]} | corrected | injured_best empty → 3 | | [page](<{PAGE}>) |" in text
    assert f"| {DRAWN[0]} | confirmed | | summary | [page](<{PAGE}>) |" in text


def test_an_empty_review_says_so():
    assert "No finding has been entered yet." in review_section(findings(), 531)


def test_the_second_review_counts_rows_by_group_and_leaves_the_first_rate_alone(review):
    later = findings(
        (DRAWN[0], "second review", "corrected", "killed_best", "4", "5", PAGE),
        (OTHERS[2], "second review", "corrected", "attackers_killed", "", "1", PAGE),
        (OTHERS[3], "second review", "confirmed", "", "", "", PAGE),
        (OTHERS[4], "second review", "not found", "", "", "", ""),
    )
    both = pd.concat([review, later], ignore_index=True)
    rates = {rate.group: (rate.wrong, rate.checked) for rate in errors_by_column(both)}
    assert rates["killed"] == rates["any of these"] == (1, 3)
    assert rates["attackers killed"] == rates["date"] == (0, 3)
    assert error_rate(both) == error_rate(review)
    assert errors_by_column(review) == []
    assert "In 1 a value was wrong; at most 79% of such rows" in " ".join(review_section(both, 531).split())


def test_the_sample_by_year_takes_something_of_each_year_and_is_always_the_same():
    attacks = pd.DataFrame(
        {
            "id": [f"KA-{number:04d}" for number in range(1, 301)],
            "date_start": ["2015-02-01"] + ["2018-05-01"] * 199 + ["2022-05-01"] * 100,
        }
    )
    drawn = sample_by_year(attacks)
    assert drawn == sample_by_year(attacks.sample(frac=1, random_state=1))
    assert [
        sum(low <= name <= high for name in drawn)
        for low, high in (("KA-0001", "KA-0001"), ("KA-0002", "KA-0200"), ("KA-0201", "KA-0300"))
    ] == [1, 86, 43]
