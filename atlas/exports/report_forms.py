"""What a pack can be made into: each form with its file's name and its renderer, which is loaded when needed."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from atlas.drawing.exhibit import Exhibit
from atlas.drawing.screen_map import class_bounds
from atlas.drawing.view import View
from atlas.exports.content import Order, Pack
from atlas.exports.link import link_to
from atlas.exports.pack.build import AnswerShift, answer_shift, build_pack
from atlas.exports.pack.pictures import Pictures
from atlas.exports.stamp import Stamp, export_name, stamp
from atlas.exports.tables import formats as tables
from atlas.incidents import filters as selections


def _unheard(_: str) -> None:
    """Let progress pass unheard."""


class Job:
    """One run of the command: what its files share is made once."""

    def __init__(
        self,
        view: View,
        order: Order,
        events: Path,
        tell: Callable[[str], None] = _unheard,
        answer: AnswerShift = answer_shift,
    ) -> None:
        """Take a selection and an order.

        ``events`` is the file of the table, ``tell`` hears the progress, ``answer`` answers the question on the shift.
        """
        self.view = view
        self.order = order
        self.events = events
        self.tell = tell
        self.answer = answer
        self._pictures = Pictures(made=self._count)
        self._at = (0, "")

    @cached_property
    def pack(self) -> Pack:
        """The content of the briefing pack."""
        self.tell("answering the question and counting")
        started = time.perf_counter()
        options = selections.options(self.view.incidents.table)
        bounds = class_bounds(self.view.facts)["incidents"]
        built = build_pack(self.view, self.order, options, bounds, self.answer)
        made, link = self.order.made, built.stamp.link
        mark = stamp(self.view, title=built.title, link=link, made=made, source=self.events)
        self.tell(f"content: {time.perf_counter() - started:.1f} s")
        return replace(built, stamp=mark)

    @cached_property
    def stamp(self) -> Stamp:
        """The stamp of tables, which show the selection and nothing else."""
        link = link_to("incidents", self.view.filters, selections.options(self.view.incidents.table))
        made, back = self.order.made, link.at(self.order.origin)
        return stamp(self.view, title="Incidents", link=back, made=made, source=self.events)

    def pictures_for(self, form: str) -> Pictures:
        """Give the shared pictures, and count those made anew under the name of a form."""
        self._at = (0, form)
        return self._pictures

    def _count(self, exhibit: Exhibit) -> None:
        number, form = self._at[0] + 1, self._at[1]
        self._at = (number, form)
        most = sum(len(part.exhibits) for part in self.pack.parts)
        self.tell(f"{form}: figure {number} of {most}, {exhibit.title}")


class Form(NamedTuple):
    """One kind of file."""

    title: str
    mime: str

    file_name: Callable[[Job], str]
    render: Callable[[Job], bytes]


def _pack_file(suffix: str, job: Job) -> str:
    return export_name(job.order.audience, job.stamp, suffix)


def _slides(job: Job) -> bytes:
    from atlas.exports.pack.deck import deck

    return deck(job.pack, job.pictures_for("pptx"))


def _report(job: Job) -> bytes:
    from atlas.exports.pack.pdf_report import paper

    return paper(job.pack, job.pictures_for("pdf"))


def _document(job: Job) -> bytes:
    from atlas.exports.pack.document import document

    return document(job.pack, job.pictures_for("docx"))


def _page(job: Job) -> bytes:
    from atlas.exports.pack.html_page import page

    return page(job.pack, job.pictures_for("html"))


def _provinces(job: Job) -> bytes:
    from atlas.exports.provinces_atlas import provinces_atlas

    order = job.order
    return provinces_atlas(
        job.view, order.made, origin=order.origin, paper=order.paper,
        told=lambda number, of, name: job.tell(f"provinces: sheet {number} of {of}, {name}"),
        source=job.events,
    )  # fmt: skip


def _table_file(suffix: str, job: Job) -> str:
    return tables.file_name(job.stamp, suffix)


def _table(form: tables.Format, job: Job) -> bytes:
    return form.write(job.view, job.stamp)


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMS: Mapping[str, Form] = {
    "pptx": Form("Slides (PPTX)", f"{_OFFICE}.presentationml.presentation", partial(_pack_file, "pptx"), _slides),
    "pdf": Form("Report (PDF)", "application/pdf", partial(_pack_file, "pdf"), _report),
    "docx": Form("Document (DOCX)", f"{_OFFICE}.wordprocessingml.document", partial(_pack_file, "docx"), _document),
    "html": Form("Page (HTML)", "text/html", partial(_pack_file, "html"), _page),
    "provinces": Form(
        "Atlas of provinces (PDF)",
        "application/pdf",
        lambda job: export_name("provinces", job.stamp, "pdf"),
        _provinces,
    ),
    **{
        form.suffix: Form(form.name, form.mime, partial(_table_file, form.suffix), partial(_table, form))
        for form in tables.FORMATS
    },
}
"""By the name that the command line takes."""

WITH_ROWS = frozenset({"provinces", *(form.suffix for form in tables.FORMATS)})
"""The forms that hold incident rows whatever else is ordered."""


def rows_leave(names: Iterable[str], order: Order) -> bool:
    """Tell whether incident rows would leave with these forms: a licence may forbid it.

    A pack holds rows in its list of incidents, and in an analysis in the tables behind its figures.
    """
    return bool(WITH_ROWS.intersection(names)) or "incidents" in order.pages or order.audience == "analysis"
