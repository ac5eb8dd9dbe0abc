from collections import Counter

from atlas.incidents.filters import Filters


def test_each_exhibit_has_a_key_and_words_of_its_own(exhibits):
    assert max(Counter(exhibit.key for exhibit in exhibits).values()) == 1
    for exhibit in exhibits:
        assert exhibit.title
        assert exhibit.alt.startswith(exhibit.lead)
        assert exhibit.alt.endswith(exhibit.caption)


def test_each_exhibit_is_drawn_and_lays_out_its_numbers(exhibits):
    for exhibit in exhibits:
        assert exhibit.panels, exhibit.key
        assert len(exhibit.table()), exhibit.key
        for draw in exhibit.panels.values():
            assert len(draw("dark").data), exhibit.key


def test_each_exhibit_names_the_incidents_behind_it_once(exhibits, view):
    known = set(view.incidents.table["id"])
    for exhibit in exhibits:
        named = exhibit.incidents()
        assert named, exhibit.key
        assert len(set(named)) == len(named), exhibit.key
        assert set(named) <= known, exhibit.key


def test_incidents_behind_a_figure_are_those_it_counts(exhibits, view, told):
    by_key = {exhibit.key: exhibit for exhibit in exhibits}
    assert len(by_key["map"].incidents()) == view.number
    assert len(by_key["maps"].incidents()) == len(told.rows())
    assert len(by_key["profile_series"].incidents()) == int((view.table["province_id"] == "AF-NAN").sum())
    both = Filters(countries=("Afghanistan", "Pakistan")).holds(view.incidents.measured)
    assert len(by_key["compare_mix"].incidents()) == both.sum()


def test_a_view_through_another_selection_leaves_the_first_alone(view):
    other = view.seen_through(Filters(countries=("Pakistan",)))
    assert set(other.table["country"]) == {"Pakistan"}
    assert other.number < view.number
    assert other.entries is not view.entries
    assert other.period == view.period


def test_the_period_of_a_view_is_selected_and_covered(view):
    covers = view.incidents.covers_from, view.incidents.covers_to
    assert view.period == covers
    late = view.seen_through(Filters(start=covers[1].replace(year=2099)))
    assert late.period[0] > late.period[1]
