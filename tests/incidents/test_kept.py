"""What is kept is what a checked reading gives, and nothing that has changed is taken from there."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from atlas.errors import DataError
from atlas.incidents import context, kept
from atlas.incidents.coverage import metadata_path
from atlas.incidents.load import Incidents, read_incidents
from atlas.settings import EVENTS


@pytest.fixture
def table(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("ATLAS_CACHE", str(tmp_path / "cache"))
    for name in (EVENTS, metadata_path(EVENTS)):
        shutil.copyfile(name, tmp_path / name.name)
    return tmp_path / EVENTS.name


def unchecked(monkeypatch) -> None:
    def refuse(path: Path) -> Incidents:
        raise AssertionError(f"{path} was read and checked")

    monkeypatch.setattr(kept, "read_incidents", refuse)


def same(one: Incidents, other: Incidents) -> None:
    pd.testing.assert_frame_equal(one.table, other.table, check_categorical=True)
    pd.testing.assert_frame_equal(one.measured, other.measured, check_categorical=True)
    pd.testing.assert_frame_equal(one.rejected, other.rejected)
    pd.testing.assert_index_equal(one.rows, other.rows)
    for name in ("join", "covers_from", "covers_to", "title", "source_name", "version", "notes"):
        assert getattr(one, name) == getattr(other, name)


def test_the_second_reading_gives_the_same_without_a_check(table, monkeypatch):
    first = kept.read_kept(table)
    unchecked(monkeypatch)
    same(kept.read_kept(table), first)
    same(read_incidents(table), first)


def test_rejected_rows_and_notes_are_kept_too(table, monkeypatch):
    text = table.read_text(encoding="utf-8").replace("KA-0002,", "KA 2,", 1)
    table.write_text(text, encoding="utf-8")
    metadata_path(table).unlink()
    first = kept.read_kept(table)
    assert len(first.rejected)
    assert first.notes
    unchecked(monkeypatch)
    same(kept.read_kept(table), first)


@pytest.mark.parametrize("change", ["table", "metadata", "code"])
def test_whatever_the_reading_depends_on_makes_it_read_anew(table, monkeypatch, change):
    before = kept.mark(table)
    if change == "code":
        monkeypatch.setattr(kept, "_mark_of_code", lambda: "other")
    else:
        file = table if change == "table" else metadata_path(table)
        file.write_bytes(file.read_bytes() + b"\n")
    assert kept.mark(table) != before


def test_what_is_cut_off_or_foreign_is_as_good_as_absent(table):
    first = kept.read_kept(table)
    place = kept.folder() / f"{kept.mark(table)}.parquet"
    for body in (place.read_bytes()[:1000], b"no table"):
        place.write_bytes(body)
        same(kept.read_kept(table), first)


def test_a_folder_that_cannot_be_written_costs_nothing_but_the_check(table, monkeypatch):
    (table.parent / "file").write_text("in the way")
    monkeypatch.setenv("ATLAS_CACHE", str(table.parent / "file"))
    same(kept.read_kept(table), read_incidents(table))
    kept.note_right(table)
    assert not kept.is_known(table)


def test_only_the_tables_asked_for_last_are_kept(table):
    for number in range(kept.MOST_KEPT + 2):
        told = {"dc:temporal": "2015-01-01/2026-12-31", "dc:title": str(number)}
        metadata_path(table).write_text(json.dumps(told), encoding="utf-8")
        assert kept.read_kept(table).title == str(number)
    assert len(list(kept.folder().glob("*.parquet"))) == kept.MOST_KEPT
    assert not list(kept.folder().glob("*.part"))


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(DataError, match="no such file"):
        kept.read_kept(tmp_path / "none.csv")


def test_a_sheet_found_right_is_not_checked_again_and_a_changed_one_is(tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_CACHE", str(tmp_path / "cache"))
    for name in context.SHEETS:
        shutil.copyfile(context.CONTEXT / f"{name}.csv", tmp_path / f"{name}.csv")
    name = next(iter(context.SHEETS))
    right = context.survey_sheet(name, tmp_path)
    assert kept.is_known(tmp_path / f"{name}.csv")
    context._surveyed.cache_clear()
    with monkeypatch.context() as without:
        without.setattr(context, "without_faults", None)
        pd.testing.assert_frame_equal(context.survey_sheet(name, tmp_path).table, right.table)
    path = tmp_path / f"{name}.csv"
    path.write_text(path.read_text(encoding="utf-8") + "one cell\n", encoding="utf-8")
    assert context.survey_sheet(name, tmp_path).faults
    assert not kept.is_known(path)
