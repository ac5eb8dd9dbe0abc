import json
import re

import pytest

from atlas import settings
from atlas.__main__ import run
from atlas.statistics.probability import WORDS
from atlas.topics.shift.measures.verdict import VERDICTS
from tests.tables.small import write_named

LAST_EDGE = "2021-08-15:2026-02-06"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Ask the default question of the atlas's own table once."""
    out = tmp_path_factory.mktemp("shift") / "answer.json"
    code = run(["shift", "--events", str(settings.EVENTS), "--json", str(out)])
    return code, out


def answer(out):
    return json.loads(out.read_text(encoding="utf-8"))


def test_the_answer_stands_at_the_top_of_the_file(told):
    code, out = told
    found = answer(out)
    assert code == 0
    assert list(found)[:2] == ["verdict", "sentence"]
    assert found["verdict"] in VERDICTS
    for name in ("share_difference", "rate_ratio", "relative_odds_ratio", "displacement_km"):
        assert set(found[name]) == {"value", "low", "high"}
        assert found[name]["low"] <= found[name]["value"] <= found[name]["high"]
    for name in ("p_rise", "p_rise_5", "p_origin_fell", "p_rate", "p_leads"):
        assert 0 <= found[name] <= 1
    for name in ("share_before", "share_after"):
        assert 0 <= found[name] <= 1
    assert found["headline_word"] in WORDS
    assert {part["region"] for part in found["parts"]} == {"af-north", "af-north-east"}
    assert {"sub_periods", "level", "coverage"} <= set(found)


def test_the_top_agrees_with_what_stands_below(told):
    found = answer(told[1])
    assert len(found["specifications"]["cells"]) == found["specifications"]["n"]
    region = found["regions"]["af-north-wide"]
    assert region["after"]["inside"] / region["after"]["total"] == pytest.approx(found["share_after"], abs=1e-5)
    assert found["sentence"].startswith(found["headline"])
    weighed = {way: p for way, p in found["readings_of_p_rise"].items() if way != "by month"}
    assert found["headline_probability"] == pytest.approx(min(weighed.values()), abs=1e-5)
    numbers = re.findall(r"[+−]\d+\.\d", found["sentence"])
    assert numbers[0] == f"{found['share_difference']['value'] * 100:+.1f}"


def test_the_file_is_strict_json(told):
    text = told[1].read_text(encoding="utf-8")
    assert not re.search(r"\b(NaN|Infinity)\b", text)
    assert not list(told[1].parent.glob("*.part"))


def test_other_periods_region_and_unit(tmp_path, capsys):
    out = tmp_path / "answer.json"
    words = ["shift", "--before", "2018-01-01:2019-12-31", "--after", "2020-01-01:2023-12-31", "--region", "af-border"]
    assert run([*words, "--count", "days", "--json", str(out)]) == 0
    found = answer(out)
    assert found["question"]["before"] == {"first": "2018-01-01", "last": "2019-12-31"}
    assert found["question"]["region"] == "af-border"
    assert found["headline"] in capsys.readouterr().out


def test_smallest_difference_and_prior_can_be_asked_for(tmp_path):
    out = tmp_path / "answer.json"
    assert run(["shift", "--smallest", "10", "--prior", "wide", "--json", str(out)]) == 0
    found = answer(out)
    assert (found["smallest_difference"], found["prior"]) == (0.1, "wide")
    assert found["p_rise_beyond_smallest"] < found["p_rise_5"]


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (["--before", "2018"], "Write two days as 2018-01-01:2019-12-31"),
        (["--before", "2019-12-31:2018-01-01"], "Write the earlier day first"),
        (["--after", "2021-08-15:2030-01-01"], "It covers 2015-01-26 to"),
        (["--before", "2015-01-26:2022-01-01", "--after", LAST_EDGE], "Let --after begin on a later day"),
        (["--smallest", "200"], "Write points from 0 to 100"),
        (["--region", "northwide"], "Use one of:"),
        (["--filters", "country=Atlantis"], "Correct --filters"),
        (["--events", "no/such/file.csv"], "file.csv: there is no such file. Check the path."),
        (["--json", "no/such/folder/out.json"], "Choose another file with --json"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_remedy(words, remedy, capsys):
    assert run(["shift", *words]) == 2
    assert remedy in capsys.readouterr().err


def test_a_table_that_misses_the_change_of_power_is_halved_and_one_of_a_day_refused(tmp_path, capsys):
    assert run(["shift", "--events", str(write_named("ends before the cut", tmp_path))]) == 0
    assert "23 October 2018" in capsys.readouterr().out
    assert run(["shift", "--events", str(write_named("one row", tmp_path))]) == 2
    assert "The table covers one day, 1 May 2020" in capsys.readouterr().err
