"""Streamlit's page with more in its head: where the server is, the style that our pages have, how they print and copy.

At a deep link Streamlit first asks for the server below the page (``/map/_stcore/health``), is told that nothing is
there, asks at the root, and only then opens the websocket. A page that names its server connects at once, by the
protocol that Streamlit has for hosts (``window.__streamlit``); what it asks before is then asked beside it.
"""

import re
from collections.abc import Callable
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SCRIPT = """<script>
(() => {
  const [asked, base] = ["%(asked)s", "%(base)s"];
  const { origin, pathname } = location;
  if (!pathname.endsWith(asked)) return;
  window.__streamlit = {
    BACKEND_BASE_URL: origin + pathname.slice(0, pathname.length - asked.length) + base + "/",
    HOST_CONFIG: { allowedOrigins: [origin], useExternalAuthToken: false },
  };
})();
</script>
"""
"""A proxy may serve the atlas below a path of its own: what stands before the path that the server was asked for."""

_HERE = Path(__file__).parent
EVERY_PAGE = "".join(
    f"<{tag}>{(_HERE / name).read_text(encoding='utf-8')}</{tag}>"
    for tag, name in (("style", "print.css"), ("script", "print.js"), ("script", "copy.js"), ("script", "history.js"))
)
"""What makes every page fit the paper, its texts be copied over plain http, and one action one step back."""

_ROOT = b'<div id="root">'
_PLAIN = re.compile(r"[A-Za-z0-9_/-]*")
_UNTOUCHED = ("/component/", "/media/", "/static/", "/_stcore/")
_CONDITIONS = (b"accept-encoding", b"if-modified-since", b"if-none-match")


class FrontPage:
    """An ASGI layer that puts the script into the head of Streamlit's page, and passes everything else on.

    ``style`` is a style sheet that goes with it: one that came later, with the page's content, would move what stands.
    ``base`` is the path below which the server itself is told to stand (``server.baseUrlPath``), without a slash at its
    end. ``first_screen`` gives what the first page shows of the default view until the app has drawn it.
    """

    def __init__(self, app: ASGIApp, *, base: str = "", style: str = "", first_screen: Callable[[], str] = str) -> None:
        self._app = app
        self._base = base
        self._style = f"<style>{style}</style>" if style else ""
        self._screen_of_default = first_screen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for Streamlit's page with the script in it."""
        if not self._is_page(scope):
            await self._app(scope, receive, send)
            return
        whole = [pair for pair in scope["headers"] if pair[0] not in _CONDITIONS]
        told = SCRIPT % {"asked": scope["path"], "base": self._base} + self._style + EVERY_PAGE
        page = _Page(send, told.encode(), self._first_screen(scope))
        await self._app({**scope, "headers": whole}, receive, page.send)

    def _first_screen(self, scope: Scope) -> bytes:
        """Give the first screen where the link asks for it: another page or another selection is not what it shows."""
        is_first = scope["path"].removeprefix(self._base) in ("", "/") and not scope["query_string"]
        return self._screen_of_default().encode() if is_first else b""

    def _is_page(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["method"] != "GET" or not _PLAIN.fullmatch(scope["path"]):
            return False
        below = scope["path"].removeprefix(self._base)
        return not below.startswith(_UNTOUCHED) and "text/html" in Headers(scope=scope).get("accept", "")


class _Page:
    """Gathers the answer, and sends it on with the script before the end of its head."""

    def __init__(self, send: Send, script: bytes, screen: bytes) -> None:
        self._send = send
        self._script = script
        self._screen = screen
        self._start: Message = {}
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        headers = MutableHeaders(raw=self._start["headers"])
        if headers.get("content-type", "").startswith("text/html"):
            self._body = self._body.replace(b"</head>", self._script + b"</head>", 1)
            self._body = self._body.replace(_ROOT, self._screen + _ROOT, 1)
            headers["content-length"] = str(len(self._body))
            del headers["etag"], headers["last-modified"]
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": self._body})
