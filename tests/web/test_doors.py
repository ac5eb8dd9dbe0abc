"""Who may come in: hosts, pages, websockets, and how many of them."""

import asyncio

import pytest
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse

from web.doors import Doors, Limits

HOSTS = ("localhost", "127.0.0.1")
PAGES = ("", "map")


async def streamlit(scope, receive, send):
    """Answer as Streamlit does: its page for every path that it does not know."""
    answers = {"/_stcore/health": PlainTextResponse("ok"), "/manifest.json": JSONResponse({})}
    await answers.get(scope["path"], HTMLResponse("page"))(scope, receive, send)


def doors(**options) -> Doors:
    return Doors(streamlit, **{"hosts": HOSTS, "pages": PAGES} | options)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8501", "127.0.0.1:80"])
def test_its_own_hosts_are_let_in(ask, host):
    assert ask(doors(), "/map", host=host).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "", "[", "10.0.0.1", "localhost@evil.example"]
)
def test_a_strange_host_is_not(ask, host):
    assert ask(doors(), "/map", host=host).status == 421


@pytest.mark.parametrize(
    ("host", "status"), [("10.0.0.1:8501", 200), ("[fe80::1]:8501", 200), ("evil.example", 421), ("10.0.0.1.evil", 421)]
)
def test_addresses_in_figures_can_be_let_in_at_once(ask, host, status):
    assert ask(doors(hosts=("ip",)), "/", host=host).status == status


@pytest.mark.parametrize("path", ["/", "/map", "/map/", "/component/x/index.html", "/_stcore/health", "/manifest.json"])
def test_what_is_there_is_answered(ask, path):
    assert ask(doors(), path, host="localhost").status == 200


@pytest.mark.parametrize("path", ["/nowhere", "/map/deeper", "/static/js/nothing.js", "/index.php", "/_stcore/metrics"])
def test_what_is_not_there_is_404(ask, path):
    answer = ask(doors(), path, host="localhost")
    assert answer.status == 404
    assert answer.body != b"page"


def test_below_a_path_of_its_own_the_same_holds(ask):
    for path, status in {"/atlas/": 200, "/atlas": 200, "/atlas/map": 200, "/atlas/nowhere": 404}.items():
        assert ask(doors(base="/atlas"), path, host="localhost").status == status
    assert ask(doors(base="/atlas"), "/atlas/_stcore/metrics", host="localhost").status == 404


def connect(layer: Doors, **headers: str) -> asyncio.Task:
    """Ask for a websocket; the task gives what the layer sent."""
    scope = {
        "type": "websocket", "path": "/_stcore/stream", "extensions": {"websocket.http.response": {}},
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    sent = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    async def asked():
        await layer(scope, receive, send)
        return sent

    return asyncio.ensure_future(asked())


def status_of(headers: dict[str, str]) -> int:
    async def opened(scope, receive, send):
        await send({"type": "websocket.accept"})

    async def asked():
        sent = await connect(Doors(opened, hosts=HOSTS, pages=PAGES), **headers)
        return sent[0].get("status", 101)

    return asyncio.run(asked())


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("localhost:8501", "http://localhost:8501", 101),
        ("localhost", "https://localhost", 101),  # the proxy speaks TLS
        ("localhost:8501", "http://localhost:8502", 403),
        ("localhost:8501", "http://evil.example", 403),
        ("evil.example", "http://evil.example", 403),
        ("localhost:8501", "null", 403),
        ("localhost:8501", "", 403),
    ],
)
def test_a_websocket_comes_from_the_page_that_this_server_sent(host, origin, status):
    assert status_of({"host": host, "origin": origin}) == status
    if not origin:
        assert status_of({"host": host}) == status


def flood(limits: Limits, number: int) -> list[int]:
    """Open many websockets at once that stay; give the status of each."""

    async def stays(scope, receive, send):
        await send({"type": "websocket.accept"})
        await asyncio.sleep(0.3)

    async def all_at_once():
        layer = Doors(stays, hosts=HOSTS, pages=PAGES, limits=limits)
        tasks = [connect(layer, host="localhost", origin="http://localhost") for _ in range(number)]
        first = [sent[0].get("status", 101) for sent in await asyncio.gather(*tasks)]
        after = await connect(layer, host="localhost", origin="http://localhost")
        return [*first, after[0].get("status", 101)]

    return asyncio.run(all_at_once())


def test_more_tabs_than_the_server_bears_are_told_to_come_again():
    assert sorted(flood(Limits(tabs=5, tabs_per_second=10_000), 8)) == [101] * 6 + [503] * 3


def test_many_at_once_wait_for_their_turn_and_no_longer_than_said():
    *first, after = flood(Limits(tabs=99, tabs_per_second=20, most_waiting_s=0.18), 9)
    assert first == [101] * 4 + [503] * 5
    assert after == 101
