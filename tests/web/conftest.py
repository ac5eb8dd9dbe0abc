"""Asking an ASGI layer without a server."""

import asyncio
from typing import Any, NamedTuple

import pytest


class Answer(NamedTuple):
    """What a layer answered, or the name of the app behind it."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(layer: Any, target: str, **headers: str) -> Answer:
    path, _, query = target.partition("?")
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http",
        "method": headers.pop("method", "GET"),
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }

    asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> dict[str, Any]:
        return next(asked, None) or await asyncio.get_running_loop().create_future()  # nobody hangs up

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(layer(scope, receive, send))
    named = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], named, b"".join(part.get("body", b"") for part in sent[1:]))


@pytest.fixture(name="ask")
def _ask():
    return ask
