import json
import os
import signal
from datetime import date

import pytest
from pypdf import PdfReader

from atlas import settings
from atlas.__main__ import leave_nothing_behind, parser, run
from atlas.exports import report_command
from atlas.exports.content import AUDIENCES, PAPERS
from atlas.exports.licence import Licence
from atlas.exports.report_forms import FORMS
from atlas.exports.stamp_reader import exported_stamp
from atlas.pages import PARTS

FEW = "country=Pakistan&to=2016-12-31"
MADE = "2026-11-22"


@pytest.fixture(autouse=True)
def _read_once(opened, monkeypatch):
    monkeypatch.setattr(report_command, "read_incidents", lambda _: opened)


def report(out, *words):
    return run(["report", "--out", str(out), "--filters", FEW, "--date", MADE, *words])


@pytest.fixture(scope="module")
def written(opened, tmp_path_factory):
    """Write a small pack once, as PDF and as a page."""
    out = tmp_path_factory.mktemp("report")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(report_command, "read_incidents", lambda _: opened)
        words = ["--pages", "overview,incidents", "--formats", "pdf,html", "--origin", "https://atlas.example"]
        assert report(out, *words) == 0
    return out


def test_the_pack_is_written_under_names_of_version_and_day(written, opened):
    assert sorted(path.name for path in written.iterdir()) == [
        f"khorasan-atlas-briefing-{opened.version}-{MADE}.{suffix}" for suffix in ("html", "pdf")
    ]


def test_a_file_says_what_was_selected_and_of_which_table(written, opened):
    path = next(written.glob("*.pdf"))
    found = exported_stamp(path.name, path.read_bytes())
    assert found.selection == "attacks by ISKP or IS Pakistan Province in Pakistan, until 31 December 2016"
    assert found.link.startswith("https://atlas.example/?")
    assert found.sha256.startswith(opened.version)
    assert found.made == date(2026, 11, 22)
    headings = [str(each.title) for each in PdfReader(path).outline if not isinstance(each, list)]
    assert headings[-3:] == ["Overview", "Incidents", "How to cite this"]


def test_rows_of_a_table_without_an_open_licence_leave_only_when_that_is_confirmed(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(report_command, "licence_of", lambda _, __: Licence("ACLED terms"))
    assert report(tmp_path, "--formats", "csv") == 2
    assert report(tmp_path, "--formats", "pdf", "--pages", "incidents") == 2
    told = capsys.readouterr().err
    assert "ACLED terms" in told
    assert "--confirm-licence" in told
    assert not list(tmp_path.iterdir())
    assert report(tmp_path, "--formats", "csv", "--confirm-licence") == 0
    assert report(tmp_path, "--formats", "html", "--pages", "overview") == 0


def test_results_stand_on_stdout_and_progress_on_stderr(tmp_path, capsys):
    assert report(tmp_path, "--formats", "csv,geojson") == 0
    out, err = capsys.readouterr()
    sizes = {line.split("  ")[0]: line.split("  ")[1] for line in out.splitlines()}
    assert sizes == {str(path): f"{path.stat().st_size:,} bytes" for path in tmp_path.iterdir()}
    assert len(sizes) == 2
    assert err.startswith(f"reading {settings.EVENTS}")


def test_the_same_words_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        assert report(tmp_path / name, "--formats", "geojson") == 0
    one, two = (next((tmp_path / name).iterdir()) for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert json.loads(one.read_text())["features"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--formats", "pdf,odt"], "--formats does not know 'odt'. Choose from: pptx, pdf, docx, html, provinces, "),
        (["--formats", ","], "--formats names nothing."),
        (["--formats", "csv", "--pages", "mapp"], "--pages does not know 'mapp'. Choose from: overview, "),
        (["--formats", "csv", "--date", "today"], "--date 'today' is no day. Write it as 2026-11-22."),
        (["--formats", "csv", "--origin", "ftp://x"], "--origin 'ftp://x' is no address."),
        (["--formats", "csv", "--filters", "country=Atlantis"], "Correct --filters"),
        (["--formats", "csv", "--filters", "killed_min=9000"], "No incident matches the selection: "),
        (["--formats", "csv", "--before", "2020-01-01"], "--before '2020-01-01' is no period."),
    ],
)
def test_what_cannot_be_done_is_said_with_the_remedy_and_nothing_is_written(tmp_path, capsys, words, told):
    assert report(tmp_path, *words) == 2
    out, err = capsys.readouterr()
    assert told in err
    assert not out
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_used_is_named(tmp_path, capsys):
    (tmp_path / "file").touch()
    assert report(tmp_path / "file", "--formats", "csv") == 2
    assert "--out" in capsys.readouterr().err


def test_a_request_to_end_leaves_no_half_written_file_and_the_older_one(tmp_path, monkeypatch):
    assert report(tmp_path, "--formats", "csv") == 0
    older = {path: path.read_bytes() for path in tmp_path.iterdir()}
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(os, "fsync", lambda _: os.kill(os.getpid(), signal.SIGTERM))
    try:
        leave_nothing_behind()
        with pytest.raises(SystemExit) as ended:
            report(tmp_path, "--formats", "csv")
    finally:
        signal.signal(signal.SIGTERM, before)
    assert ended.value.code == 143
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == older


def test_the_command_line_names_what_there_is():
    told = parser().parse_args(["report", "--out", "x"])
    assert told.pages.split(",") == list(PARTS)
    assert set(told.formats.split(",")) <= set(FORMS)
    for option, values in (("--audience", tuple(AUDIENCES)), ("--paper", PAPERS)):
        for value in values:
            parser().parse_args(["report", "--out", "x", option, value])
