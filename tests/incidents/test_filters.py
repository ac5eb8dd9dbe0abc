from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.incidents.filters import CHOICES, Filters, options
from atlas.incidents.vocabulary import ATTACK_TYPE, ATTRIBUTION, EVENT_CLASS, LABEL
from tests.conftest import tiny_table

COVERED = (date(2015, 1, 26), date(2026, 2, 6))


@pytest.fixture
def table(tiny):
    return tiny(
        {"date_start": "2017-05-01"},
        {"date_start": "2021-08-26", "province_id": "AF-KAB", "region_id": "af-central", "killed_best": 170.0},
        {"date_start": "2022-04-21", "province_id": "AF-BAL", "region_id": "af-north", "attribution": "suspected"},
        {"date_start": "2023-06-08", "province_id": "AF-BDS", "region_id": "af-north-east", "event_class": "clash"},
        {"date_start": "2018-07-13", "province_id": "PK-BA", "region_id": "pk-balochistan", "country": "Pakistan"},
        {"date_start": "2024-03-22", "province_id": None, "region_id": "abroad", "country": "Russia"},
        {"date_start": "2021-08-01", "date_end": "2021-08-31", "date_precision": "month"},
    )


def ids(table):
    return table["id"].tolist()


def test_the_default_view_holds_attacks_only(table):
    assert "KA-0004" not in ids(Filters().apply(table))
    assert len(Filters().apply(table)) == 6
    assert len(Filters().without("classes").apply(table)) == 7


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(start=date(2022, 1, 1)), ["KA-0003", "KA-0006"]),
        (Filters(end=date(2018, 7, 13)), ["KA-0001", "KA-0005"]),
        (Filters(countries=("Russia",)), ["KA-0006"]),
        (Filters(provinces=("AF-KAB", "PK-BA")), ["KA-0002", "KA-0005"]),
        (Filters(regions=("af-north",)), ["KA-0003"]),
        (Filters(regions=("af-north-wide",), classes=()), ["KA-0003", "KA-0004"]),
        (Filters(regions=("af-north-wide", "pk-balochistan")), ["KA-0003", "KA-0005"]),
        (Filters(attributions=("suspected",)), ["KA-0003"]),
        (Filters(killed_min=100), ["KA-0002"]),
        (Filters(killed_max=0), []),
    ],
)
def test_each_filter_holds_its_own_rows(table, filters, expected):
    assert ids(filters.apply(table)) == expected


def test_a_row_across_the_edge_of_the_period_is_on_neither_side_and_is_counted(table):
    before, since = Filters(end=date(2021, 8, 14)), Filters(start=date(2021, 8, 15))
    assert "KA-0007" not in ids(before.apply(table)) + ids(since.apply(table))
    assert before.crossing(table) == since.crossing(table) == 1
    assert Filters(start=date(2021, 8, 1)).crossing(table) == 0
    assert Filters(end=date(2021, 8, 14), countries=("Russia",)).crossing(table) == 0


def test_a_toll_that_is_not_known_is_in_no_range_of_tolls(tiny):
    table = tiny({"killed_best": None}, {"killed_best": 3.0})
    assert ids(Filters(killed_min=1).apply(table)) == ["KA-0002"]
    assert ids(Filters(killed_max=5).apply(table)) == ["KA-0002"]


def test_filters_work_on_plain_text_columns_too(table):
    as_text = table.astype({"event_class": "object", "province_id": "object", "region_id": "object"})
    chosen = Filters(regions=("af-north-wide",))
    assert ids(chosen.apply(as_text)) == ids(chosen.apply(table))


LISTED = {
    "classes": st.lists(st.sampled_from(list(EVENT_CLASS)), unique=True),
    "labels": st.lists(st.sampled_from(list(LABEL)), unique=True),
    "attack_types": st.lists(st.sampled_from(list(ATTACK_TYPE)), unique=True),
    "attributions": st.lists(st.sampled_from(list(ATTRIBUTION)), unique=True),
    "provinces": st.lists(st.sampled_from(["AF-KAB", "AF-NAN", "PK-BA", "IR-08"]), unique=True),
    "regions": st.lists(st.sampled_from(["af-north", "af-north-wide", "pk-merged"]), unique=True),
}
ANY_FILTERS = st.builds(
    Filters,
    start=st.none() | st.dates(*COVERED),
    end=st.none() | st.dates(*COVERED),
    killed_min=st.integers(0, 5_000),
    killed_max=st.none() | st.integers(5_000, 10_000),
    **{field: values.map(tuple) for field, values in LISTED.items()},
)


@given(filters=ANY_FILTERS)
def test_a_link_reopens_the_same_selection(filters, table_options):
    again, problems = Filters.from_query(filters.to_query(table_options), table_options)
    assert again == filters
    assert problems == ()


@given(filters=ANY_FILTERS)
def test_a_filter_narrows_and_a_second_time_changes_nothing(filters, standing_table):
    once = filters.apply(standing_table)
    assert set(once["id"]) <= set(standing_table["id"])
    pd.testing.assert_frame_equal(filters.apply(once), once)


@given(filters=ANY_FILTERS)
def test_every_selection_has_a_sentence_in_words(filters):
    sentence = filters.sentence()
    assert sentence == sentence.strip()
    assert not sentence.endswith(".")
    assert "  " not in sentence
    assert "AF-" not in sentence


@pytest.fixture(scope="module")
def standing_table():
    return tiny_table(
        {}, {"province_id": "AF-KAB", "attribution": "suspected"}, {"event_class": "clash", "killed_best": 40.0}
    )


@pytest.fixture(scope="module")
def table_options(standing_table):
    return options(standing_table)


def test_the_default_view_needs_no_query(table_options):
    assert Filters().to_query(table_options) == ""
    assert Filters.from_query("", table_options) == (Filters(), ())


def test_names_codes_and_any_case_are_understood(table_options):
    for query in ("province=Nangarhar", "province=AF-NAN", "province=nangarhar", "http://x/map?province=NANGARHAR#top"):
        filters, problems = Filters.from_query(query, table_options)
        assert filters.provinces == ("AF-NAN",)
        assert not problems


def test_an_empty_parameter_lifts_a_default(table_options):
    assert Filters.from_query("class=", table_options)[0].classes == ()
    assert Filters(classes=()).to_query(table_options) == "class="


@pytest.mark.parametrize(
    ("query", "param", "reason"),
    [
        ("province=Atlantis", "province", "there is no such province here"),
        ("from=yesterday", "from", "2021-08-15"),
        ("to=2031-01-01", "to", "the table covers 26 January 2015 to 6 February 2026"),
        ("killed_min=-3", "killed_min", "a whole number"),
        ("killed_max=¹", "killed_max", "a whole number"),
        ("killed_min=" + "9" * 5000, "killed_min", "a whole number from 0 to 100,000"),
        ("prvince=Kabul", "prvince", "no such filter"),
        ("country=Iran&province=Kabul", "province", "it does not lie in Iran"),
    ],
)
def test_a_bad_value_is_ignored_and_named(query, param, reason, table_options):
    filters, problems = Filters.from_query(query, table_options, covered=COVERED)
    assert [problem.param for problem in problems] == [param]
    assert reason in problems[0].sentence()
    assert filters in (Filters(), Filters(countries=("Iran",)))


@pytest.mark.parametrize(
    ("query", "kept", "reason"),
    [
        ("killed_min=10&killed_max=5", Filters(killed_min=10), "it is below killed_min = 10"),
        ("killed_min=3&killed_min=9", Filters(killed_min=3), "killed_min is given more than once"),
        ("from=2020-01-01&from=2021-01-01", Filters(start=date(2020, 1, 1)), "from is given more than once"),
    ],
)
def test_what_contradicts_itself_is_named_and_the_first_value_counts(query, kept, reason, table_options):
    filters, (problem,) = Filters.from_query(query, table_options, covered=COVERED)
    assert filters == kept
    assert reason in problem.sentence()
    assert len(problem.sentence()) < 250


def test_what_mail_programs_hang_on_a_link_is_passed_over(table_options):
    query = "country=Pakistan&utm_source=letter&fbclid=x1&gclid=2&mc_eid=3"
    assert Filters.from_query(query, table_options) == (Filters(countries=("Pakistan",)), ())


def test_a_long_key_and_a_long_value_are_cut_where_they_are_named(table_options):
    _, (problem,) = Filters.from_query({"k" * 500: ["v" * 500]}, table_options)
    assert len(problem.sentence()) < 300


def test_keys_of_a_page_are_not_the_business_of_the_filters(table_options):
    assert Filters.from_query("bin=month", table_options, known={"bin"}) == (Filters(), ())


def test_good_values_beside_bad_ones_are_kept(table_options):
    filters, problems = Filters.from_query("attribution=claimed&attribution=maybe", table_options)
    assert filters.attributions == ("claimed",)
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        (Filters(), "attacks by ISKP or IS Pakistan Province"),
        (Filters(classes=(), labels=()), "incidents of every class of every label"),
        (
            Filters(provinces=("AF-NAN", "AF-KNR"), start=date(2021, 8, 15)),
            "attacks by ISKP or IS Pakistan Province in Nangarhar or Kunar, since 15 August 2021",
        ),
        (
            Filters(classes=("clash", "attack"), labels=("ISKP",), start=date(2020, 1, 1), end=date(2020, 1, 1)),
            "clashes begun by others and attacks linked to ISKP, on 1 January 2020",
        ),
        (
            Filters(countries=("Iran",), attributions=("claimed",), killed_min=5, killed_max=50),
            "attacks by ISKP or IS Pakistan Province in Iran, attribution claimed, with 5 to 50 killed",
        ),
    ],
)
def test_the_sentence_reads_as_a_person_would_say_it(filters, sentence):
    assert filters.sentence() == sentence


def test_every_choice_restricts_a_column_of_the_table(table):
    assert {choice.column for choice in CHOICES} <= set(table.columns)
