"""The command line of the atlas: `atlas COMMAND`, or `python -m atlas COMMAND`."""

import argparse
import gc
import io
import os
import runpy
import signal
import sys
from pathlib import Path

from atlas import settings
from atlas.errors import AtlasError


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    top = argparse.ArgumentParser(prog="python -m atlas", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="serve the atlas and open it in a browser", add_help=False)
    serve.add_argument("options", nargs=argparse.REMAINDER, metavar="...", help="options of the server: see --help")
    geodata = commands.add_parser("geodata", help="rebuild the boundaries").add_subparsers(dest="action", required=True)
    build = geodata.add_parser("build", help="rebuild geodata/ from Natural Earth admin-1 files, one per country")
    build.add_argument("source", type=Path, metavar="SOURCE_DIR")
    build.add_argument("--out", type=Path, default=settings.GEODATA, help="where to write (default: geodata/)")
    check = commands.add_parser("check", help="check an incident table; exit code 0 only when it is clean")
    check.add_argument("file", type=Path, nargs="?", default=settings.EVENTS, metavar="FILE")
    moved = commands.add_parser("shift", help="test whether the activity moved to a region; text, and JSON on demand")
    moved.add_argument("--events", type=Path, default=settings.EVENTS, metavar="FILE", help="incident table")
    _comparison(moved)
    moved.add_argument("--json", type=Path, metavar="OUT", help="write all results to this file as well")
    _report_options(commands.add_parser("report", help="make the briefing pack as files: slides, PDF, Word, a page"))
    add = commands.add_parser("add", help="add checked rows to the table, from a form or a file")
    add.add_argument("file", type=Path, nargs="?", metavar="FILE", help="CSV or JSON with the rows (default: a form)")
    add.add_argument("--events", type=Path, default=settings.EVENTS, metavar="TABLE", help="incident table")
    add.add_argument("--dry-run", action="store_true", help="say what would be written, write nothing")
    add.add_argument("--although-similar", action="store_true", help="write though similar rows exist: you looked")
    versions = commands.add_parser("compare-versions", help="what changed between two tables, or folders with one")
    versions.add_argument("old", type=Path, metavar="OLD")
    versions.add_argument("new", type=Path, metavar="NEW")
    versions.add_argument("--form", choices=("words", "csv", "json"), default="words")
    record = commands.add_parser("record", help="give the present table the next data version")
    record.add_argument("old", type=Path, metavar="OLD", help="the table at the last version")
    record.add_argument("--events", type=Path, default=settings.EVENTS, metavar="TABLE", help="incident table")
    record.add_argument("--reason", required=True, help="why it changed")
    record.add_argument("--reasons", type=Path, metavar="FILE", help="CSV with id and reason, for rows of their own")
    said = commands.add_parser("claims", help="test what the source briefs assert; Markdown, and JSON on demand")
    said.add_argument("--events", type=Path, default=settings.EVENTS, metavar="FILE", help="incident table")
    said.add_argument("--json", type=Path, metavar="OUT", help="write all results to this file as well")
    export = commands.add_parser("export", help="write one file that needs no server")
    board = export.add_subparsers(dest="what", required=True).add_parser("board", help="the board as one HTML file")
    board.add_argument("--out", type=Path, required=True, metavar="FILE", help="HTML file to write")
    board.add_argument("--events", type=Path, default=settings.EVENTS, metavar="FILE", help="incident table")
    board.add_argument("--filters", default="", metavar="QUERY", help="link or query string of a selection")
    board.add_argument("--origin", default="", metavar="URL", help="address of the atlas, for the way back")
    _import_options(commands.add_parser("import", help="make a table of an ACLED, UCDP or GTD file"))
    commands.add_parser("dictionary", help="print the data dictionary (DICTIONARY.md)")
    commands.add_parser("datacard", help="print the data card (DATA.md)")
    return top


def _import_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", type=Path, nargs="+", metavar="FILE", help="csv, zip, xlsx, parquet, geojson")
    command.add_argument("--format", choices=("auto", "acled", "ucdp", "gtd", "table"), default="auto")
    command.add_argument("--mapping", type=Path, metavar="FILE", help="your decisions as JSON: see docs/IMPORT.md")
    command.add_argument("--actor", choices=("iskp", "all"), default="iskp", help="rows to write (default: iskp)")
    command.add_argument("--to", type=Path, required=True, metavar="OUT.parquet", help="the table to write")
    command.add_argument("--report", type=Path, metavar="REPORT.json", help="write the account as JSON as well")
    command.add_argument("--scheduler", metavar="ADDRESS", help="Dask scheduler; --to is a folder: see docs/CLUSTER.md")


def _comparison(command: argparse.ArgumentParser) -> None:
    """Give a command the options of a comparison and of a selection."""
    command.add_argument("--before", metavar="D1:D2", help="first period, both days included (default: until the cut)")
    command.add_argument("--after", metavar="D3:D4", help="second period (default: since 15 August 2021)")
    command.add_argument("--region", default="north-wide", help="region of geodata/regions.csv (default: north-wide)")
    command.add_argument("--count", choices=("incidents", "operations", "days"), default="incidents")
    command.add_argument(
        "--smallest", type=float, default=5.0, metavar="POINTS", help="smallest rise that counts (default: 5)"
    )
    command.add_argument(
        "--prior", choices=("standard", "wide", "narrow"), default="standard",
        help="what is believed before looking (default: standard)",
    )  # fmt: skip
    command.add_argument("--filters", default="", metavar="QUERY", help="link or query string of a selection")


def _report_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--events", type=Path, default=settings.EVENTS, metavar="FILE", help="incident table")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the files")
    command.add_argument(
        "--formats", default="pptx,pdf,docx,html", metavar="LIST",
        help="of pptx, pdf, docx, html, provinces, xlsx, csv, geojson, gpkg, parquet (default: the first four)",
    )  # fmt: skip
    command.add_argument(
        "--pages", metavar="LIST",
        default="overview,shift,map,timeline,provinces,borders,claims,coverage,incidents,method",
        help="pages of the pack (default: %(default)s)",
    )  # fmt: skip
    command.add_argument("--audience", choices=("briefing", "analysis"), default="briefing")
    command.add_argument(
        "--confirm-licence", action="store_true",
        help="let rows leave though the table's licence is not open: you have checked that they may",
    )  # fmt: skip
    command.add_argument("--paper", choices=("A4", "Letter"), default="A4")
    command.add_argument("--title", default="", help="title of the pack (default: Khorasan Atlas and its audience)")
    command.add_argument("--origin", default="", metavar="URL", help="address of the atlas, for the links")
    command.add_argument("--date", metavar="YYYY-MM-DD", help="day of the export (default: today, UTC)")
    _comparison(command)


def run(arguments: list[str]) -> int:
    """Run one command and give its exit code: 0 good, 1 found something, 2 could not be done."""
    if arguments[:1] == ["serve"]:  # the server has options of its own, --help among them
        return _serve(arguments[1:])
    options = parser().parse_args(arguments)
    try:
        return _COMMANDS[options.command](options)
    except AtlasError as error:
        print(f"{error}", file=sys.stderr)
        return 2


def _serve(arguments: list[str]) -> int:
    """Run the start command, which is a script beside the app: this package must not import Streamlit."""
    script = str(settings.ROOT / "serve.py")
    sys.argv = [script, *arguments]
    runpy.run_path(script, run_name="__main__")
    return 0


def _geodata(options: argparse.Namespace) -> int:
    from atlas.geography.build import build

    print(*build(options.source, options.out), sep="\n")
    return 0


def _check(options: argparse.Namespace) -> int:
    from atlas.incidents.check import report

    lines, clean = report(options.file)
    print(*lines, sep="\n")
    return 0 if clean else 1


def _shift(options: argparse.Namespace) -> int:
    # A run of seconds ends before collecting would pay: walking through what is loaded costs a tenth of it.
    gc.disable()

    from atlas.exports.shift import run

    print(*run(options), sep="\n")
    return 0


def _report(options: argparse.Namespace) -> int:
    from atlas.exports.report_command import run

    for line in run(options, lambda words: print(words, file=sys.stderr, flush=True)):
        print(line, flush=True)
    return 0


def _add(options: argparse.Namespace) -> int:
    from atlas.exports.add_command import run

    return run(options)


def _compare_versions(options: argparse.Namespace) -> int:
    from atlas.incidents.versions import as_csv, as_json, compare, in_words

    found = compare(options.old, options.new)
    print({"csv": as_csv, "json": as_json}[options.form](found) if options.form != "words" else
          "\n".join(in_words(found)) + "\n", end="")  # fmt: skip
    return 0


def _record(options: argparse.Namespace) -> int:
    from atlas.exports.add_command import record

    print(*record(options), sep="\n")
    return 0


def _claims(options: argparse.Namespace) -> int:
    from atlas.exports.claims import as_json, as_markdown
    from atlas.exports.whole_files import write_whole
    from atlas.incidents.load import read_incidents
    from atlas.statistics.periods import Period
    from atlas.topics.claims.measures.tested import tested

    opened = read_incidents(options.events)
    every = tested(opened.table, Period(opened.covers_from, opened.covers_to))
    print(as_markdown(every, f"{opened.title}, version {opened.version}"), end="")
    if options.json:
        write_whole(options.json, as_json(every).encode("utf-8"), "Name another file with --json.")
    return 0


def _export(options: argparse.Namespace) -> int:
    from atlas.exports.board import run

    print(*run(options), sep="\n")
    return 0


def _import(options: argparse.Namespace) -> int:
    from atlas.importing.command import run

    print(*run(options, lambda words: print(words, file=sys.stderr, flush=True)), sep="\n")
    return 0


def _dictionary(_: argparse.Namespace) -> int:
    from atlas.incidents.dictionary import dictionary

    print(dictionary(), end="")
    return 0


def _datacard(_: argparse.Namespace) -> int:
    from atlas.incidents.data_card import data_card

    print(data_card(), end="")
    return 0


# Commands import what they need when they run: `check` must not wait for the libraries of `geodata build`.
_COMMANDS = {
    "geodata": _geodata, "import": _import, "check": _check, "shift": _shift, "report": _report,
    "dictionary": _dictionary, "datacard": _datacard, "claims": _claims, "export": _export,
    "add": _add, "compare-versions": _compare_versions, "record": _record,
}  # fmt: skip


def leave_nothing_behind() -> None:
    """Let a request to end (SIGTERM) unwind like an exit, so that files which are being written are removed."""
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))


def speak_plainly() -> None:
    """Let no sign that a terminal does not know end a command; a file gets UTF-8 unless something else is asked for."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            to_file = not stream.isatty() and "PYTHONIOENCODING" not in os.environ
            stream.reconfigure(encoding="utf-8" if to_file else None, errors="replace")


def main() -> int:
    """Run the command that was called, as the installed `atlas` does.

    Whoever stops reading, as `head` does, or interrupts it ends it without a trace.
    """
    leave_nothing_behind()
    speak_plainly()
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing more is to be written at the end
        return 128 + 13
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    return code


if __name__ == "__main__":
    sys.exit(main())
