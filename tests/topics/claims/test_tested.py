"""All claims on the shipped table, and what happens to their verdicts when the table is another."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from atlas import settings
from atlas.incidents.context import read_sheet
from atlas.incidents.load import read_incidents
from atlas.statistics.periods import Period
from atlas.topics.claims import words
from atlas.topics.claims.measures import registry, tested
from atlas.topics.claims.measures.finding import VERDICTS

ROOM = Path(registry.__file__).parent.parent
CSV = pd.read_csv(settings.EVENTS, dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def opened():
    return read_incidents(settings.EVENTS)


@pytest.fixture(scope="module")
def every(opened):
    found = tested.tested(opened.table, Period(opened.covers_from, opened.covers_to))
    return {each.claim.id: each for each in found}


def test_every_claim_has_a_test_and_every_test_a_claim():
    assert set(registry.TESTS) == set(read_sheet("claims")["id"])
    named = [name for _, left, right in tested.CONTRADICTIONS for name in (*left, *right)]
    assert set(named) <= set(registry.TESTS)


def test_no_verdict_is_typed_into_the_records():
    text = (settings.ROOT / "context" / "claims.csv").read_text(encoding="utf-8") + (
        ROOM / "measures" / "registry.py"
    ).read_text(encoding="utf-8")
    assert not [verdict for verdict in VERDICTS if f'"{verdict}"' in text]


def test_another_table_gives_other_verdicts(opened, every):
    """Lost rows, and rows that nobody is sure of, must show."""
    covered = Period(opened.covers_from, opened.covers_to)
    none = {each.claim.id: each.now.verdict for each in tested.tested(opened.table[:0], covered)}
    unsure = opened.table.assign(attribution="suspected")
    doubted = {each.claim.id: each.now.verdict for each in tested.tested(unsure, covered)}
    borne_out = [name for name, each in every.items() if each.now.verdict == "supported"]
    aside = {"G5"}  # rests on the table of leaders
    assert all(none[name] != "supported" for name in borne_out if name not in aside)
    assert sum(doubted[name] != "supported" for name in borne_out) >= len(borne_out) / 2


def test_nothing_after_the_day_of_a_brief_counts_then(opened, every):
    days = opened.table.set_index("id")["date_end"]
    for each in every.values():
        assert all(days[name].date() <= each.claim.as_of for name in (*each.then.sure, *each.then.unsure))


def ids(mask: pd.Series) -> set[str]:
    return set(CSV.loc[mask, "id"])


def on(first: str, last: str) -> pd.Series:
    return (CSV["date_start"] >= first) & (CSV["date_end"] <= last)


def test_recomputed_from_the_file_alone(every):
    """Which incidents decide, by plain conditions on the text of events.csv."""
    attack, ours = CSV["event_class"] == "attack", CSV["label"].isin(["ISKP", "IS Pakistan Province"])
    expected = {
        "M10": ids(on("2020-08-02", "2020-08-03") & attack & (CSV["target_type"] == "prison")),
        "M11": ids(on("2000-01-01", "2022-02-23") & attack & (CSV["origin_province_id"] != "")),
        "W5": ids(on("2016-07-23", "2016-07-23") & attack & (CSV["province_id"] == "AF-KAB")),
        "W6": ids(on("2023-07-30", "2023-07-30") & attack & (CSV["province_id"] == "PK-KP")),
        "W7": ids(on("2024-01-03", "2024-01-03") & attack & (CSV["country"] == "Iran")),
        "A2": ids(
            on("2024-01-01", "2024-03-31") & attack & (CSV["label"] == "ISKP") & CSV["country"].isin(["Iran", "Russia"])
        ),
        "G8": ids(attack & ours & CSV["country"].isin(["Afghanistan", "Pakistan"])),
    }
    for name, wanted in expected.items():
        found = every[name].now
        assert set(found.sure) | set(found.unsure) == wanted, name
    killed = CSV.loc[CSV["id"].isin(expected["W5"]), ["killed_low", "killed_high"]].astype(float).sum()
    inside = killed["killed_low"] <= 97 <= killed["killed_high"]
    assert (every["W5"].now.verdict == "supported") == inside


def test_each_line_and_its_reasoning_read_as_sentences(every):
    for each in every.values():
        assert each.claim.id in words.line(each)
        assert words.reasoning(each)
        assert all(part.endswith((".", "?")) for part in words.reasoning(each)), words.reasoning(each)
    assert len(words.headline(list(every.values())).split()) <= 25
    assert every["M3"].claim.as_of == date(2023, 6, 28)


def test_contradictions_stand_side_by_side(every):
    sides = words.against(list(every.values()))
    assert [about for about, _, _ in sides] == [about for about, _, _ in tested.CONTRADICTIONS]
    assert all(left and right for _, left, right in sides)
