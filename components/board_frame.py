"""The frame that holds the board: a page that Folium writes at the start, its scripts, and the files of opened tables.

A table's files are kept in memory with all other files that never change, and lie in the folder of the component as
well, so that they are found when the app runs without the layers before it.
"""

import atexit
import functools
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import streamlit as st
import streamlit.components.v1 as components
from streamlit import file_util

from atlas.drawing import map_page
from atlas.geography.towns import towns
from atlas.topics.board.figures import page
from components import map_frame
from components.map_frame import Frame
from web.kept import FILES, Kept

MOST_KEPT = 12
"""So many files of a kind are kept, such as the columns of opened tables."""
MOST_MONTHS = 60
"""So many files of sums by month: one for each selection, without its period, that visitors look at."""

_kept: dict[str, list[Path]] = {}
_FONT = """@font-face { font-family: "Source Sans"; font-weight: 200 900; font-display: swap;
  src: url("../../static/media/%s") format("woff2"); }
"""


@functools.cache
def board_frame() -> Frame:
    """Declare the frame, and give the function that shows it on a page."""
    map_frame.map_frame()
    return components.declare_component("board", path=str(_folder()))


def addresses() -> dict[str, Path]:
    """Give the files that the page of the frame asks for, by their addresses on the server."""
    return {f"/component/{address(path)}": path for path in (_folder() / "board.js", _folder() / "board.css")}


def keep(name: str, body: bytes, most: int = MOST_KEPT) -> str:
    """Keep a file of an opened table, and give its address; the last ``most`` of its kind stay.

    Its name bears a mark of its content, so that a changed table has another address.
    """
    stem, _, suffix = name.rpartition(".")
    path = _folder() / f"{stem}-{hashlib.sha256(body).hexdigest()[:24]}.{suffix}"
    path.write_bytes(body)
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    before = f"/{base}" if base else ""
    media = "application/json" if suffix == "json" else "application/octet-stream"
    FILES[f"{before}/component/{__name__}.board/{path.name}"] = Kept.of(body, media)
    _forget_oldest(path, _kept.setdefault(name, []), most)
    return path.name


def _forget_oldest(path: Path, kept: list[Path], most: int) -> None:
    """Keep the files made last, in memory and on the disk."""
    if path in kept:
        kept.remove(path)
    kept.append(path)
    while len(kept) > most:
        old = kept.pop(0)
        old.unlink(missing_ok=True)
        for address_ in [one for one in FILES if one.endswith(f"/{old.name}")]:
            del FILES[address_]


def keep_texts(texts: dict[str, list[str]]) -> str:
    """Keep the texts of a table's cards, and give their address."""
    return keep("texts.json", json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode())


def address(path: Path) -> str:
    """Give the address of a file of the frame below ``/component/``, with a mark of its content."""
    return f"{__name__}.board/{path.name}?{hashlib.sha256(path.read_bytes()).hexdigest()[:8]}"


@functools.cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="khorasan-atlas-board-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    write_frame(folder)
    return folder


def style() -> str:
    """Give the style of the board with the font that Streamlit serves to the page round the frame."""
    fonts = Path(file_util.get_static_dir()).glob("static/media/SourceSansVF-Upright*.woff2")
    return "\n".join([*(_FONT % font.name for font in fonts), page.style()])


def write_frame(folder: Path) -> None:
    """Write index.html, the script and the style sheet of the frame."""
    (folder / "board.js").write_text(page.script(), encoding="utf-8", newline="\n")
    (folder / "board.css").write_text(style(), encoding="utf-8", newline="\n")
    own = {"map_js": f"../{address(folder / 'board.js')}", "map_css": f"../{address(folder / 'board.css')}"}
    fetching = (page.MAP / "fetch.js").read_text(encoding="utf-8")
    written = map_page.map_page(map_page.Assets(**map_frame.shared(), **own), towns=towns(), fetching=fetching)
    (folder / "index.html").write_text(written, encoding="utf-8", newline="\n")
