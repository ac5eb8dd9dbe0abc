from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.errors import DataError
from atlas.exports.link import Link, link_to, public, read_link, reopen
from atlas.incidents.filters import Filters, options
from atlas.pages import PAGES


@pytest.fixture(scope="module")
def offered(opened):
    return options(opened.table)


def test_a_link_holds_page_selection_and_the_parameters_of_the_page(offered):
    chosen = Filters(start=date(2020, 1, 1), provinces=("AF-NAN",))
    link = link_to("map", chosen, offered, {"measure": "deaths", "search": "", "what": ["a", "b"]})
    assert link.path == "/map?from=2020-01-01&province=Nangarhar&measure=deaths&what=a&what=b"
    assert link.at("https://atlas.example/") == f"https://atlas.example{link.path}"
    assert link.at("") == link.path
    assert link_to("", Filters(), offered).path == "/"


@pytest.mark.parametrize("page", [page for page in PAGES if page])
@pytest.mark.parametrize("origin", ["", "http://localhost:8501", "https://host.example/atlas/"])
def test_a_link_comes_back_whatever_the_origin(page, origin):
    link = Link(page, "from=2020-01-01")
    assert read_link(link.at(origin)) == link


def test_only_the_path_of_another_host_is_read():
    assert read_link("https://evil.example/map?from=2020-01-01").path == "/map?from=2020-01-01"
    assert read_link("//evil.example/map").path == "/map"


@pytest.mark.parametrize(
    "text",
    ["/atlantis", "javascript:alert(1)", "file:///map", "https://[::1/map", "/map\n?x", "/map?" + "x" * 20_000, "/../x",
     "data:text/html,map", "\\\\evil.example\\map", "/%6dap"],
)  # fmt: skip
def test_what_leads_to_no_page_is_an_error_with_a_remedy(text):
    with pytest.raises(DataError, match="Use a link that the atlas wrote") as refused:
        read_link(text)
    assert len(str(refused.value)) < 300


@given(text=st.text())
def test_any_text_is_a_page_of_the_atlas_or_an_error(text):
    try:
        link = read_link(text)
    except DataError:
        return
    assert link.page in PAGES
    assert link.path.startswith("/")
    assert not link.path.startswith("//")


def test_reopening_keeps_what_can_be_used_and_names_the_rest(offered, opened):
    text = "/timeline?from=2020-01-01&country=Atlantis&bin=year&onload=x&to=1999-01-01"
    found = reopen(text, offered, known={"bin"}, covered=(opened.covers_from, opened.covers_to))
    assert found.link.path == "/timeline?from=2020-01-01&bin=year"
    assert found.filters == Filters(start=date(2020, 1, 1))
    assert [problem.param for problem in found.problems] == ["country", "to", "onload"]


def test_a_selection_comes_back_through_its_link(offered):
    chosen = Filters(countries=("Pakistan",), classes=(), killed_min=5, ring=((60.0, 30.0), (70.0, 30.0), (70.0, 38.0)))
    assert reopen(link_to("map", chosen, offered).path, offered).filters == chosen


@pytest.mark.parametrize(
    "link",
    ["/", "/map", "javascript:alert(1)", "file:///etc/passwd", "", "http://localhost:8501/map", "http://[::1]/map",
     "http://127.0.0.1:8501/"],
)  # fmt: skip
def test_a_link_that_leads_nowhere_on_another_machine_is_not_public(link):
    assert public(link) == ""


def test_the_address_of_a_server_is_public():
    assert public("https://atlas.example/a/map?x=1") == "https://atlas.example/a/map?x=1"
