"""A visitor without a browser: speaks Streamlit's websocket protocol and measures what the server does."""

import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any, NamedTuple, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

ANSWER_LIMIT_S = 120.0
STICKY = "atlas_visitor"
"""The cookie of docs/nginx.conf."""


class Rerun(NamedTuple):
    """What one run of the script cost."""

    seconds: float
    """From sending the request to receiving script_finished, on loopback."""
    received: int
    """Bytes of the messages that came over the websocket."""


class ScriptError(RuntimeError):
    """The app showed an exception, or has no such widget."""


class Inbox:
    """What a browser keeps of the messages of a session: widgets, query string, page, hashes of what it caches."""

    def __init__(self) -> None:
        self.widgets: dict[str, Any] = {}
        """Id of each widget to its message; Streamlit has a type of message per kind of widget."""
        self.query = ""
        self.page = ""
        self.cached: dict[str, ForwardMsg] = {}

    def take(self, message: ForwardMsg) -> ForwardMsg:
        """Keep what the next request needs; a reference to a cached message is resolved."""
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            return self.cached[message.ref_hash]
        if message.metadata.cacheable:
            self.cached[message.hash] = message
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "navigation":
            self.page = message.navigation.page_script_hash
        elif kind == "delta":
            self._take_element(message)
        return message

    def _take_element(self, message: ForwardMsg) -> None:
        if message.delta.WhichOneof("type") != "new_element":
            return
        name = message.delta.new_element.WhichOneof("type")
        element: Any = getattr(message.delta.new_element, name) if name else None
        if name == "exception":
            raise ScriptError(f"{element.type}: {element.message}")
        identity = getattr(element, "id", "")
        if identity:
            self.widgets[identity] = element

    def widget(self, name: str) -> Any:
        """Find a widget by the key its author gave it, which ends its id, or by its label."""
        for identity, element in self.widgets.items():
            if identity.endswith(f"-{name}") or getattr(element, "label", "") == name:
                return element
        raise ScriptError(f"The page has no widget {name!r}; it has {sorted(self.widgets)}.")


def sticky_cookie(port: int) -> str:
    """Ask for the page as a browser does first, and give the cookie of a proxy that sends us to one server; or none."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=ANSWER_LIMIT_S) as answer:
        told = SimpleCookie("; ".join(answer.headers.get_all("Set-Cookie", [])))
    return f"{STICKY}={told[STICKY].value}" if STICKY in told else ""


class Visit:
    """A session on a running app."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.inbox = Inbox()

    @classmethod
    @contextmanager
    def open(cls, port: int, *, cookie: str = "") -> Iterator[Self]:
        """Connect to the app on this port of the loopback address; ``cookie`` is what a browser would send along."""
        with connect(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            origin=Origin(f"http://127.0.0.1:{port}"),
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={"Cookie": cookie} if cookie else {},
            max_size=None,
            compression=None,
            open_timeout=ANSWER_LIMIT_S,
        ) as socket:
            yield cls(socket)

    def run(self, *states: WidgetState, page: str = "") -> Rerun:
        """Ask for a run of the script, with changed widgets or with the page of a deep link, and wait for its end."""
        request = BackMsg()
        wanted = request.rerun_script
        wanted.query_string, wanted.page_script_hash, wanted.page_name = self.inbox.query, self.inbox.page, page
        wanted.widget_states.widgets.extend(states)
        wanted.cached_message_hashes.extend(self.inbox.cached)
        start = time.perf_counter()
        self._socket.send(request.SerializeToString())
        return self._await_end(start)

    def _await_end(self, start: float) -> Rerun:
        received = 0
        while True:
            answer = self._socket.recv(timeout=ANSWER_LIMIT_S, decode=False)
            received += len(answer)
            message = self.inbox.take(ForwardMsg.FromString(bytes(answer)))
            if message.WhichOneof("type") == "script_finished":
                return Rerun(time.perf_counter() - start, received)

    def slide(self, name: str, low: int, high: int) -> Rerun:
        """Move a range slider, and wait for the end of the run that it causes."""
        state = WidgetState(id=self.inbox.widget(name).id)
        state.double_array_value.data.extend([low, high])
        return self.run(state)

    def ends(self, name: str) -> tuple[int, int]:
        """Give the least and the greatest value of a slider."""
        slider = self.inbox.widget(name)
        return int(slider.min), int(slider.max)
