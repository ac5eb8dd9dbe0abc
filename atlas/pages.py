"""The pages of the atlas, each told once: navigation, links, packs and the server read them here."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page of the atlas."""

    address: str
    """Its path below the atlas; empty for the first page."""
    title: str
    script: str
    """Its script, relative to the root of the atlas."""
    keys: frozenset[str] = frozenset()
    """Keys in the URL that are its own and not the selection's."""
    part: str = ""
    """Title of its part of a briefing pack; empty where a pack has none."""

    @property
    def name(self) -> str:
        """Its address, or a word for it where that is empty."""
        return self.address or "overview"


def _page(address: str, title: str, script: str, *keys: str, part: str = "") -> Page:
    return Page(address, title, f"pages/{script}.py", frozenset(keys), part)


_BOARD = ("measure", "incident")
_SERIES = ("bin", "by", "means", "moments", "bands", "sort")
_QUESTION = ("a_from", "a_to", "b_from", "b_to", "area", "count", "least", "prior")

_ALL = (
    _page("", "Overview", "briefing/overview", *_BOARD, part="Overview"),
    _page("shift", "The shift", "briefing/shift", *_QUESTION, part="The shift"),
    _page("map", "Map", "explore/map", *_BOARD, *_QUESTION, "show", part="Map"),
    _page("timeline", "Timeline", "explore/timeline", *_SERIES, part="Timeline"),
    _page("provinces", "Provinces", "explore/provinces", "profile", "rank", "rank_of", part="Provinces"),
    _page("borders", "Borders", "explore/borders", *_QUESTION, "border", "bands", part="Borders"),
    _page("compare", "Compare", "explore/compare", "left", "right", "what"),
    _page("claims", "Claims", "evidence/claims", "claim", "verdicts", part="Claims of the briefs"),
    _page("coverage", "Coverage", "evidence/coverage", *_QUESTION, "definition", part="Coverage"),
    _page("context", "Context", "evidence/context"),
    _page("incidents", "Incidents", "evidence/incidents", "search", "incident", part="Incidents"),
    _page("method", "Method", "evidence/method", "definition", part="Method and limits"),
    _page("share", "Share", "share/share"),
    _page("import", "Import", "share/import_"),
)

PAGES: Mapping[str, Page] = {page.address: page for page in _ALL}
"""The pages by their address, in the order of the navigation."""

PARTS: Mapping[str, str] = {page.name: page.part for page in _ALL if page.part}
"""The parts that a pack can hold, by the names of their pages, with their titles, in their order."""

KEYS = frozenset(key for page in _ALL for key in page.keys)
"""Every key in the URL that belongs to a page and not to the selection."""
