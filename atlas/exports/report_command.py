"""The command `report`: the briefing pack, the atlas of provinces and the tables as files, without the app."""

import argparse
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

from atlas.drawing.view import View
from atlas.errors import AtlasError
from atlas.exports.command_options import question_from, selection_from
from atlas.exports.content import Order
from atlas.exports.licence import licence_of
from atlas.exports.report_forms import FORMS, Job, rows_leave
from atlas.exports.whole_files import usable_folder, write_whole
from atlas.incidents.load import read_incidents
from atlas.pages import PARTS
from atlas.statistics.row_facts import RowFacts
from atlas.text import thousands

Tell = Callable[[str], None]

HINT = "Choose another folder with --out, or make room in it."


def run(options: argparse.Namespace, tell: Tell) -> Iterator[str]:
    """Make the files that are asked for, one after the other, and give a line for each; ``tell`` hears the progress.

    Raises
    ------
    AtlasError
        When the table cannot be read, an option cannot be used, no incident is selected, or a file not be written.
    """
    forms = _listed("--formats", options.formats, tuple(FORMS))
    folder = usable_folder(options.out, HINT)
    job = _job(options, tell)
    for name in forms:
        form, started = FORMS[name], time.perf_counter()
        data = form.render(job)
        path = folder / form.file_name(job)
        write_whole(path, data, HINT)
        tell(f"{name}: {time.perf_counter() - started:.1f} s")
        yield f"{path}  {thousands(len(data))} bytes"


def _job(options: argparse.Namespace, tell: Tell) -> Job:
    tell(f"reading {options.events}")
    opened = read_incidents(options.events)
    rejected = opened.rejected["row"].nunique()
    if rejected:
        tell(f"{opened.source_name}: {thousands(rejected)} rows are not valid and not counted (python -m atlas check).")
    view = View.of(opened, RowFacts(opened.measured), selection_from(opened, options.filters))
    if not view.number:
        raise AtlasError(
            f"No incident matches the selection: {view.sentence}.",
            hint="Widen --filters; nothing was written.",
        )
    order = Order(
        question=question_from(opened, options),
        made=_day(options.date),
        origin=_origin(options.origin),
        pages=_listed("--pages", options.pages, tuple(PARTS)),
        audience=options.audience,
        paper=options.paper,
        title=options.title or f"Khorasan Atlas {options.audience}",
    )
    forms = _listed("--formats", options.formats, tuple(FORMS))
    question = licence_of(opened.version, options.events).question()
    if question and rows_leave(forms, order) and not options.confirm_licence:
        raise AtlasError(
            f"Incident rows would leave. {question}",
            hint="Add --confirm-licence to say so, or order a briefing (--audience) without incidents (--pages).",
        )
    return Job(view, order, options.events, tell)


def _listed(option: str, text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Read a list such as "pdf,docx", each name once, in the order given."""
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    strange = [name for name in names if name not in known]
    if strange or not names:
        what = f"{option} does not know {strange[0]!r}." if strange else f"{option} names nothing."
        raise AtlasError(what, hint=f"Choose from: {', '.join(known)}.")
    return names


def _day(text: str | None) -> date:
    if text is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise AtlasError(f"--date {text!r} is no day.", hint="Write it as 2026-11-22.") from None


def _origin(text: str) -> str:
    if text and not text.startswith(("http://", "https://")):
        raise AtlasError(f"--origin {text!r} is no address.", hint="Write it as https://atlas.example.")
    return text
