"""Which requests come in: those for a host and a page that the server is for, and not more visitors than it can bear.

Streamlit answers every unknown path with its page, tells its figures to whoever asks, and takes a websocket from any
program and for any name of the machine. Its own list of hosts (``server.allowedHosts``) is about websockets alone.
"""

import asyncio
import ipaddress
import logging
from collections.abc import Callable, Collection
from typing import NamedTuple
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger(__name__)
_CLOSED = ("/_stcore/metrics",)
_FRAMES = "/component/"
_NO_SUCH_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>No such page</title>
<p>The atlas has no page at this address. <a href="%s/">Go to its first page.</a></p></html>"""


class Limits(NamedTuple):
    """What the server bears."""

    tabs: int = 100
    """How many websockets, one for each open tab, may be open at once; others are told to come again."""
    tabs_per_second: float = 8.0
    """How many are let in, one after another; those who come faster wait for their turn."""
    most_waiting_s: float = 20.0
    """A visitor whose turn would come later than this is told to come again."""


USUAL = Limits()


class Doors:
    """An ASGI layer that refuses what is not for this server, and passes everything else on.

    Parameters
    ----------
    hosts
        Names under which the server may be asked for, without ports. "*" stands for every name; "ip" for every address
        in figures, which no page of another host can be made to stand for.
    pages
        Addresses of the pages, without a slash; "" is the first.
    base
        Path below which the server stands, without a slash at its end.
    limits
        How many visitors it bears.
    measured
        Tells of a request whether it may read what the server measures of itself; by default none may.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Collection[str],
        pages: Collection[str],
        base: str = "",
        limits: Limits = USUAL,
        measured: Callable[[Scope], bool] = lambda _: False,
    ) -> None:
        self._app = app
        self._hosts = {host.lower() for host in hosts}
        self._pages = {f"{base}/{page}" for page in pages} | {base}
        self._base = base
        self._limits = limits
        self._measured = measured
        self._open = 0
        self._next_turn = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or say why not."""
        if scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        elif scope["type"] != "http":
            await self._app(scope, receive, send)
        elif refused := self._refusal(scope):
            await refused(scope, receive, send)
        elif self._may_be_page(scope["path"]):
            await self._app(scope, receive, send)
        else:
            instead = HTMLResponse(_NO_SUCH_PAGE % self._base, 404)
            await self._app(scope, receive, _NoPage(instead, scope, receive, send).send)

    def _refusal(self, scope: Scope) -> Response | None:
        host = Headers(scope=scope).get("host", "")
        if not self._is_ours(host):
            return PlainTextResponse("This server is not asked for under this name. See docs/DEPLOY.md, Hosts.", 421)
        if scope["path"].removeprefix(self._base) in _CLOSED and not self._measured(scope):
            return PlainTextResponse("Not found", 404)
        return None

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return bool(self._hosts & {"*", name}) or ("ip" in self._hosts and _is_address(name))

    def _may_be_page(self, path: str) -> bool:
        return path.rstrip("/") in self._pages or path.removeprefix(self._base).startswith(_FRAMES)

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin", "")
        if not self._is_ours(host) or urlsplit(origin).netloc.lower() != host.lower():
            _LOG.warning("A websocket for %r from %r was refused", host, origin)
            await refuse(scope, receive, send, PlainTextResponse("Not from here", 403))
            return
        self._open += 1  # whoever waits for a turn counts too
        try:
            if self._open <= self._limits.tabs and await self._turn():
                await self._app(scope, receive, send)
                return
            _LOG.warning("A websocket was sent away: %s are open", self._open - 1)
            busy = PlainTextResponse("Too many visitors at once", 503, {"Retry-After": "10"})
            await refuse(scope, receive, send, busy)
        finally:
            self._open -= 1

    async def _turn(self) -> bool:
        """Wait for a turn; tell whether there is one in time."""
        now = asyncio.get_running_loop().time()
        turn = max(now, self._next_turn)
        if turn - now > self._limits.most_waiting_s:
            return False
        self._next_turn = turn + 1 / self._limits.tabs_per_second
        await asyncio.sleep(turn - now)
        return True


class _NoPage:
    """Sends an answer on, unless it is Streamlit's page for an address that is none."""

    def __init__(self, instead: Response, scope: Scope, receive: Receive, send: Send) -> None:
        self._instead = instead
        self._asked = scope, receive, send
        self._replaced = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            kind = Headers(raw=message["headers"]).get("content-type", "")
            self._replaced = message["status"] == 200 and kind.startswith("text/html")
            if self._replaced:
                await self._instead(*self._asked)
        if not self._replaced:
            await self._asked[2](message)


async def refuse(scope: Scope, receive: Receive, send: Send, answer: Response) -> None:
    """Answer the request for a websocket with a status, where the server can, else close it."""
    await receive()
    if "websocket.http.response" in scope.get("extensions", {}):
        await answer(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1008})


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
