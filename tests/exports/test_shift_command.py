import json
import re

import pytest

from atlas import settings
from atlas.__main__ import run

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
    assert found["verdict"] in {"supported", "partly_supported", "not_supported", "cannot_tell"}
    for name in ("share_difference", "rate_ratio", "relative_odds_ratio", "displacement_km"):
        assert set(found[name]) == {"value", "low", "high"}
        assert found[name]["low"] <= found[name]["value"] <= found[name]["high"]
    assert found["share_after"] - found["share_before"] == pytest.approx(found["share_difference"]["value"], abs=1e-5)
    assert set(found["tests"]) == {"t1", "t2", "t3", "t4"}
    assert set(found["tipping_point"]) == {"to_lower_bound", "to_zero", "published_gap"}
    assert set(found["specifications"]) >= {"n", "agree", "same_sign_uncertain"}


def test_the_top_agrees_with_what_stands_below(told):
    found = answer(told[1])
    outcome = found["grid"]["columns"].index("outcome")
    cells = [row[outcome] for row in found["grid"]["cells"]]
    assert found["specifications"]["n"] == len(cells)
    assert found["specifications"]["agree"] == cells.count("agrees")
    assert found["tests"]["t1"] == (found["share_difference"]["low"] > 0)
    region = found["regions"]["af-north-wide"]
    assert region["after"]["inside"] / region["after"]["total"] == pytest.approx(found["share_after"], abs=1e-5)
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
    assert found["sentence"] in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (["--before", "2018"], "Write two days as 2018-01-01:2019-12-31"),
        (["--before", "2019-12-31:2018-01-01"], "Write the earlier day first"),
        (["--after", "2021-08-15:2030-01-01"], "It covers 2015-01-26 to"),
        (["--before", "2015-01-26:2022-01-01", "--after", LAST_EDGE], "Let --after begin on a later day"),
        (["--region", "northwide"], "Use one of:"),
        (["--filters", "country=Atlantis"], "Correct --filters"),
        (["--events", "no/such/file.csv"], "no/such/file.csv"),
        (["--json", "no/such/folder/out.json"], "Choose another file with --json"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_remedy(words, remedy, capsys):
    assert run(["shift", *words]) == 2
    assert remedy in capsys.readouterr().err
