"""Security headers on every answer."""

import base64
import hashlib

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from web.headers import SecurityHeaders

PAGE = "<html><script src='a.js'></script><script>one()</script><script type='module'>two()</script></html>"


def hashed(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def layer(answer: Response, **options) -> SecurityHeaders:
    return SecurityHeaders(answer, **options)


def policy(answer) -> dict[str, str]:
    parts = answer.headers["content-security-policy"].split("; ")
    return {part.split(" ", 1)[0]: part.split(" ", 1)[1] for part in parts}


def test_a_page_may_run_its_own_scripts_and_no_other(ask):
    answer = ask(layer(HTMLResponse(PAGE), scripts=["later()"]), "/map", accept="text/html")
    allowed = policy(answer)["script-src"].split()
    assert allowed == ["'self'", hashed("one()"), hashed("two()"), hashed("later()")]
    assert answer.body.decode() == PAGE


def test_a_file_may_run_none(ask):
    answer = ask(layer(PlainTextResponse("x"), scripts=["later()"]), "/static/a.js")
    assert policy(answer)["script-src"] == "'self'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(("status"), [404, 421, 503])
def test_errors_have_the_headers_too(ask, status):
    answer = ask(layer(PlainTextResponse("no", status)), "/nowhere")
    assert answer.status == status
    assert "content-security-policy" in answer.headers


def test_a_layer_that_fails_is_one_line_with_the_headers(ask, caplog):
    async def fails(*_):
        raise RuntimeError("the secret")

    answer = ask(SecurityHeaders(fails), "/map")
    assert (answer.status, answer.headers["x-content-type-options"]) == (500, "nosniff")
    assert b"secret" not in answer.body
    assert "the secret" in caplog.text


def test_a_frame_that_evaluates_scripts_has_a_policy_of_its_own(ask):
    frame = ask(layer(HTMLResponse(PAGE)), "/component/streamlit_folium.st_folium/index.html", accept="text/html")
    assert "'unsafe-eval'" in policy(frame)["script-src"]
    other = ask(layer(HTMLResponse(PAGE)), "/component/components.map_frame.map/index.html", accept="text/html")
    assert "unsafe" not in policy(other)["script-src"]


def test_who_may_frame_it_is_a_setting(ask):
    assert ask(layer(PlainTextResponse("x")), "/").headers["x-frame-options"] == "SAMEORIGIN"
    answer = ask(layer(PlainTextResponse("x"), ancestors="'self' https://intranet.example"), "/")
    assert policy(answer)["frame-ancestors"] == "'self' https://intranet.example"
    assert "x-frame-options" not in answer.headers


def test_transport_security_is_asked_for_behind_tls_only(ask):
    assert "strict-transport-security" not in ask(layer(PlainTextResponse("x")), "/").headers
    assert "strict-transport-security" in ask(layer(PlainTextResponse("x")), "/", x_forwarded_proto="https").headers


def test_a_page_is_asked_for_whole_so_that_its_policy_names_its_scripts(ask):
    asked = []

    async def app(scope, receive, send):
        asked.append({name for name, _ in scope["headers"]})
        await HTMLResponse(PAGE)(scope, receive, send)

    ask(SecurityHeaders(app), "/", accept="text/html", if_none_match="x", accept_encoding="gzip")
    ask(SecurityHeaders(app), "/", accept="*/*", if_none_match="x")
    assert asked == [{b"accept"}, {b"accept", b"if-none-match"}]
