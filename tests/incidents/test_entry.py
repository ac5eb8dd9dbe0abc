"""New rows: completed from the gazetteer and the reports, judged like a file; old lines stay as they are."""

import argparse
import json
import shutil
from datetime import date

import pytest

from atlas import settings
from atlas.errors import DataError
from atlas.exports.add_command import form, run
from atlas.exports.whole_files import write_whole
from atlas.incidents.check import report
from atlas.incidents.entry import drafted, grown, read_entries

TODAY = date(2026, 12, 1)
PAGE = "https://www.example.org/a"
ENTRY = {
    "date_start": "2024-06-12", "place": "Jalalabad", "attack_type": "bombing", "target_type": "Taliban",
    "attribution": "claimed", "attributed_by": "Islamic State", "label": "ISKP", "found_through": "press",
    "killed_basis": "victims", "summary": "A bomb struck a police vehicle.", "sources": [{"url": PAGE}],
    "reports": [
        {"reporter": "police", "killed_low": 2, "as_of": "2024-06-12", "source": PAGE},
        {"reporter": "hospital", "killed_low": 5, "as_of": "2024-06-13", "source": PAGE, "chosen": "yes",
         "note": "The latest count."},
    ],
}  # fmt: skip


@pytest.fixture
def events(tmp_path):
    for name in ("events.csv", "tolls.csv", "events.csv-metadata.json"):
        shutil.copy(settings.EVENTS.with_name(name), tmp_path)
    return tmp_path / "events.csv"


def draft(events, *changes, retired=()):
    return drafted([ENTRY | change for change in changes], events, retired, TODAY)


def test_a_row_is_numbered_placed_and_takes_best_from_the_chosen_report(events):
    made = draft(events, {})
    assert made.faults == []
    row = made.rows[0]
    last = max(int(line[3:7]) for line in events.read_text().splitlines() if line.startswith("KA-"))
    assert row["id"] == f"KA-{last + 1:04d}"
    assert [row[name] for name in ("province_id", "country", "date_end", "date_precision", "added", "confidence")] == [
        "AF-NAN", "Afghanistan", "2024-06-12", "day", "2026-12-01", "medium",
    ]  # fmt: skip
    assert row["coordinate_source"] == "GeoNames"
    assert row["location_precision"] == "town"
    assert [row[f"killed_{level}"] for level in ("low", "best", "high")] == ["2", "5", "5"]
    assert json.loads(row["sources"])[0] == {"publisher": "example.org", "family": "example.org", "url": PAGE}


def test_a_retired_number_is_not_given_again(events):
    assert draft(events, {}, retired=["KA-9000"]).rows[0]["id"] == "KA-9001"


def test_a_range_without_a_chosen_report_asks_for_best(events):
    reports = [dict(one) for one in ENTRY["reports"]]
    del reports[1]["chosen"]
    made = draft(events, {"reports": reports})
    assert any("killed_best is part of a range given only in part" in fault.replace("''", "").replace("  ", " ")
               for fault in made.faults)  # fmt: skip
    assert draft(events, {"reports": reports, "killed_best": "2"}).faults == []
    midpoint = draft(events, {"reports": reports, "killed_best": "3"})
    assert any("is given by no report: write 2 or 5" in fault for fault in midpoint.faults)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"label": "IS"}, "label 'IS' is not in the closed list"),
        ({"date_start": "12 June"}, "date_start '12 June' is not a date"),
        ({"place": "Nowhereville"}, "place 'Nowhereville' is not in the gazetteer for certain"),
        ({"province_id": "AF-HER", "latitude": "34.43", "longitude": "70.45", "coordinate_source": "GeoNames",
          "location_precision": "town", "country": "Afghanistan"}, "is not where the point lies, AF-NAN"),
        ({"sources": "["}, "sources '[' is no JSON list"),
        ({"reports": [{"reporter": "", "killed_low": 1, "as_of": "2024", "source": PAGE}]}, "name who reports it"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_remedy(events, change, told):
    assert any(told in fault for fault in draft(events, change).faults)


def test_similar_rows_are_named(events):
    twice = draft(events, {}, {})
    assert len([pair for pair in twice.similar if all(row["id"] in pair for row in twice.rows)]) == 1


def test_old_lines_stay_as_they_are_and_the_grown_table_has_no_new_finding(events):
    before = events.read_text(encoding="utf-8").splitlines()
    found = report(events, TODAY)[0]
    made = draft(events, {"known_as": "Angur Bagh bombing"})
    for path, text in grown(events, made).items():
        write_whole(path, text.encode("utf-8"), "")
    after = events.read_text(encoding="utf-8").splitlines()
    name = made.rows[0]["id"]
    header = after[0].split(",")
    assert [header.index("known_as") >= 0, len(after)] == [True, len(before) + 1]
    added = "" if "known_as" in before[0].split(",") else ","
    assert [line for line in after[1:] if not line.startswith(name)] == [line + added for line in before[1:]]
    lines = report(events, TODAY)[0]
    assert not [line for line in lines if name in line]
    assert lines[-1] == found[-1]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.json", "[", "no rows can be read"),
        ("a.json", "[]", "no rows"),
        ("a.json", '[{"id": "KA-0001"}]', "'id' cannot be given"),
        ("a.csv", "place,mood\nKabul,x\n", "'mood' cannot be given"),
        ("a.csv", "place\nKabul,x\n", "cannot be given"),
    ],
)
def test_a_file_that_is_no_entry_is_refused(tmp_path, name, text, told):
    (tmp_path / name).write_text(text)
    with pytest.raises(DataError, match=told):
        read_entries(tmp_path / name)


def test_entries_are_read_from_csv_and_json(tmp_path):
    (tmp_path / "a.csv").write_text("place,country\nKabul,Afghanistan\nHerat,Afghanistan\n")
    assert [entry["place"] for entry in read_entries(tmp_path / "a.csv")] == ["Kabul", "Herat"]
    (tmp_path / "a.json").write_text(json.dumps(ENTRY))
    assert read_entries(tmp_path / "a.json") == [ENTRY]


def options(events, path, **changes):
    given = {"events": events, "file": path, "dry_run": False, "although_similar": False} | changes
    return argparse.Namespace(**given)


def test_the_command_writes_only_what_is_right_and_looked_at(events, tmp_path, capsys):
    path, before = tmp_path / "new.json", events.read_bytes()
    path.write_text(json.dumps([ENTRY, ENTRY]))
    assert run(options(events, path, dry_run=True)) == 0
    assert run(options(events, path)) == 1
    assert "similar: KA-" in capsys.readouterr().out
    path.write_text(json.dumps(ENTRY | {"label": "IS"}))
    assert run(options(events, path)) == 1
    assert events.read_bytes() == before
    path.write_text(json.dumps(ENTRY))
    assert run(options(events, path, although_similar=True)) == 0
    new = [line for line in events.read_text().splitlines() if line not in before.decode().splitlines()]
    assert len(new) == 1
    assert events.with_name("tolls.csv").read_text().count(new[0][:7]) == 2


def test_the_form_asks_and_an_empty_address_ends_the_sources(events):
    answers = {"date_start": "2024-06-12", "place": "Jalalabad", "attribution": "claimed", "label": "ISKP",
               "summary": "A bomb struck a car."}  # fmt: skip
    urls = iter([PAGE, ""])

    def ask(question):
        return next(urls) if question.startswith("source") else answers.get(question.split(" ")[0].rstrip(":"), "")

    entry = form(ask)
    assert entry["sources"] == [{"url": PAGE}]
    assert drafted([entry], events, [], TODAY).faults == []
