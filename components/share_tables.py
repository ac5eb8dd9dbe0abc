"""The downloads of the incident rows on the Share page."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import streamlit as st

from atlas.drawing.view import View
from atlas.exports.licence import Licence, licence_of
from atlas.exports.stamp import Stamp
from atlas.exports.tables.csv_file import metadata, metadata_name
from atlas.exports.tables.formats import FORMATS, Format, file_name
from atlas.exports.tables.workbook import MOST_ROWS
from components import login
from components.plain import plain
from components.share_stamp import source

BUTTON_WIDTH_PX = 168
"""Wide enough for the longest ending, so that the buttons stand in a column."""


class Offer(NamedTuple):
    """One file that can be taken away."""

    name: str
    good_for: str
    size: str
    file: str
    mime: str
    make: Callable[[], bytes]
    fits: bool = True


def show_tables(view: View, stamp: Stamp) -> None:
    """Offer the selected incidents in every format; nothing is made before somebody asks for it."""
    st.header("The selected incidents as a table", anchor=False)
    allowed = _allowed(licence_of(view.incidents.version, source()))
    with st.container(border=True, gap="small"):
        for offer in _offers(view, stamp):
            _show(offer, allowed=allowed)
    st.caption(
        "Every file says which table, selection and day it comes from. Text in a CSV that a spreadsheet would take for "
        "a formula begins with an apostrophe; the atlas takes it away when it reads the file."
    )


def _allowed(licence: Licence) -> bool:
    """Show the licence of the table, and ask for a word where it does not let rows go freely."""
    st.markdown(f"Licence of the table: **{plain(licence.name)}**. {plain(licence.about())}")
    if not login.may_take_rows():
        st.caption(login.ONLY_ANALYSTS)
        return False
    question = licence.question()
    return not question or st.checkbox(plain(question), key="licence_confirmed")


def _offers(view: View, stamp: Stamp) -> list[Offer]:
    offers = [_offer(form, view, stamp) for form in FORMATS]
    table = file_name(stamp, "csv")
    beside = Offer(
        "About the CSV",
        "What the CSV covers, its columns, licence and stamp; keep it beside the CSV.",
        "10 kB",
        metadata_name(table),
        "application/json",
        partial(metadata, view, stamp, table),
    )
    after_csv = [offer.name for offer in offers].index("CSV") + 1
    return [*offers[:after_csv], beside, *offers[after_csv:]]


def _offer(form: Format, view: View, stamp: Stamp) -> Offer:
    fits = form.suffix != "xlsx" or view.number <= MOST_ROWS
    return Offer(
        form.name,
        form.good_for,
        _size(form.size_bytes(view.number)),
        file_name(stamp, form.suffix),
        form.mime,
        partial(form.write, view, stamp),
        fits,
    )


def _show(offer: Offer, *, allowed: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{offer.name}** · {offer.good_for} :small[:gray[About {offer.size}.]]", width="stretch")
        st.download_button(
            f"Download .{offer.file.rpartition('.')[2]}",
            offer.make,
            offer.file,
            offer.mime,
            key=f"take_{offer.name}",
            on_click="ignore",
            width=BUTTON_WIDTH_PX,
            disabled=not (allowed and offer.fits),
            help=None if offer.fits else f"A sheet holds {MOST_ROWS:,} rows at most.",
        )


def _size(number: float) -> str:
    """Write a size roughly: "90 kB", "1.4 MB"."""
    if number < 1_000_000:
        return f"{max(1, round(number / 1000, -1 if number >= 100_000 else 0)):.0f} kB"
    return f"{number / 1_000_000:,.1f} MB"
