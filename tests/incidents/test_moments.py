import pytest

from atlas.errors import DataError
from atlas.incidents import moments as source
from atlas.incidents.moments import moments

HEADER = "date,label,note,source,disputed\n"


def test_moments_come_by_day_each_with_a_source():
    table = moments()
    assert 1 <= len(table) <= 14
    assert table["date"].is_monotonic_increasing
    assert table["source"].str.startswith("https://").all()
    assert table["label"].str.len().max() <= 30
    assert table["disputed"].tolist().count(True) == 2
    assert {"2015-01-26", "2021-08-15"} <= set(table["date"].dt.strftime("%Y-%m-%d"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("date,label\n2015-01-26,a\n", "columns"),
        (HEADER + "2015-01-26,a,b,c,no\n26 January,a,b,c,no\n", "row 3"),
        (HEADER + "2015-01-26,a,b,c,maybe\n", "row 2"),
        (HEADER + "2015-01-26,a,b,,no\n", "row 2"),
    ],
)
def test_a_bad_file_is_named(tmp_path, monkeypatch, text, told):
    path = tmp_path / "moments.csv"
    path.write_text(text)
    monkeypatch.setattr(source, "MOMENTS", path)
    with pytest.raises(DataError, match=rf"moments\.csv.*{told}"):
        moments()
