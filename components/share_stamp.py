"""The stamp of what a page shows: with the link that leads back to it, under the address by which the visitor came."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from atlas.drawing.view import View
from atlas.exports.link import Link, link_to
from atlas.exports.stamp import Stamp, stamp
from components import state


def stamp_of(
    view: View, *, title: str, page: str = "", parameters: Mapping[str, str | Iterable[str]] | None = None
) -> Stamp:
    """Write the stamp of an export made now from a page, with that page's own parameters in its link."""
    made = datetime.now(UTC).date()
    return stamp(view, title=title, link=address(way_back(view, page, parameters)), made=made, source=source())


def way_back(view: View, page: str = "", parameters: Mapping[str, str | Iterable[str]] | None = None) -> Link:
    """Give the link to a page with the selection of a view."""
    return link_to(page, view.filters, state.options(), parameters)


def address(link: Link) -> str:
    """Give the whole address of a link where the visitor's own is known, else its path."""
    return link.at(origin())


def origin() -> str:
    """Give the address of the atlas as the visitor knows it, such as "https://atlas.example"; empty when unknown."""
    here = urlsplit(st.context.url or "")
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return "/".join(filter(None, [f"{here.scheme}://{here.netloc}", base])) if here.netloc else ""


def source() -> Path:
    """Give the file of the table that is open."""
    return state.table_path()
