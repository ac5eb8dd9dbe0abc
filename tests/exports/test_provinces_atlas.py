"""The atlas of provinces, made once of two provinces of the first two years."""

import io
import re
from datetime import date

import pytest
from pypdf import PdfReader

from atlas.errors import AtlasError
from atlas.exports.provinces_atlas import listed, provinces_atlas
from atlas.exports.stamp_reader import exported_stamp
from atlas.incidents.filters import Filters

MADE = date(2026, 11, 22)


@pytest.fixture(scope="module")
def chosen(everything):
    return everything.seen_through(Filters(end=date(2016, 12, 31), provinces=("PK-BA", "AF-NAN")))


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int, str]]:
    return []


@pytest.fixture(scope="module")
def made(chosen, told) -> bytes:
    return provinces_atlas(chosen, MADE, origin="https://atlas.example", told=lambda *each: told.append(each))


@pytest.fixture(scope="module")
def pages(made) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]


def test_there_is_a_sheet_for_each_province_in_order_and_progress_for_each(made, told):
    titles = [str(each.title) for each in PdfReader(io.BytesIO(made)).outline if not isinstance(each, list)]
    assert titles == ["Nangarhar, Afghanistan", "Balochistan, Pakistan", "How to cite this"]
    assert told == [(1, 2, "Nangarhar"), (2, 2, "Balochistan")]


def test_countries_come_by_name_and_their_provinces_by_incidents(early):
    codes = listed(early)
    counts = early.table["province_id"].value_counts()
    assert [code[:2] for code in codes] == sorted(code[:2] for code in codes)
    for country in ("AF", "PK"):
        numbers = [counts[code] for code in codes if code.startswith(country)]
        assert numbers == sorted(numbers, reverse=True)
    assert set(codes) == set(counts.index[counts > 0].astype(str))


def test_a_sheet_lists_every_incident_of_its_province_once(pages, chosen):
    text = "\n".join(pages)
    listed_ids = re.findall(r"KA-\d{4}", text)
    assert sorted(listed_ids) == sorted(chosen.table["id"])


def test_every_picture_is_described_and_the_file_is_accessible(made):
    reader = PdfReader(io.BytesIO(made))
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    alts = _alts(reader)
    assert len(alts) == 2 * 2 + 2  # too few incidents in Balochistan for targets and methods
    assert all(alts)


def _alts(reader):
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"].get_object()]
    while waiting:
        element = waiting.pop()
        if element.get("/S") == "/Figure":
            found.append(element.get("/Alt"))
        children = element.get("/K", [])
        children = children if isinstance(children, list) else [children]
        waiting += [each.get_object() for each in children if hasattr(each.get_object(), "get")]
    return found


def test_the_stamp_leads_back(made, chosen):
    found = exported_stamp("atlas.pdf", made)
    assert found.title == "Atlas of provinces"
    assert found.incidents == chosen.number
    assert found.link.startswith("https://atlas.example/provinces?")


def test_without_an_incident_in_a_province_there_is_no_atlas(everything):
    with pytest.raises(AtlasError, match="No incident with a known province matches"):
        provinces_atlas(everything.seen_through(Filters(killed_min=10_000)), MADE)
