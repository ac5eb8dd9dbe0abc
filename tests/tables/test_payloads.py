"""Hostile text goes through every page and every export and stays text."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from atlas.exports.content import Order
from atlas.exports.report_forms import FORMS, Job
from atlas.exports.stamp import stamp
from atlas.exports.tables.formats import FORMATS
from atlas.incidents.load import read_incidents
from atlas.pages import PAGES, PARTS
from atlas.statistics.periods import Question
from tests.tables.matrix import faults_of, opened_table
from tests.tables.payloads import EVIL, PAYLOADS, looked_at, write_hostile
from tests.tables.small import TABLES, write_named
from tests.visits import opened


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    return write_hostile(tmp_path_factory.mktemp("hostile"))


def test_the_corpus_is_large_and_every_row_of_it_valid(hostile):
    assert len(PAYLOADS) >= 200
    assert read_incidents(hostile).rejected.empty


@pytest.mark.parametrize("address", PAGES)
def test_hostile_text_opens_every_page_and_no_address_in_it_becomes_a_link_or_picture(hostile, address):
    with opened_table(hostile):
        app = opened(address)
    assert not faults_of(app)
    shown = [*app.markdown, *app.caption, *app.info, *app.warning, *app.title, *app.header, *app.subheader]
    assert not [part.value for part in shown if f"]({EVIL}" in part.value or f"<{EVIL}" in part.value]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.suffix)
def test_hostile_rows_leave_in_every_table(hostile, form):
    view = looked_at(hostile)
    made = stamp(view, title=PAYLOADS[0], link="/", made=datetime(2026, 12, 1, tzinfo=UTC).date(), source=hostile)
    assert form.write(view, made)


@pytest.mark.parametrize("name", TABLES)
def test_every_small_table_leaves_in_every_format(name, tmp_path):
    path = write_named(name, tmp_path)
    view = looked_at(path)
    made = stamp(view, title=name, link="/", made=datetime(2026, 12, 1, tzinfo=UTC).date(), source=path)
    for form in FORMATS:
        assert form.write(view, made), form.suffix


@pytest.fixture(scope="module")
def job(hostile) -> Job:
    view = looked_at(hostile)
    asked = Question.usual(view.incidents.covers_from, view.incidents.covers_to)
    day = datetime(2026, 12, 1, tzinfo=UTC).date()
    return Job(view, Order(asked, day, "", tuple(PARTS), "analysis", "A4", PAYLOADS[0]), hostile)


@pytest.mark.parametrize("form", FORMS)
def test_hostile_rows_leave_in_every_form_of_a_pack(job, form):
    data = FORMS[form].render(job)
    assert data
    if form == "html":
        assert b"<script>window.ran" not in data
        assert f"<img src={EVIL}".encode() not in data
    if form in {"pptx", "docx", "xlsx"}:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            outward = [
                name for name in parts.namelist() if name.endswith(".rels") and EVIL.encode() in parts.read(name)
            ]
        assert not outward
