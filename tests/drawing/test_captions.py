from datetime import date

import pandas as pd
import pytest

from atlas.drawing import captions
from atlas.drawing import number_words as words
from atlas.statistics.province_counts import by_province, by_year_and_province
from atlas.statistics.series import series
from atlas.statistics.totals import totals

COVERS = (date(2021, 6, 1), date(2021, 10, 31))
NAMES = {"AF-NAN": "Nangarhar", "AF-KAB": "Kabul", "af-east": "East", "af-central": "Central"}
KABUL = {"province_id": "AF-KAB", "region_id": "af-central"}
NO_POINT = {"latitude": None, "longitude": None}
NO_TOLL = {"killed_low": None, "killed_best": None, "killed_high": None}


@pytest.fixture
def table(tiny):
    return tiny(
        {"date_start": "2021-06-20", "killed_low": 0, "killed_best": 0, "killed_high": 0},
        {"date_start": "2021-08-26", **KABUL, "killed_low": 170, "killed_best": 1182, "killed_high": 1183},
        {"date_start": "2021-08-08", **KABUL, "attribution": "suspected"},
        {"date_start": "2021-10-08", **NO_POINT, **NO_TOLL},
    )


def test_headline(table):
    assert captions.headline(totals(table)) == (
        "Between 3 and 4 incidents killed 170 to 1,184 people (best estimate 1,183) "
        "from 20 June 2021 to 8 October 2021 in 2 provinces. 1 of them gives no toll."
    )


def test_headline_is_led_by_the_selection(table):
    found = captions.headline(totals(table.iloc[[1]]), "attacks by ISKP in Kabul")
    assert found == (
        "Attacks by ISKP in Kabul: 1 incident killed 170 to 1,183 people (best estimate 1,182) "
        "on 26 August 2021 in 1 province."
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "1 incident killed 1 person on 1 January 2020 in 1 province."),
        ({"killed_low": 0, "killed_best": 0, "killed_high": 0},
         "1 incident killed nobody on 1 January 2020 in 1 province."),
        (NO_TOLL, "1 incident with no known toll on 1 January 2020 in 1 province."),
        ({"province_id": None, "region_id": None, "country": "Russia"},
         "1 incident killed 1 person on 1 January 2020."),
        ({"attribution": "disputed"},
         "Between 0 and 1 incidents killed 0 to 1 people (best estimate 1) on 1 January 2020 in 1 province."),
    ],
)  # fmt: skip
def test_headline_of_one(tiny, changes, sentence):
    assert captions.headline(totals(tiny(changes))) == sentence


def test_an_empty_selection_says_so(table):
    none = totals(table.iloc[:0])
    assert captions.headline(none) == "No incident matches the selection."
    assert captions.headline(none, "attacks in Kabul") == "No incident matches attacks in Kabul."
    assert captions.map_caption(by_province(table.iloc[:0]), none, NAMES) == "No incident matches the selection."


def test_series_caption(table):
    assert captions.series_caption(series(table, "month", *COVERS), "attacks by ISKP") == (
        "Attacks by ISKP: 3 to 4 incidents in 5 months, 1 June 2021 to 31 October 2021. "
        "Most in one month: 2 (August 2021). 2 of 5 months have none."
    )


def test_series_caption_names_the_largest_groups(table):
    grouped = series(table, "quarter", *COVERS, by="region_id")
    assert captions.series_caption(grouped, names=NAMES) == (
        "3 to 4 incidents in 3 quarters, 1 June 2021 to 31 October 2021. Most in one quarter: 2 (Q3 2021). "
        "No quarter is without an incident. Largest: Central 2 and East 2. "
        "Q2 2021 and Q4 2021 are covered only in part."
    )


def test_series_caption_counts_what_is_left_out(tiny):
    table = tiny(
        {"date_start": "2021-07-30", "date_end": "2021-08-02"},
        {"date_start": "2021-08-30", "date_end": "2021-09-02"},
        {"date_start": "2020-01-01"},
    )
    assert captions.series_caption(series(table, "month", *COVERS)) == (
        "No incident in 5 months, 1 June 2021 to 31 October 2021. "
        "Left out: 2 incidents not datable to one month. 1 incident outside the covered time."
    )


def test_series_caption_of_many_equal_peaks(tiny):
    table = tiny(*[{"date_start": f"2021-{month:02}-03"} for month in (6, 7, 8, 9)])
    assert "Most in one month: 1 (4 months). 1 of 5 months has none." in captions.series_caption(
        series(table, "month", *COVERS)
    )


def test_a_selection_outside_the_coverage_says_so(table):
    nothing = series(table, "month", *COVERS, start=date(2030, 1, 1))
    assert captions.series_caption(nothing) == "The table covers no day of the selection."
    assert captions.deaths_caption(nothing, "attacks") == "The table covers no day of attacks."
    years = by_year_and_province(table, *COVERS, start=date(2030, 1, 1))
    assert captions.heatmap_caption(years, NAMES) == "The table covers no day of the selection."


def test_deaths_caption(table):
    assert captions.deaths_caption(series(table, "month", *COVERS)) == (
        "170 to 1,184 people (best estimate 1,183) killed, 1 June 2021 to 31 October 2021. "
        "The deadliest month: August 2021 with 170 to 1,184 people (best estimate 1,183)."
    )


def test_deaths_caption_without_deaths(table):
    found = captions.deaths_caption(series(table.iloc[:1], "month", *COVERS))
    assert found == "Nobody killed, 1 June 2021 to 31 October 2021."


def test_map_caption(table):
    assert captions.map_caption(by_province(table), totals(table), NAMES) == (
        "3 to 4 incidents. Most in Kabul (1 to 2; 50%) and Nangarhar (2; 50%); "
        "percentages are of incidents with a province. "
        "Without a point on the map: 1 known only to a province or a district."
    )


def test_map_caption_counts_the_provinces_it_does_not_name(table):
    found = captions.map_caption(by_province(table), totals(table), NAMES, leaders=1)
    assert "Most in Kabul (1 to 2; 50%), with 1 further province;" in found


def test_map_caption_of_incidents_that_no_map_shows(tiny):
    nowhere = {"province_id": None, "region_id": None, **NO_POINT, "location_precision": "country"}
    table = tiny(nowhere, {**nowhere, "country": "Russia"}, {**nowhere, "country": "Russia"})
    assert captions.map_caption(by_province(table), totals(table), NAMES) == (
        "3 incidents, none with a province. "
        "Without a point on the map: 1 known only to a country. 2 incidents beyond the countries drawn."
    )


def test_heatmap_caption(table):
    years = by_year_and_province(table, *COVERS)
    assert captions.heatmap_caption(years, NAMES) == (
        "4 incidents by province and year, 2021 (2021 covered in part). Most in one year: Kabul in 2021, 2 incidents."
    )


def test_heatmap_caption_counts_what_has_no_province(tiny):
    table = tiny(
        {"date_start": "2021-07-01", "province_id": None}, {"date_start": "2021-12-30", "date_end": "2022-01-02"}
    )
    years = by_year_and_province(table, date(2021, 1, 1), date(2022, 12, 31))
    assert captions.heatmap_caption(years, NAMES) == (
        "No incident by province and year, 2021 to 2022. 1 further incident without a province. "
        "Left out: 1 incident not datable to one year."
    )


def test_a_single_full_bin_needs_no_word_on_empty_ones(tiny):
    found = captions.series_caption(series(tiny({"date_start": "2021-06-20"}), "month", COVERS[0], date(2021, 6, 30)))
    assert found == "1 incident in 1 month, 1 June 2021 to 30 June 2021. Most in one month: 1 (June 2021)."


def test_moment_key_numbers_as_the_figure_does():
    moments = pd.DataFrame({"date": ["2021-08-26", "2021-08-15", "2019-05-10"], "label": ["airport", "Kabul", "split"]})
    assert captions.moment_key(moments, *COVERS) == ["(1) Kabul, 15 August 2021", "(2) airport, 26 August 2021"]


def test_citation_and_source_line():
    cited = captions.citation("Atlas table", "abc123", date(2026, 2, 6), "attacks by ISKP", date(2026, 11, 22))
    assert cited == (
        "Atlas table, version abc123, data to 6 February 2026. Selection: attacks by ISKP. Accessed 22 November 2026."
    )
    assert "Selection" not in captions.citation("T", "v", date(2026, 2, 6), "", date(2026, 11, 22))
    assert captions.source_line("abc123", date(2026, 2, 6)) == (
        "Khorasan Atlas incident table, version abc123, data to 6 February 2026; what was reported, not a census."
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (words.counted(0, "incident"), "no incident"),
        (words.counted(1, "further province"), "1 further province"),
        (words.counted(12000, "person"), "12,000 people"),
        (words.plural("country"), "countries"),
        (words.span(3, 3), "3"),
        (words.span(0, 2), "0 to 2"),
        (words.spanned(1, 1, "incident"), "1 incident"),
        (words.spanned(0, 1, "incident"), "0 to 1 incidents"),
        (words.percent(0.004), "under 1%"),
        (words.percent(0.996), "over 99%"),
        (words.percent(0), "0%"),
        (words.percent(1), "100%"),
        (words.bin_in_words(date(2021, 8, 9), "week"), "the week of 9 August 2021"),
        (words.bin_in_words(date(2021, 10, 1), "quarter"), "Q4 2021"),
        (words.bin_in_words(date(2021, 1, 1), "year"), "2021"),
        (words.bin_in_words(date(2021, 8, 15), "day"), "15 August 2021"),
        (words.capitalised("iSKP in Kabul"), "ISKP in Kabul"),
        (words.capitalised(""), ""),
    ],
)
def test_words(written, expected):
    assert written == expected
