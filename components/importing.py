"""The Import page: drop a file, see what it was taken for and what became of its rows, and work on it."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, cast

import pandas as pd
import streamlit as st

from atlas.apart import apart, limits_of
from atlas.drawing import time_figures
from atlas.drawing.number_words import counted
from atlas.errors import AtlasError
from atlas.exports.licence import Licence
from atlas.geography.provinces import province_names
from atlas.importing import preview
from atlas.importing.beside import WINDOW_DAYS, WINDOW_KM, beside
from atlas.importing.gather import Gathered
from atlas.importing.report import as_json, as_text
from atlas.importing.run import DateOrderUnknownError, import_file
from atlas.importing.settings import Actor, Settings
from atlas.importing.write import write
from components import login, selection, state
from components.plain import plain
from components.visitor_folder import VisitorFolder

RESULT_KEY = "import_result"
MOST_MB = 400
VERDICTS = ("sure", "ambiguous", "mention", "no")
_LAYOUTS = {"auto": "Recognise it", "acled": "ACLED", "ucdp": "UCDP", "gtd": "GTD", "table": "Any other table"}
_ACTORS: dict[Actor, str] = {"iskp": "Rows that name the group", "all": "All rows of the eight countries"}


_LISTED = ["id", "date_start", "place", "province_id", "killed_best", "event_class"]


class Result(NamedTuple):
    """What one file gave under one set of decisions, and where its copy lies."""

    key: str
    folder: VisitorFolder
    found: Gathered
    account: dict[str, Any]


def show() -> None:
    """Show the page."""
    if not login.may_take_rows():
        st.info(login.ONLY_ANALYSTS)
        return
    given = st.file_uploader(
        "An event file of ACLED, UCDP or GTD, or any table with a date, a place and a group",
        max_upload_size=MOST_MB,
        key="import_file",
        width="stretch",
        help="CSV, zip, gz, xlsx, xls, ods, Parquet, GeoJSON, GeoPackage. The file is read on this server and kept "
        "only while your page is open.",
    )
    if given is None:
        st.session_state.pop(RESULT_KEY, None)
        st.markdown(
            "The layout is recognised by its columns. Every row is accounted for: accepted, rejected with its line and "
            "the remedy, or merged with a row of the same id. Larger files: `python -m atlas import`."
        )
        return
    settings = _settings(given.file_id)
    result = _result(given.file_id, given.name, given.getvalue(), settings)
    if result is not None:
        _show(result)


def _settings(file_id: str) -> Settings:
    """Ask what the analyst may decide at any time; the rest is asked only where it is open."""
    left, right = st.columns(2)
    layout = left.selectbox("Layout", list(_LAYOUTS), format_func=_LAYOUTS.__getitem__, key="import_layout")
    actor: Actor = right.selectbox("Rows", list(_ACTORS), format_func=_ACTORS.__getitem__, key="import_actor")
    decided: Mapping[str, Any] = st.session_state.setdefault(f"import_decided_{file_id}", {})
    return Settings(
        actor=actor,
        layout=layout,
        date_order=decided.get("date_order", ""),
        accept=tuple(decided.get("accept", ())),
        actors=decided.get("actors", {}),
    )


def _decide(file_id: str, name: str, value: object) -> None:
    st.session_state[f"import_decided_{file_id}"] = {**st.session_state[f"import_decided_{file_id}"], name: value}


def _result(file_id: str, name: str, data: bytes, settings: Settings) -> Result | None:
    key = json.dumps([file_id, settings.to_json()], sort_keys=True)
    held: Result | None = st.session_state.get(RESULT_KEY)
    if held is not None and held.key == key:
        return held
    folder = VisitorFolder()
    path = Path(folder.name) / Path(name.replace("\\", "/")).name
    path.write_bytes(data)
    bar = st.progress(0.0, "Opening the file")
    try:
        within = limits_of(len(data))
        found = apart(
            partial(import_file, path, settings), within, path.name, lambda share, words: _tell(bar, share, words)
        )
    except DateOrderUnknownError as error:
        bar.empty()
        folder.cleanup()
        _ask_order(file_id, error)
        return None
    except AtlasError as error:
        bar.empty()
        folder.cleanup()
        st.error(plain(error.message))
        st.info(plain(error.hint))
        return None
    bar.empty()
    result = Result(key, folder, found, as_json(found))
    st.session_state[RESULT_KEY] = result
    return result


def _tell(bar: Any, share: float, words: str) -> None:  # noqa: ANN401  (Streamlit names no type for it)
    bar.progress(min(share, 1.0), words)


def _ask_order(file_id: str, error: DateOrderUnknownError) -> None:
    """Ask for the order of dates, which only the analyst knows."""
    st.warning(plain(error.message))
    with st.container(horizontal=True):
        for order in ("day first", "month first"):
            st.button(order.capitalize(), key=f"import_{order}", on_click=_decide, args=(file_id, "date_order", order))


def _show(result: Result) -> None:
    account, found = result.account, result.found
    seen = account["recognised"]
    st.header(plain(f"Recognised as {seen['title']}"), anchor=False)
    st.markdown(f"{plain('; '.join(seen['why']))}. **{plain(preview.in_short(account))}**")
    notes = [*account["notes"], *(f"missing {what}" for what in seen["missing"])]
    with st.expander(f"What was noticed, and what cannot be known ({len(notes)})", expanded=bool(seen["missing"])):
        st.markdown("\n".join(f"- {plain(note)}" for note in notes))
    _show_numbers(account)
    _offer_repairs(result)
    if found.table.empty:
        st.warning("No row names the group. Give your own verdict on the names below, or take all rows.")
    else:
        _take(result)
        st.plotly_chart(
            preview.preview_map(found.table, state.theme()), key="import_map", theme=None, config=time_figures.CONFIG
        )
        st.caption(preview.map_words(found.table))
    _show_actors(result)
    if not found.table.empty:
        _show_beside(result)
    _show_rows("Rejected rows", account["rejected"], account["rejected_rows"])
    _show_rows("What was repaired or noticed in rows", account["repairs"], len(account["repairs"]))
    _show_rows("Rows merged into another of the same id", account["merged"], account["merged_rows"])


def _show_numbers(account: Mapping[str, Any]) -> None:
    group = account["iskp"]
    shown = {
        "Sure": group["sure"], "Ambiguous": group["ambiguous"], "Only mentioned": group["mentioned_in_notes_only"],
        "Other groups": group["no"],
    }  # fmt: skip
    with st.container(horizontal=True, gap="large"):
        for label, number in shown.items():
            st.metric(label, f"{number:,}", width="content")


def _offer_repairs(result: Result) -> None:
    """Offer the repairs that change what a cell says; they are made only when accepted."""
    file_id = json.loads(result.key)[0]
    accepted = result.found.plan.settings.accept
    for offer in result.account["offers"]:
        with st.container(border=True):
            rows = counted(int(offer["rows"]), "rejected row")
            st.markdown(plain(f"{rows} (line {offer['lines']}) could be kept by the repair: {offer['repair']}."))
            st.button(
                "Accept this repair", key=f"accept_{offer['repair']}", on_click=_decide,
                args=(file_id, "accept", (*accepted, offer["repair"])),
            )  # fmt: skip


def _take(result: Result) -> None:
    """Lead on: work on the table, or take it and its account away."""
    licence = Licence(result.account["licence"]["text"])
    st.caption(f"{plain(licence.name)} · cite: {plain(result.account['licence']['citation'])}")
    may = licence.is_open or st.checkbox(licence.question(), key="import_may_leave")
    name = Path(result.account["file"]).stem
    with st.container(horizontal=True, gap="small"):
        own = state.own_table()
        if own is not None and own.folder is result.folder:
            st.success("Every page now shows this table, for you alone.")
        else:
            st.button("Use it now", type="primary", key="import_use", on_click=_use, args=(result,))
        if may:
            st.download_button(
                "Table (Parquet)", lambda: _parquet(result), f"{name}.parquet", key="import_parquet", on_click="ignore"
            )
        report = json.dumps(result.account, ensure_ascii=False, indent=1)
        st.download_button("Report (JSON)", report, f"{name}-report.json", key="import_json", on_click="ignore")
        text = "\n".join(as_text(result.account)) + "\n"
        st.download_button("Report (text)", text, f"{name}-report.txt", key="import_text", on_click="ignore")


def _parquet(result: Result) -> bytes:
    path = Path(result.folder.name) / "table.parquet"
    write(result.found, path)
    return path.read_bytes()


def _use(result: Result) -> None:
    """Open the imported table on every page, for this visitor alone."""
    _parquet(result)
    path = Path(result.folder.name) / "table.parquet"
    state.use_table(state.OwnTable(path, result.folder, result.account["licence"]["citation"]))
    selection.start_anew()


def _show_actors(result: Result) -> None:
    """List the names of groups with their counts; a verdict can be changed, and the file is read again."""
    file_id = json.loads(result.key)[0]
    names: Sequence[Mapping[str, Any]] = result.account["actors"]
    with st.expander(f"Names of groups and what was made of them ({len(names)})"):
        changed = st.data_editor(
            {
                "Name": [str(one["name"]) for one in names],
                "Rows": [int(one["rows"]) for one in names],
                "Verdict": [str(one["verdict"]) for one in names],
            },
            disabled=["Name", "Rows"],
            hide_index=True,
            key=f"import_actors_{hash(result.key)}",
            column_config={"Verdict": st.column_config.SelectboxColumn(options=list(VERDICTS), required=True)},
        )
        st.caption("Elsewhere than in Afghanistan, Pakistan and Central Asia only a name with Khorasan in it counts.")
        known = {str(one["name"]): str(one["verdict"]) for one in names}
        own = {
            name: verdict
            for name, verdict in zip(known, cast("dict[str, list[str]]", changed)["Verdict"], strict=True)
            if known[name] != verdict
        }
        verdicts = {**result.found.plan.settings.actors, **own}
        st.button("Read it with these verdicts", disabled=not own, on_click=_decide, args=(file_id, "actors", verdicts))


def _show_beside(result: Result) -> None:
    """Match the imported rows with the table the atlas was started with, when asked to."""
    if not st.toggle("Compare it with the atlas's table", key="import_beside"):
        return
    atlas = state.own_of_the_atlas()
    first = result.found.table
    covered = first["date_end"].ge(str(atlas.covers_from)) & first["date_start"].le(str(atlas.covers_to))
    found = beside(first[covered], atlas.table[atlas.table["date_start"].between(*_days(first))])
    st.markdown(
        f"**{len(found.pairs):,} matched** within {WINDOW_DAYS} days and {WINDOW_KM:g} km, one to one; "
        f"{len(found.only_first):,} only in your table, {len(found.only_second):,} only in the atlas's, "
        "over the days that both cover. A match is a suspicion: neither table is changed."
    )
    st.dataframe(
        found.by_province.rename(index=province_names(), columns=lambda name: name.replace("_", " ").capitalize()),
        alt="Matches and disagreements by province",
    )
    for title, table in (
        ("Matched", found.pairs),
        ("Only in your table", found.only_first[_LISTED]),
        ("Only in the atlas's", found.only_second[_LISTED]),
    ):
        with st.expander(f"{title} ({len(table):,})"):
            st.dataframe(table, hide_index=True, alt=title)


def _days(table: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    return table["date_start"].min(), table["date_end"].max()


def _show_rows(title: str, rows: Sequence[Mapping[str, Any]], count: int) -> None:
    if not rows:
        return
    with st.expander(f"{title} ({count:,})"):
        st.dataframe(list(rows), hide_index=True, alt=title)
        if count > len(rows):
            st.caption(f"The first {len(rows):,}; the report names the lines of all.")
