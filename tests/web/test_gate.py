"""Nothing is answered to somebody whom the server does not know."""

import pytest
from starlette.responses import PlainTextResponse

from web.gate import FIRST_VISIT, OPEN, Gate

app = PlainTextResponse("inside")


def gate(base="", first_visit=""):
    names = {"1": "ann@example.org", "2": "eve@example.net"}
    return Gate(
        app, known=lambda cookies: cookies.get("who") == "1", named=lambda cookies: names.get(cookies.get("who"), ""),
        way=lambda: "/auth/login?provider=x", base=base, first_visit=first_visit,
    )  # fmt: skip


@pytest.mark.parametrize(
    "target", ["/", "/map", "/media/a.csv", "/static/a.js", "/_stcore/host-config", "/auth/loginx"]
)
def test_a_stranger_gets_nothing(ask, target):
    assert (ask(gate(), target).status, ask(gate(), target).body) == (401, b"Log in first")
    assert ask(gate(), target, cookie="who=1").body == b"inside"


def test_a_browser_gets_the_way_to_the_login_below_the_path_of_the_server(ask):
    answer = ask(gate("/atlas"), "/atlas/map", accept="text/html")
    assert answer.status == 401
    assert b'href="/atlas/auth/login?provider=x"' in answer.body
    assert answer.headers["cache-control"] == "no-store"


def test_somebody_who_is_not_listed_is_told_so_and_may_leave(ask):
    answer = ask(gate(), "/", accept="text/html", cookie="who=2")
    assert answer.status == 403
    assert b"eve@example.net is not on the list" in answer.body
    assert b'href="/auth/logout"' in answer.body


@pytest.mark.parametrize("path", sorted(OPEN))
def test_the_way_in_and_the_question_of_health_are_open(ask, path):
    assert ask(gate(), path).body == b"inside"
    assert ask(gate("/atlas"), f"/atlas{path}").body == b"inside"


def test_the_word_of_the_start_command_opens_no_page(ask):
    assert ask(gate(first_visit="word"), "/", **{FIRST_VISIT: "word"}).status == 401
