"""The link that reopens a view: a page of the atlas and what is chosen on it, never another host."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

from atlas.errors import DataError
from atlas.incidents.filters import Filters, Options
from atlas.incidents.queries import Problem
from atlas.pages import PAGES

LONGEST = 16_000
"""Characters of the longest link that is read: a drawn area with many corners stays far below."""

HINT = "Use a link that the atlas wrote, or copy the address of one of its pages."


LOCAL = ("localhost", "127.0.0.1", "::1")
"""Hosts that lead nowhere on another machine."""


def public(link: str) -> str:
    """Give a link that others can follow; empty for a path without a host and for one on this machine."""
    parts = urlsplit(link)
    return link if parts.scheme in {"http", "https"} and parts.hostname not in LOCAL else ""


@dataclass(frozen=True)
class Link:
    """A page of the atlas with its query."""

    page: str
    """Address of the page, a key of PAGES."""
    query: str = ""
    """Query string without the question mark."""

    @property
    def path(self) -> str:
        """The link relative to the atlas, such as "/map?country=Pakistan"."""
        return f"/{self.page}?{self.query}" if self.query else f"/{self.page}"

    @property
    def title(self) -> str:
        """The title of its page."""
        return PAGES[self.page].title

    @property
    def parameters(self) -> dict[str, list[str]]:
        """The query as keys and values."""
        return parse_qs(self.query, keep_blank_values=True)

    def at(self, origin: str) -> str:
        """Give the whole address under an origin such as "https://atlas.example"; an empty one leaves the path."""
        return f"{origin.rstrip('/')}{self.path}" if origin else self.path


class Reopening(NamedTuple):
    """What a link leads to in the table that is open now."""

    link: Link
    """Page and parameters that can be used; all others are left out."""
    filters: Filters
    problems: tuple[Problem, ...]
    """What of the link cannot be used, and why."""


def link_to(
    page: str, filters: Filters, options: Options, parameters: Mapping[str, str | Iterable[str]] | None = None
) -> Link:
    """Write the link to a page with a selection and the page's own parameters, empty ones left out.

    Raises
    ------
    DataError
        When there is no such page.
    """
    own = [
        (key, value)
        for key, values in (parameters or {}).items()
        for value in ([values] if isinstance(values, str) else values)
        if value
    ]
    query = "&".join(filter(None, [filters.to_query(options), urlencode(own)]))
    return Link(_known(page), query)


def read_link(text: str) -> Link:
    """Read a link back; host and scheme are not looked at, so that it leads into this atlas or nowhere.

    Raises
    ------
    DataError
        When it leads to no page of the atlas, or is no link at all.
    """
    if len(text) > LONGEST or not text.isprintable():
        raise DataError("The link is too long or holds control characters.", hint=HINT)
    try:
        parts = urlsplit(text.strip())
    except ValueError as error:
        raise DataError(f"The link cannot be read ({error}).", hint=HINT) from error
    if parts.scheme not in {"", "http", "https"}:
        raise DataError(f"The link begins with “{parts.scheme[:20]}:”, not with a page of the atlas.", hint=HINT)
    return Link(_known(parts.path.rpartition("/")[2]), parts.query)


def reopen(
    text: str, options: Options, known: Iterable[str] = (), covered: tuple[date, date] | None = None
) -> Reopening:
    """Check a link against the table that is open: its page, its selection, and the parameters of its page.

    ``known`` lists the parameters that belong to pages, ``covered`` is the first and last day of the table.

    Raises
    ------
    DataError
        When it leads to no page of the atlas.
    """
    link, own = read_link(text), set(known)
    filters, problems = Filters.from_query(link.query, options, known=own, covered=covered)
    pages_own = {key: values for key, values in link.parameters.items() if key in own}
    return Reopening(link_to(link.page, filters, options, pages_own), filters, problems)


def _known(page: str) -> str:
    if page not in PAGES:
        raise DataError(f"The atlas has no page “{page[:40]}”.", hint=HINT)
    return page
