import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse

from tests.web.conftest import ask
from web.front_page import EVERY_PAGE, FrontPage

PAGE = "<html><head><title>Streamlit</title></head><body></body></html>"
page = HTMLResponse(PAGE, headers={"ETag": '"1"', "Last-Modified": "Sun, 22 Nov 2026 00:00:00 GMT"})


def told(answer) -> tuple[str, str] | None:
    found = re.search(r'\[asked, base\] = \["(.*)", "(.*)"\]', answer.body.decode())
    return (found[1], found[2]) if found else None


@pytest.mark.parametrize(
    ("base", "target"), [("", "/"), ("", "/map"), ("", "/map?from=2021-08-15"), ("/atlas", "/atlas/map")]
)
def test_the_page_says_where_the_server_is(base, target):
    answer = ask(FrontPage(page, base=base), target, accept="text/html,*/*")
    assert told(answer) == (target.partition("?")[0], base)
    assert answer.body.decode().index("window.__streamlit") < answer.body.decode().index("</head>")
    assert answer.headers["content-length"] == str(len(answer.body))


def test_a_changed_page_is_not_taken_for_the_one_that_a_browser_has():
    answer = ask(FrontPage(page), "/", accept="text/html", if_none_match='"1"')
    assert answer.status == 200
    assert not {"etag", "last-modified"} & set(answer.headers)


def test_a_page_that_would_come_compressed_or_in_pieces_is_changed_too(tmp_path):
    (tmp_path / "index.html").write_text(PAGE.replace("<body>", f"<body>{'x' * 200_000}"), encoding="utf-8")
    layer = FrontPage(GZipMiddleware(FileResponse(tmp_path / "index.html")))
    answer = ask(layer, "/", accept="text/html", accept_encoding="gzip")
    assert told(answer) == ("/", "")
    assert len(answer.body) > 200_000


@pytest.mark.parametrize("target", ["/component/own/index.html", "/_stcore/health", "/static/js/index.js", "/media/a"])
def test_what_is_not_a_page_of_the_app_is_passed_on(target):
    assert ask(FrontPage(page), target, accept="text/html").body.decode() == PAGE


def test_an_answer_that_is_no_page_is_not_changed():
    assert ask(FrontPage(PlainTextResponse("</head>")), "/favicon.png", accept="text/html").body == b"</head>"


def test_a_request_that_does_not_want_a_page_is_passed_on():
    assert ask(FrontPage(page), "/map", accept="application/json").body.decode() == PAGE


@given(st.text(max_size=30))
def test_no_address_can_write_into_the_script(tail):
    answer = ask(FrontPage(page), f"/{tail.replace('?', '')}", accept="text/html")
    found = told(answer)
    assert found is None or re.fullmatch(r"[A-Za-z0-9_/-]*", found[0])
    scripts = 1 + EVERY_PAGE.count("</script>")
    assert answer.body.count(b"</script>") == (scripts if found else 0)


@pytest.mark.parametrize(
    ("base", "target", "stands"),
    [
        ("", "/", True), ("/atlas", "/atlas", True), ("/atlas", "/atlas/", True), ("", "/map", False),
        ("", "/?country=Pakistan", False), ("/atlas", "/atlas/map", False),
    ],
)  # fmt: skip
def test_the_first_screen_stands_on_the_first_page_in_the_default_view_alone(base, target, stands):
    rooted = HTMLResponse(PAGE.replace("<body>", '<body><div id="root"></div>'))
    answer = ask(FrontPage(rooted, base=base, first_screen=lambda: "<main>words</main>"), target, accept="text/html")
    assert ("<main>words</main>" in answer.body.decode()) is stands
    assert answer.headers["content-length"] == str(len(answer.body))
