"""The part of the data card on where and when the table is known to miss much, each with what it has."""

from collections.abc import Callable

import pandas as pd

from atlas.geography.provinces import province_names, provinces_in
from atlas.incidents.card_gaps import YEARLY, told, worded
from atlas.incidents.families import source_families
from atlas.incidents.markdown import bullets
from atlas.incidents.recorded import attacks, number, recorded, within
from atlas.text import day_in_words, interval, joined


def blind_spots(table: pd.DataFrame, published: pd.DataFrame) -> str:
    """Write the section."""
    return "## Known blind spots\n\n" + bullets(f"**{title}:** {told}" for title, told in spots(table, published))


def spots(table: pd.DataFrame, published: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """Tell of each known gap of the shipped table what it has there: a title and a sentence.

    A gap whose published counterpart has left ``published`` (context/published_counts.csv) is left out.
    """
    shown = attacks(table)
    told = ((title, tell(shown, published)) for title, tell in _BLIND_SPOTS.items())
    return tuple((title, f"{words}.") for title, words in told if words)


def _in_2020(shown: pd.DataFrame, published: pd.DataFrame) -> str:
    here = _between(shown, "AF", "2020-01-01", "2020-12-31")
    alone = int((source_families(here["sources"]) == ("ucdp",)).sum())
    year = published[(published["period_start"] == "2020-01-01") & published["compared_with"].isin(YEARLY)]
    figures = "; ".join(told(figure) for figure in year.to_dict("records"))
    return f"{_words(here)} in Afghanistan, {alone} of them known from UCDP alone; others counted: {figures}"


def _in_2019(shown: pd.DataFrame, _: pd.DataFrame) -> str:
    whole, end = _between(shown, "AF", "2019-01-01", "2019-12-31"), _between(shown, "AF", "2019-08-01", "2019-12-31")
    return f"{_words(end)} in Afghanistan, of {_words(whole)} in the whole year; one large list ends in April 2019"


def _in_late_2021(shown: pd.DataFrame, published: pd.DataFrame) -> str:
    listed = published[published["definition"] == "claims"]
    told_here = []
    for start, where in (("2021-09-18", "Afghanistan"), ("2021-11-13", "Kabul province")):
        figure = listed[listed["period_start"] == start].to_dict("records")[0]
        part = within(shown, figure["area_id"], figure["period_start"], figure["period_end"])
        told_here.append(
            f"{_words(part)} in {where} from {day_in_words(figure['period_start'])} to "
            f"{day_in_words(figure['period_end'])} against {worded(figure)} claims ({figure['who']})"
        )
    return f"{'; '.join(told_here)}; no copy that could be read has these lists day by day"


def _in_kunar(shown: pd.DataFrame, published: pd.DataFrame) -> str:
    whole = shown[shown["province_id"] == "AF-KNR"]
    figures = published[published["area_id"] == "AF-KNR"].to_dict("records")
    if not figures:
        return ""
    figure = figures[0]
    part = within(shown, "AF-KNR", figure["period_start"], figure["period_end"])
    return (
        f"{_words(whole)} in all years; {_words(part)} from January to October 2023, when {figure['who']} saw "
        f"{worded(figure)} claims"
    )


def _in_nangarhar(shown: pd.DataFrame, _: pd.DataFrame) -> str:
    years = {year: _between(shown, "AF-NAN", f"{year}-01-01", f"{year}-12-31") for year in (2021, 2022, 2023)}
    small = sum(int((rows["killed_best"] <= 2).sum()) for rows in years.values())
    by_year = joined([f"{_words(rows)} in {year}" for year, rows in years.items()])
    return f"{by_year}; {small} of them with at most two dead"


def _in_the_north(shown: pd.DataFrame, _: pd.DataFrame) -> str:
    names = province_names()
    north = sorted(provinces_in("af-north") | provinces_in("af-north-east"), key=lambda code: names[code])
    counts = [f"{names[code]} {interval(*number(shown[shown['province_id'] == code]))}" for code in north]
    return f"attacks in all years by province: {joined(counts)}"


def _in_bajaur(shown: pd.DataFrame, published: pd.DataFrame) -> str:
    year = _between(shown, "PK-KP", "2024-01-01", "2024-12-31")
    here = year[year["district"] == "Bajaur"]
    listed = published[(published["area"] == "Bajaur") & (published["actor"] == "the group")]
    figures = listed[listed["period_start"].dt.year == 2024].to_dict("records")
    if not figures:
        return ""
    figure = figures[0]
    return (
        f"{_words(here)} with {interval(*recorded(here, 'killed in attacks'))} dead in 2024; a security official there "
        f"counted {worded(figure)} dead from January to November"
    )


def _after_mid_2025(shown: pd.DataFrame, _: pd.DataFrame) -> str:
    late = shown[shown["date_start"] >= pd.Timestamp(2025, 7, 1)]
    return f"{_words(late)} since July 2025, in all countries: sources for these months are few"


def _between(shown: pd.DataFrame, area_id: str, start: str, end: str) -> pd.DataFrame:
    return within(shown, area_id, pd.Timestamp(start), pd.Timestamp(end))


def _words(rows: pd.DataFrame) -> str:
    count = number(rows)
    return f"{interval(*count)} {'attack' if count.high == 1 else 'attacks'}"


_BLIND_SPOTS: dict[str, Callable[[pd.DataFrame, pd.DataFrame], str]] = {
    "August to December 2019": _in_2019,
    "All of 2020": _in_2020,
    "September and November 2021": _in_late_2021,
    "Kunar": _in_kunar,
    "Small bombings in Nangarhar, 2021 to 2023": _in_nangarhar,
    "The north outside Jawzjan and Takhar": _in_the_north,
    "Bajaur in 2024": _in_bajaur,
    "After the middle of 2025": _after_mid_2025,
}
