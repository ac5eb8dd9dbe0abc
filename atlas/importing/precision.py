"""Codes of precision in each source, and what the atlas calls them."""

from atlas.incidents import vocabulary

PLACE_CODES = {
    "acled": {"1": "town", "2": "district", "3": "province"},
    "ucdp": {"1": "town", "2": "district", "3": "district", "4": "province", "5": "province", "6": "country"},
    "gtd": {"1": "town", "2": "district", "3": "district", "4": "province", "5": "country"},
}
"""Location precision by the code of ACLED geo_precision, UCDP where_prec and GTD specificity."""

DATE_CODES = {
    "acled": {"1": "day", "2": "week", "3": "month"},
    "ucdp": {"1": "day", "2": "week", "3": "week", "4": "month", "5": "year"},
}
"""Date precision by the code of ACLED time_precision and UCDP date_prec."""

UNKNOWN_PLACE = "district"
"""Precision of a point whose source does not tell it: no closer than a district is claimed."""

NO_POINT = frozenset({"province", "country"})
"""At these precisions there are no coordinates: a centre of a province is no place of an incident."""

SPAN_DAYS = {"day": 1, "week": 7, "month": 31, "year": 366}


def code(text: str) -> str:
    """Give a code as it stands in the lists: 2.0 is 2."""
    return text.removesuffix(".0").lstrip("0") or text


def is_location(text: str) -> bool:
    """Tell whether a text is one of the atlas's own words for a location precision."""
    return text in vocabulary.LOCATION_PRECISION
