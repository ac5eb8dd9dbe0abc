"""The gate, where a login is asked for: nothing of the server is answered to somebody it does not know.

Pages, websockets, files and downloads stand behind it alike. Open are the way to the provider of identities and back,
and the question whether the server lives.
"""

from collections.abc import Callable, Mapping
from html import escape

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from web.doors import refuse

Cookies = Mapping[str, str]

OPEN = frozenset({"/auth/login", "/auth/logout", "/oauth2callback", "/_stcore/health"})
FIRST_VISIT = "x-atlas-first-visit"
"""Header by which the start command, which opens the atlas once, is known: a word of its own, good for one time."""

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Khorasan Atlas</title><style>body{font:1rem/1.5 sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem}
:root{color-scheme:light dark}</style><h1>Khorasan Atlas</h1><p>%s</p><p><a href="%s">%s</a></p></html>"""


def cookies_of(scope: Scope) -> Cookies:
    """Return the cookies that came with a request."""
    return cookie_parser(Headers(scope=scope).get("cookie", ""))


class Gate:
    """An ASGI layer that passes on what comes from a person that is known, and refuses the rest.

    Parameters
    ----------
    known
        Tells by the cookies whether a request comes from somebody who may look.
    named
        Returns the address of somebody who has logged in, known or not; empty for all others.
    way
        Returns the address of the way to the provider, below the server.
    base
        Path below which the server stands, without a slash at its end.
    first_visit
        The word of the start command; empty where there is none.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        known: Callable[[Cookies], bool],
        named: Callable[[Cookies], str],
        way: Callable[[], str],
        base: str = "",
        first_visit: str = "",
    ) -> None:
        self._app = app
        self._known = known
        self._named = named
        self._way = way
        self._base = base
        self._first_visit = first_visit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or say that a login is needed."""
        if scope["type"] not in {"http", "websocket"} or self._may(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await refuse(scope, receive, send, PlainTextResponse("Log in first", 401))
        elif "text/html" in Headers(scope=scope).get("accept", ""):
            await self._page(scope)(scope, receive, send)
        else:
            await PlainTextResponse("Log in first", 401, {"Cache-Control": "no-store"})(scope, receive, send)

    def _may(self, scope: Scope) -> bool:
        if scope["type"] == "http" and scope["path"].removeprefix(self._base) in OPEN:
            return True
        return self._is_first_visit(scope) or self._known(cookies_of(scope))

    def _is_first_visit(self, scope: Scope) -> bool:
        word = Headers(scope=scope).get(FIRST_VISIT, "")
        if not self._first_visit or word != self._first_visit or scope["type"] != "websocket":
            return False
        self._first_visit = ""
        return True

    def _page(self, scope: Scope) -> HTMLResponse:
        named = self._named(cookies_of(scope))
        if named:
            said = f"{escape(named)} is not on the list of those who may open this atlas."
            return HTMLResponse(_PAGE % (said, f"{self._base}/auth/logout", "Log out"), 403, _NOT_KEPT)
        way = escape(f"{self._base}{self._way()}")
        return HTMLResponse(_PAGE % ("This atlas asks who you are.", way, "Log in"), 401, _NOT_KEPT)


_NOT_KEPT = {"Cache-Control": "no-store"}
