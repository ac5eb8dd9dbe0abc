"""The arrows that must never exist, held by walking every import."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAST = ("atlas.exhibits", "atlas.prints", "atlas.exports")
"""What only a page or an export builds on."""

FORBIDDEN = {
    "atlas": ("streamlit", "components", "pages", "app"),
    "atlas/analysis": ("atlas.visuals", "atlas.incidents.load", *LAST),
    "atlas/visuals": ("atlas.analysis", "atlas.incidents.load", "atlas.incidents.filters", *LAST),
    "atlas/geography": ("atlas.analysis", "atlas.visuals", *LAST),
    "atlas/incidents": ("atlas.analysis", "atlas.visuals", *LAST),
    "atlas/exhibits": ("atlas.prints", "atlas.exports"),
    "atlas/prints": ("atlas.analysis", "atlas.incidents", "atlas.exhibits", "atlas.exports"),
    "components": ("pages", "app"),
    "web": ("streamlit", "components", "pages", "app", "atlas"),
    "pages": ("pages", "app", "pandas", "numpy", "geopandas", "folium", "plotly", "shapely"),
}
NETWORK = ("requests", "httpx", "aiohttp", "urllib.request", "http.client", "socket", "urllib3", "ftplib")
PAGES = sorted((ROOT / "pages").rglob("*.py"))


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where they lead"
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def leads_to(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


@pytest.mark.parametrize("room", FORBIDDEN)
def test_no_room_imports_what_it_must_not(room):
    crossed = {
        f"{path.relative_to(ROOT)} -> {module}"
        for path in sorted((ROOT / room).rglob("*.py"))
        for module in imports(path)
        if any(leads_to(module, wall) for wall in FORBIDDEN[room])
    }
    assert not crossed


def test_the_walk_sees_an_import_that_is_there():
    assert "streamlit" in imports(ROOT / "app.py")
    assert any(leads_to(module, "atlas.exhibits") for module in imports(ROOT / "components" / "map_view.py"))


def test_the_running_app_has_no_means_of_reaching_another_host():
    rooms = (path for room in ("atlas", "components", "web") for path in (ROOT / room).rglob("*.py"))
    files = [ROOT / "app.py", ROOT / "asgi.py", *PAGES, *rooms]
    assert not {
        f"{p.relative_to(ROOT)} -> {m}" for p in files for m in imports(p) if any(leads_to(m, n) for n in NETWORK)
    }


def test_caching_stands_in_one_place():
    allowed = {"state.py"}
    cached = {
        path.name for path in (ROOT / "components").rglob("*.py") if "st.cache_" in path.read_text(encoding="utf-8")
    }
    assert cached <= allowed
    assert not [path for path in PAGES if "st.cache_" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_a_short_script_without_functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 80


def test_nothing_is_rendered_as_html_and_no_other_host_is_named():
    for path in [ROOT / "app.py", *PAGES, *(ROOT / "components").rglob("*"), *(ROOT / "atlas").rglob("*.py")]:
        if path.suffix in {".py", ".js", ".css"}:
            text = path.read_text(encoding="utf-8")
            assert "unsafe_allow_html" not in text, path
            assert not [
                sign for sign in ("cdn.", "unpkg", "jsdelivr", "googleapis", "tile.openstreetmap") if sign in text
            ], path
