"""Results as plain values that JSON can hold: names kept, dates in ISO 8601, no infinity."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date

import numpy as np
import pandas as pd

DIGITS = 6
"""Digits after the point: more would only say how a machine rounds."""


def plain_value(value: object) -> object:
    """Turn a result into dicts, lists, text, numbers, booleans and None.

    Named tuples and dataclasses become dicts; a table becomes a list of rows with its index among the columns; an
    infinite or missing number becomes None.
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | float | np.number):
        return _number(value)
    return _container(value)


def _number(value: float | np.number) -> float | None:
    """Give a whole number whole, any other rounded, and None for what JSON has no sign for."""
    if isinstance(value, int | np.integer):
        return int(value)
    return round(float(value), DIGITS) if math.isfinite(value) else None


def _container(value: object) -> object:
    if isinstance(value, pd.DataFrame):
        named = value.index.names != [None]
        return [plain_value(row) for row in (value.reset_index() if named else value).to_dict("records")]
    if isinstance(value, date):
        return None if pd.isna(value) else value.isoformat()[:10]
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return plain_value(value._asdict())
    if is_dataclass(value):
        return {field.name: plain_value(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain_value(each) for key, each in value.items()}
    if isinstance(value, Sequence | np.ndarray | frozenset):
        return [plain_value(each) for each in value]
    raise TypeError(f"no plain form is known for {type(value).__name__}")
