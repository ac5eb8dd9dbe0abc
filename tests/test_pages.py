"""The registry of the pages."""

import ast

from atlas.incidents.filters import CHOICES
from atlas.incidents.queries import SCALARS
from atlas.pages import KEYS, PAGES, PARTS
from atlas.settings import ROOT


def test_every_page_has_its_own_address_title_and_script():
    assert "" in PAGES
    assert len({page.title for page in PAGES.values()}) == len({page.script for page in PAGES.values()}) == len(PAGES)
    assert all((ROOT / page.script).exists() for page in PAGES.values())


def test_every_part_of_a_pack_is_named_by_its_page():
    assert PARTS["overview"] == "Overview"
    assert set(PARTS) <= {page.name for page in PAGES.values()}


def test_every_key_that_a_widget_writes_into_the_link_belongs_to_a_page_or_to_the_selection():
    written = set()
    for path in (ROOT / "components").glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            words = {word.arg: word.value for word in call.keywords} if isinstance(call, ast.Call) else {}
            if "bind" in words and isinstance(words["key"], ast.Constant):
                written.add(words["key"].value)
    assert written
    assert written <= KEYS | set(SCALARS) | {choice.param for choice in CHOICES}
