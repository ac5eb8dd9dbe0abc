"""What is no table of incidents is refused in one sentence that says what it is; nothing else may escape."""

import contextlib
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.__main__ import run as command
from atlas.errors import AtlasError, DataError
from atlas.importing import containers, text
from atlas.importing.run import import_file
from atlas.importing.settings import Settings, checked
from tests.importing.made import ACLED, acled, as_csv, saved

HEADER = ",".join(ACLED)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", HEADER.encode() + b"\n", "a header and no row"),
        ("a.csv", b"<!DOCTYPE html><html><body>Log in</body></html>", "is a web page"),
        ("a.csv", b"%PDF-1.7", "a PDF document"),
        ("a.rda", b"RDX3\n", "an R data file"),
        ("a.xlsx", b"a,b,c\n1,2,3\n", "not what its ending says"),
        ("a.xlsx", b"PK\x03\x04broken", "no workbook"),
        ("a.zip", b"PK\x03\x04broken", "damaged, cut off"),
        ("a.csv.gz", b"\x1f\x8bbroken", "damaged or cut off"),
        ("a.parquet", b"PAR1broken", "damaged or cut off"),
        ("a.csv", b"one\ntwo\nthree\n", "no separator"),
        ("a.csv", b"\0\0a,b\0\n", "null bytes"),
        ("a.csv", b"time,latitude,longitude,depth,mag\n2020-01-01,34,70,10,5\n", "group"),
        ("a.csv", b"admin1_name,event_type,events,fatalities,month\nKabul,x,3,4,2020-01\n", "holds counts"),
        (
            "a.csv",
            b"id,date_start,event_class,location_precision,attribution\nKA-0001,2020-01-01,a,b,c\n",
            "of the atlas already",
        ),
        ("a.csv", (",".join(f"c{n}" for n in range(10_000)) + "\n").encode() * 2, "more than 1,000 columns"),
    ],
)
def test_refusals(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    with pytest.raises(DataError, match=said):
        import_file(saved(tmp_path, content, name), Settings())


def test_several_tables_in_a_zip_are_named(tmp_path: Path) -> None:
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.csv", "a,b\n1,2\n")
        archive.writestr("two.csv", "a,b\n1,2\n")

    with pytest.raises(DataError, match=r"one\.csv, two\.csv"):
        import_file(path, Settings())


def test_a_zip_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "SMALL_BYTES", 2**20)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * (8 * 2**20))

    with pytest.raises(DataError, match="zip bomb"):
        import_file(path, Settings())


def test_one_endless_line_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "SAMPLE", 2**16)

    with pytest.raises(DataError, match="one line"):
        import_file(saved(tmp_path, b"a," * 2**16), Settings())


def test_parts_are_divided_between_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [acled(event_id_cnty=f"AFG{n}", notes='two\nlines, and “quotes” "here"') for n in range(200)]
    whole = import_file(saved(tmp_path, as_csv(rows)), Settings())
    monkeypatch.setattr(text, "BLOCK", 2_000)
    parted = import_file(saved(tmp_path, as_csv(rows)), Settings())

    assert len(parted.table) == 200
    assert (np.sort(parted.lines) == np.sort(whole.lines)).all()


@pytest.mark.parametrize(
    "found",
    [
        [],
        {"nonsense": 1},
        {"date_order": "backwards"},
        {"actors": {"Daesh": "perhaps"}},
        {"accept": ["all"]},
        {"header_row": "two"},
    ],
)
def test_a_wrong_mapping_file_is_refused(found: object) -> None:
    with pytest.raises(DataError):
        checked(found, "iskp", "auto", "mapping.json")


def test_the_command_gives_2_and_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = command(["import", str(tmp_path / "nothing.csv"), "--to", str(tmp_path / "out.parquet")])

    assert code == 2
    assert capsys.readouterr().err.splitlines()[-1] == "nothing.csv: there is no such file. Check the path."


def test_the_command_gives_0_and_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = saved(tmp_path, as_csv([acled()]))

    assert command(["import", str(path), "--to", str(tmp_path / "out.parquet")]) == 0
    assert "1 rows in = 1 accepted + 0 rejected" in capsys.readouterr().out


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=400),
    ending=st.sampled_from([".csv", ".xlsx", ".zip", ".parquet", ".gz", ".geojson", ".xls"]),
)
def test_random_bytes_raise_nothing_but_the_own_error(tmp_path: Path, content: bytes, ending: str) -> None:
    with contextlib.suppress(AtlasError):
        import_file(saved(tmp_path, content, f"random{ending}"), Settings())


CELLS = st.dictionaries(
    st.sampled_from(ACLED),
    st.one_of(st.text(max_size=12), st.sampled_from(["", "-1", "1e309", "nan", "99/99/9999", '"', "\x00"])),
    max_size=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changed=st.lists(CELLS, min_size=1, max_size=4))
def test_random_tables_raise_nothing_but_the_own_error_and_balance(
    tmp_path: Path, changed: list[dict[str, str]]
) -> None:
    rows = [acled(event_id_cnty=f"AFG{number}") | cells for number, cells in enumerate(changed)]
    try:
        found = import_file(saved(tmp_path, as_csv(rows).encode("utf-8", errors="replace")), Settings(actor="all"))
    except AtlasError:
        return

    assert found.rows_in == len(found.facts) + sum(map(len, found.rejected.values())) + len(found.merged.lines)
