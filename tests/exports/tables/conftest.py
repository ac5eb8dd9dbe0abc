"""Every format written once, and the cells that all of them must hold."""

import pytest

from atlas.exports.tables.cells import records
from atlas.exports.tables.formats import FORMATS
from atlas.incidents.columns import COLUMNS


@pytest.fixture(scope="session")
def files(early, early_stamp) -> dict[str, bytes]:
    """The files of the early attacks by their ending."""
    return {form.suffix: form.write(early, early_stamp) for form in FORMATS}


@pytest.fixture(scope="session")
def expected(early) -> list[dict[str, object]]:
    """The typed cells of the early attacks, row by row; `test_cells` holds them against the opened table."""
    return [dict(zip(COLUMNS, row, strict=True)) for row in records(early)]
