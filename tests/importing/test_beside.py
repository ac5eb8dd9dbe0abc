"""Two tables side by side: one to one, the nearest first."""

from pathlib import Path

import pandas as pd

from atlas.importing.beside import beside
from atlas.importing.run import import_file
from atlas.importing.settings import Settings
from tests.importing.made import acled, as_csv, saved


def table(folder: Path, *rows: dict[str, str]) -> pd.DataFrame:
    """Import rows and give their table."""
    return import_file(saved(folder, as_csv(list(rows))), Settings()).table


def test_near_rows_match_one_to_one(tmp_path: Path) -> None:
    first = table(tmp_path, acled(), acled(event_id_cnty="AFG2"))
    second = table(tmp_path, acled(event_id_cnty="B1", event_date="06 July 2024", fatalities="5"))
    found = beside(first, second)

    assert found.pairs[["id", "other_id", "days"]].to_numpy().tolist() == [["ACLED:AFG1", "ACLED:B1", 1]]
    assert found.only_first["id"].tolist() == ["ACLED:AFG2"]
    assert found.by_province.loc["AF-KAB", ["matched", "only_first", "other_day", "other_deaths"]].tolist() == [
        1,
        1,
        1,
        1,
    ]


def test_far_or_late_rows_do_not_match(tmp_path: Path) -> None:
    first = table(tmp_path, acled())
    late = table(tmp_path, acled(event_id_cnty="B1", event_date="20 July 2024"))
    far = table(tmp_path, acled(event_id_cnty="B2", admin1="Herat", latitude="34.35", longitude="62.2"))

    assert beside(first, late).pairs.empty
    assert beside(first, far).pairs.empty


def test_a_row_without_a_point_matches_within_its_province(tmp_path: Path) -> None:
    first = table(tmp_path, acled())
    vague = table(tmp_path, acled(event_id_cnty="B1", geo_precision="3"))

    assert len(beside(first, vague).pairs) == 1


def test_every_row_is_in_one_place(tmp_path: Path) -> None:
    rows = [acled(event_id_cnty=f"AFG{number}", event_date=f"{number:02d} July 2024") for number in range(1, 20)]
    first, second = table(tmp_path, *rows), table(tmp_path, *rows[::2])
    found = beside(first, second)

    assert len(found.pairs) + len(found.only_first) == len(first)
    assert len(found.pairs) + len(found.only_second) == len(second)
    assert found.pairs["id"].is_unique
    assert found.pairs["other_id"].is_unique
