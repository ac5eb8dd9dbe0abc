"""Two states of the table set side by side, and the versions that are recorded."""

import json
import shutil
from datetime import date

import pandas as pd
import pytest

from atlas import settings
from atlas.errors import DataError
from atlas.incidents import context
from atlas.incidents.context import read_sheet
from atlas.incidents.files import version_of
from atlas.incidents.versions import (
    as_csv,
    as_json,
    compare,
    data_version,
    in_words,
    recorded_version,
    version_in_words,
)

TODAY = date(2026, 12, 1)


@pytest.fixture
def two(tmp_path):
    """Write an older and a newer state: a row removed, a cell changed, a row added, a column that is new."""
    old = pd.DataFrame({"id": ["KA-0001", "KA-0002", "KA-0003"], "place": ["Kabul", "Herat", "Balkh"]})
    new = pd.DataFrame(
        {"id": ["KA-0001", "KA-0003", "KA-0004"], "place": ["Kabul", "Balkh city", "Kot"], "known_as": ["", "", ""]}
    )
    for name, table in {"old": old, "new": new}.items():
        folder = tmp_path / name
        folder.mkdir()
        table.to_csv(folder / "events.csv", index=False, lineterminator="\n")
        shutil.copytree(settings.ROOT / "context", folder / "context")
    digest = version_of(tmp_path / "old" / "events.csv")
    for name in ("old", "new"):
        (tmp_path / name / "context" / "versions.csv").write_text(
            "version,date,digest,rows,added,changed,removed,reason\n" + f"1,2026-11-22,{digest},3,3,0,0,First.\n"
        )
        (tmp_path / name / "context" / "changes.csv").write_text("version,id,change,columns,reason\n")
    return tmp_path / "old", tmp_path / "new"


def test_rows_and_cells_that_differ_are_told(two):
    found = compare(*two)
    assert [one[:5] for one in found] == [
        ("KA-0002", "removed", "", "", ""),
        ("KA-0003", "changed", "place", "Balkh", "Balkh city"),
        ("KA-0004", "added", "", "", ""),
    ]
    assert in_words(found)[:3] == [
        "1 rows added, 1 rows changed, 1 rows removed", "  KA-0002 removed", "  KA-0003 place: 'Balkh' -> 'Balkh city'",
    ]  # fmt: skip
    assert as_csv(found).splitlines()[2] == "KA-0003,changed,place,Balkh,Balkh city,"
    assert [one["id"] for one in json.loads(as_json(found))] == ["KA-0002", "KA-0003", "KA-0004"]


def test_a_table_is_equal_to_itself(two):
    assert compare(two[0], two[0] / "events.csv") == []
    assert compare(settings.EVENTS, settings.ROOT) == []


def test_a_recorded_version_counts_the_changes_and_gives_reasons(two):
    old, new = two
    texts = recorded_version(old, new / "events.csv", "Corrections.", TODAY, reasons={"KA-0002": "Never happened."})
    for name, text in texts.items():
        (new / "context" / name).write_text(text)
    last = read_sheet("versions", new / "context").iloc[-1]
    assert last[["version", "rows", "added", "changed", "removed"]].tolist() == [2, 3, 1, 1, 1]
    changes = read_sheet("changes", new / "context").set_index("id")
    assert changes.loc["KA-0002", ["change", "reason"]].tolist() == ["removed", "Never happened."]
    assert changes.loc["KA-0003", ["columns", "reason"]].tolist() == ["place", "Corrections."]
    assert [one.reason for one in compare(old, new)] == ["Never happened.", "Corrections.", "Corrections."]
    with pytest.raises(DataError, match="not the last recorded version"):
        recorded_version(old, new / "events.csv", "Again.", TODAY)
    with pytest.raises(DataError, match="nothing changed"):
        recorded_version(new, new / "events.csv", "Again.", TODAY)


def test_a_line_that_an_editor_entered_for_the_coming_version_is_kept(two):
    old, new = two
    path = new / "context" / "changes.csv"
    path.write_text(path.read_text() + "2,KA-0002,removed,,Found to be another.\n")
    for name, text in recorded_version(old, new / "events.csv", "Corrections.", TODAY).items():
        (new / "context" / name).write_text(text)
    changes = read_sheet("changes", new / "context").set_index("id")
    assert changes.loc["KA-0002", "reason"] == "Found to be another."
    assert len(changes) == 3


def test_a_table_that_names_an_id_twice_is_refused(two):
    path = two[1] / "events.csv"
    path.write_text("id,place\nKA-0001,a\nKA-0001,b\n")
    with pytest.raises(DataError, match="row 3: id 'KA-0001' stands twice"):
        compare(*two)


def test_the_version_in_words(two, monkeypatch):
    old, _ = two
    monkeypatch.setattr(context, "CONTEXT", old / "context")
    digest = version_of(old / "events.csv")
    assert data_version(digest) == "1"
    assert version_in_words(digest, own=True) == "data version 1"
    assert version_in_words("0" * 12, own=True) == "changed since data version 1 of 2026-11-22"
    assert version_in_words("0" * 12, own=False) == "no recorded data version"


def test_the_recorded_versions_of_the_atlas_follow_on_each_other():
    versions, changes = read_sheet("versions"), read_sheet("changes")
    assert versions["version"].tolist() == list(range(1, len(versions) + 1))
    assert versions["date"].is_monotonic_increasing
    grew = versions["added"] - versions["removed"]
    assert versions["rows"].tolist() == grew.cumsum().tolist()
    changes = changes[changes["version"].isin(versions["version"])]  # others wait for the coming version
    counts = changes.groupby(["version", "change"]).size()
    for _, row in versions[versions["version"] > 1].iterrows():
        for change in ("added", "changed", "removed"):
            assert counts.get((row["version"], change), 0) == row[change]
