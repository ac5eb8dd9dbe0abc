import re
from pathlib import Path

import pytest

from atlas.topics.board.figures.page import script
from components import map_frame


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("frame")
    map_frame.write_frame(made)
    return made


def test_the_frame_is_a_page_with_its_script_and_its_style(folder):
    assert {path.name for path in folder.iterdir()} == {"index.html", "map.js", "map.css"}


def test_every_script_of_the_map_is_part_of_the_one_that_is_served_for_it_or_for_the_board(folder):
    served = (folder / "map.js").read_text(encoding="utf-8") + script()
    own = Path(map_frame.__file__).with_name("map_assets")
    page = (folder / "index.html").read_text(encoding="utf-8")
    for path in own.glob("*.js"):
        written = path.read_text(encoding="utf-8")
        assert written in (page if path.stem == "fetch" else served), path.name


def test_every_address_carries_a_mark_of_the_content(folder, tmp_path, monkeypatch):
    page = (folder / "index.html").read_text(encoding="utf-8")
    addresses = re.findall(r"\.\./components\.map_frame\.\w+/([\w.]+)\?([0-9a-f]{8})\b", page)
    assert {name for name, _ in addresses} >= {"leaflet.js", "map.js", "map.css", "screen.geojson", "labels.json"}
    changed = tmp_path / "assets"
    changed.mkdir()
    for path in Path(map_frame.__file__).with_name("map_assets").iterdir():
        (changed / path.name).write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    monkeypatch.setattr(map_frame, "_OWN", changed)
    other = tmp_path / "other"
    other.mkdir()
    map_frame.write_frame(other)
    again = dict(re.findall(r"/([\w.]+)\?([0-9a-f]{8})\b", (other / "index.html").read_text(encoding="utf-8")))
    before = dict(addresses)
    assert again["map.js"] != before["map.js"]
    assert again["screen.geojson"] == before["screen.geojson"]


def test_the_page_is_the_same_at_every_start(folder, tmp_path):
    map_frame.write_frame(tmp_path)
    assert (tmp_path / "index.html").read_bytes() == (folder / "index.html").read_bytes()
