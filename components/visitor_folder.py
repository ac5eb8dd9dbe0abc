"""A folder for what one visitor brought."""

import shutil
import tempfile
import weakref


class VisitorFolder:
    """A temporary folder that goes as soon as nothing holds it: a visitor leaves without a word.

    `tempfile.TemporaryDirectory` does the same, but warns of it, because it takes that for an oversight.
    """

    def __init__(self) -> None:
        self.name = tempfile.mkdtemp(prefix="atlas-own-")
        self._remove = weakref.finalize(self, shutil.rmtree, self.name, ignore_errors=True)

    def cleanup(self) -> None:
        """Remove it now."""
        self._remove()
