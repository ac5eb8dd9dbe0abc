"""The arrows that must never exist, held by walking every import."""

import ast
import graphlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DRAWERS = ("plotly", "matplotlib", "folium", "branca")
OUTSIDE = ("streamlit", "components", "pages", "app", "web")
AFTER = ("atlas.topics", "atlas.paper", "atlas.exports")
"""What is built on the foundations, and they on none of it."""

FORBIDDEN = {
    "atlas": OUTSIDE,
    "atlas/incidents": ("atlas.statistics", "atlas.drawing", *AFTER),
    "atlas/geography": ("atlas.statistics", "atlas.drawing", *AFTER),
    "atlas/statistics": ("atlas.drawing", *AFTER, *DRAWERS),
    "atlas/drawing": AFTER,
    "atlas/topics": ("atlas.paper", "atlas.exports"),
    "atlas/paper": ("atlas.statistics", "atlas.incidents", "atlas.topics", "atlas.exports"),
    "components": ("pages", "app"),
    "web": ("streamlit", "components", "pages", "app", "atlas"),
    "pages": ("pages", "app", "pandas", "numpy", "geopandas", "folium", "plotly", "shapely"),
}
TOPICS = sorted(path for path in (ROOT / "atlas" / "topics").iterdir() if (path / "__init__.py").exists())
LAYERS = ("figures", "words", "exhibits")
"""What a topic keeps to itself; its measures are open to other topics."""
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
    assert any(leads_to(module, "atlas.topics.map.exhibits") for module in imports(ROOT / "components" / "map_view.py"))


def modules_of(topic: Path, layer: str) -> list[Path]:
    """List the files of one layer of a topic: a file of that name, or a folder."""
    return sorted([*topic.glob(f"{layer}.py"), *(topic / layer).rglob("*.py")])


@pytest.mark.parametrize("topic", TOPICS, ids=lambda path: path.name)
def test_a_topic_takes_nothing_from_another_but_its_measures(topic):
    others = [f"atlas.topics.{each.name}.{layer}" for each in TOPICS if each != topic for layer in LAYERS]
    crossed = {
        f"{path.relative_to(ROOT)} -> {module}"
        for path in topic.rglob("*.py")
        for module in imports(path)
        if any(leads_to(module, other) for other in others)
    }
    assert not crossed


@pytest.mark.parametrize("topic", TOPICS, ids=lambda path: path.name)
def test_measures_neither_draw_nor_speak(topic):
    walls = (*(f"atlas.topics.{each.name}.{layer}" for each in TOPICS for layer in LAYERS), "atlas.drawing", *DRAWERS)
    crossed = {
        f"{path.relative_to(ROOT)} -> {module}"
        for path in modules_of(topic, "measures")
        for module in imports(path)
        if any(leads_to(module, wall) for wall in walls)
    }
    assert not crossed


def test_topics_that_ask_each_other_for_measures_go_round_in_no_circle():
    asks = {
        topic.name: {
            module.split(".")[2]
            for path in topic.rglob("*.py")
            for module in imports(path)
            if leads_to(module, "atlas.topics") and module.count(".") >= 2 and module.split(".")[2] != topic.name
        }
        for topic in TOPICS
    }
    assert tuple(graphlib.TopologicalSorter(asks).static_order())


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
