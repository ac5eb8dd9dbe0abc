import hashlib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.errors import DataError
from atlas.exports.stamp import MARK, Stamp, stamp
from atlas.incidents.filters import Filters
from atlas.settings import EVENTS, METHOD_VERSION
from atlas.statistics.totals import totals
from atlas.text import day_in_words

numbers = st.integers(0, 10**9)
days = st.dates()
STAMPS = st.builds(
    Stamp,
    title=st.text(), selection=st.text(), table=st.text(), citation=st.text(), licence=st.text(), link=st.text(),
    method=st.text(), incidents_sure=numbers, incidents=numbers, killed_low=numbers, killed_best=numbers,
    killed_high=numbers, version=st.text("0123456789abcdef", min_size=12, max_size=12),
    sha256=st.text("0123456789abcdef", max_size=64), covers_to=days, made=days,
)  # fmt: skip


def test_a_stamp_says_what_the_view_holds(early, early_stamp):
    sums, data = totals(early.table), EVENTS.read_bytes()
    assert (early_stamp.incidents_sure, early_stamp.incidents) == (sums.incidents_sure, len(early.rows))
    assert (early_stamp.killed_low, early_stamp.killed_best, early_stamp.killed_high) == (
        sums.killed_low,
        sums.killed_best,
        sums.killed_high,
    )
    assert early_stamp.selection == early.sentence == "attacks by ISKP or IS Pakistan Province, until 31 December 2016"
    assert early_stamp.sha256 == hashlib.sha256(data).hexdigest()
    assert early_stamp.sha256.startswith(early_stamp.version)
    assert early_stamp.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert early_stamp.method == METHOD_VERSION
    assert early_stamp.citation.endswith("Accessed 22 November 2026.")


def test_another_file_than_the_one_that_was_opened_gives_neither_hash_nor_licence(early, tmp_path):
    other = tmp_path / "events.csv"
    other.write_text("changed since")
    for source in (other, tmp_path / "gone.csv"):
        made = stamp(early, title="Incidents", link="/", made=date(2026, 11, 22), source=source)
        assert (made.sha256, made.licence) == ("", "")


def test_the_footer_names_selection_counts_table_and_the_way_back(early_stamp):
    what, source, back = early_stamp.footer()
    assert what.startswith("Attacks by ISKP or IS Pakistan Province, until 31 December 2016: ")
    assert f"{early_stamp.incidents_sure} to {early_stamp.incidents} incidents, " in what
    assert f"(best estimate {early_stamp.killed_best:,})." in what
    assert source.endswith("; what was reported, not a census. Licence of the table: CC BY 4.0.")
    assert early_stamp.version in source
    assert f"data to {day_in_words(early_stamp.covers_to)}" in source
    assert back.endswith("accessed 2026-11-22.")
    public = replace(early_stamp, link="https://atlas.example/map?to=2016-12-31")
    assert public.footer()[2].endswith("accessed 2026-11-22. Reopen: https://atlas.example/map?to=2016-12-31")


def test_an_empty_selection_has_a_stamp_too(everything):
    nothing = everything.seen_through(Filters(killed_min=10_000))
    made = stamp(nothing, title="Incidents", link="/", made=date(2026, 11, 22))
    assert (made.incidents, made.killed_high) == (0, 0)
    assert made.footer()[0].endswith(": no incident, 0 people killed.")


def test_keys_are_plain_words_in_a_fixed_order(early_stamp):
    keys = list(early_stamp.as_fields())
    assert keys[:3] == [MARK, "Title", "Selection"]
    assert all(key.isascii() and key.isalnum() and len(key) < 80 for key in keys)
    assert len(early_stamp.as_text().splitlines()) == 1
    assert early_stamp.as_text().isascii()


@given(made=STAMPS)
def test_a_stamp_survives_its_fields_and_its_text(made):
    assert Stamp.from_fields(made.as_fields()) == made
    assert Stamp.from_fields(made.as_fields() | {"Software": "another program"}) == made
    assert Stamp.from_text(made.as_text()) == made


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({MARK: ""}, "The file carries no stamp"),
        ({MARK: "99"}, "has the form '99', which"),
        ({"Incidents": "many"}, "Incidents of the stamp holds 'many'"),
        ({"Incidents": "1" * 5000}, "Incidents of the stamp holds"),
        ({"DataTo": "tomorrow"}, "DataTo"),
        ({"Version": "<script>"}, "Version"),
        ({"Link": "x" * 20_001}, "Link of the stamp is too long"),
    ],
)
def test_fields_that_are_no_stamp_are_named(early_stamp, change, told):
    with pytest.raises(DataError, match=told) as refused:
        Stamp.from_fields(early_stamp.as_fields() | change)
    assert len(str(refused.value)) < 400


def test_a_missing_field_is_named(early_stamp):
    fields = early_stamp.as_fields()
    del fields["Citation"]
    with pytest.raises(DataError, match="Citation of the stamp is missing"):
        Stamp.from_fields(fields)


@pytest.mark.parametrize("text", ["", "no JSON", "[]", "null", "{}", "[" * 100_000, '{"KhorasanAtlas": 1}'])
def test_text_that_is_no_stamp_is_an_error_with_a_remedy(text):
    with pytest.raises(DataError, match="as the atlas exported it"):
        Stamp.from_text(text)


def test_two_stamps_of_one_view_are_equal(early, early_stamp):
    again = stamp(early, title="Incidents", link="/map?to=2016-12-31", made=date(2026, 11, 22), source=EVENTS)
    assert again == early_stamp
    assert replace(again, title="Map") != early_stamp
