"""The first screen as plain HTML and SVG, read before any script has arrived, and how the app takes it over."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

_HERE = Path(__file__).parent
_PAGE = """<div id="atlas-shell"><style>{style}</style><main>{body}</main></div><script>{script}</script>
"""


class Shell:
    """Keeps the first screen that was made last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._key = ""
        self._page = ""

    def keep(self, key: str, write: Callable[[], str]) -> None:
        """Write the screen anew where it belongs to another key; ``write`` gives HTML whose texts are escaped."""
        with self._lock:
            if key == self._key:
                return
            style, script = ((_HERE / f"shell.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
            self._page = _PAGE.format(style=style, script=script, body=write())
            self._key = key

    @property
    def page(self) -> str:
        """The screen; empty before the first opening."""
        return self._page


FIRST_SCREEN = Shell()
"""Of this process: the Overview writes it, the front page reads it."""
