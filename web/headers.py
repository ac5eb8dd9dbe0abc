"""Security headers on every answer: pages, files and errors.

The policy of a page names each script that stands in it by the hash of its text, so that no other inline script runs.
Styles may stand inline: Streamlit, Plotly and Leaflet set them from their scripts. A component that has to evaluate
scripts does so in its own frame, whose policy says so.
"""

import base64
import hashlib
import logging
import re
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger(__name__)
_INLINE = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_CONDITIONS = (b"accept-encoding", b"if-modified-since", b"if-none-match")
_EVALUATES = "/component/streamlit_folium."
"""streamlit-folium makes its map by evaluating the scripts that it is sent."""

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_POLICY = (
    "default-src 'self'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors {ancestors}"
)
OWN = "'self'"


class SecurityHeaders:
    """An ASGI layer that adds the headers, and answers in one line where a layer behind it fails.

    ``ancestors`` are the sources that may show the atlas in a frame, as ``frame-ancestors`` takes them, "'none'" among
    them; the frames of its own pages need "'self'". ``scripts`` are the texts of the scripts that a page puts into
    itself after it has arrived.
    """

    def __init__(self, app: ASGIApp, *, ancestors: str = OWN, scripts: Iterable[str] = ()) -> None:
        self._app = app
        self._ancestors = ancestors
        self._later = tuple(script.encode() for script in scripts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(self, scope, send)
        try:
            await self._app(_asked_whole(scope), receive, answer.send)
        except Exception:
            _LOG.exception("%s %s failed", scope["method"], scope["path"])
            if answer.begun:
                raise
            await PlainTextResponse("The server could not answer this.", 500)(scope, receive, answer.send)

    def headers(self, scope: Scope, page: bytes) -> dict[str, str]:
        """Give the headers for an answer; ``page`` is its text where it is a page, else empty."""
        named = " ".join(_hash(script) for script in [*_INLINE.findall(page), *self._later]) if page else ""
        scripts = "'unsafe-inline' 'unsafe-eval'" if _EVALUATES in scope["path"] else named
        policy = _POLICY.format(scripts=f" {scripts}" if scripts else "", ancestors=self._ancestors)
        headers = _ALWAYS | {"Content-Security-Policy": policy}
        if self._ancestors == OWN:
            headers["X-Frame-Options"] = "SAMEORIGIN"
        if "https" in (scope.get("scheme"), Headers(scope=scope).get("x-forwarded-proto")):
            headers["Strict-Transport-Security"] = "max-age=31536000"
        return headers


class _Answer:
    """Sends an answer on with the headers; a page is gathered first, because its policy names the scripts in it."""

    def __init__(self, layer: SecurityHeaders, scope: Scope, send: Send) -> None:
        self._layer = layer
        self._scope = scope
        self._send = send
        self._page: Message | None = None
        self._body = b""
        self.begun = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if _is_page(message):
                self._page = message
            else:
                await self._begin(message, b"")
        elif self._page is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._begin(self._page, self._body)
                await self._send({"type": "http.response.body", "body": self._body})

    async def _begin(self, start: Message, page: bytes) -> None:
        headers = MutableHeaders(raw=list(start["headers"]))
        headers.update(self._layer.headers(self._scope, page))
        self.begun = True
        await self._send({**start, "headers": headers.raw})


def _is_page(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers


def _asked_whole(scope: Scope) -> Scope:
    """Ask for a page whole and plain: an answer that nothing has changed would carry a policy without its scripts."""
    if "text/html" not in Headers(scope=scope).get("accept", ""):
        return scope
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in _CONDITIONS]}


def _hash(script: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
