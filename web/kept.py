"""Static files from memory: compressed once, kept by browsers for good, answered before Streamlit is asked.

Streamlit reads each file from the disk at each request, passes it through four layers and sends it uncompressed; a
first visit asks for about a hundred. Packages that serve static files (servestatic, Starlette's own) read from the
disk at each request too.
"""

import gzip
import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

LEAST_BYTES = 1_000
FOR_GOOD = "public, max-age=31536000, immutable"
COMPRESSIBLE = frozenset({".css", ".geojson", ".js", ".json", ".svg"})


class Kept(NamedTuple):
    """A file as it is sent."""

    body: bytes
    media_type: str
    compressed: bool
    """Whether the body is gzip."""

    @classmethod
    def of(cls, body: bytes, media_type: str) -> "Kept":
        """Keep what was made in memory, compressed."""
        return cls(gzip.compress(body, compresslevel=6, mtime=0), media_type, compressed=True)

    @classmethod
    def read(cls, path: Path) -> "Kept":
        """Read a file, and compress it where that makes it smaller."""
        body = path.read_bytes()
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        if path.suffix not in COMPRESSIBLE or len(body) < LEAST_BYTES:
            return cls(body, media_type, compressed=False)
        return cls(gzip.compress(body, compresslevel=6, mtime=0), media_type, compressed=True)


FILES: dict[str, Kept] = {}
"""What this process keeps, by address; files of an opened table are added while the server runs."""


class KeptFiles:
    """An ASGI layer that answers for the files it has, and passes every other request on.

    ``files`` are files by their address, the query included. An address has to change with the content, because
    browsers are told never to ask again. It may be filled while the server already runs.
    """

    def __init__(self, app: ASGIApp, *, files: Mapping[str, Kept]) -> None:
        self._app = app
        self._files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a file, or pass the request on."""
        file = self._file(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        await (_answer(file) if file else self._app)(scope, receive, send)

    def _file(self, scope: Scope) -> Kept | None:
        query = scope["query_string"].decode("latin-1")
        file = self._files.get(f"{scope['path']}?{query}" if query else scope["path"])
        headers = Headers(scope=scope)
        if file is None or "range" in headers:
            return None
        return file if not file.compressed or "gzip" in headers.get("accept-encoding", "") else None


def _answer(file: Kept) -> Response:
    headers = {"Cache-Control": FOR_GOOD, "X-Content-Type-Options": "nosniff", "Vary": "Accept-Encoding"}
    if file.compressed:
        headers["Content-Encoding"] = "gzip"
    return Response(file.body, media_type=file.media_type, headers=headers)
