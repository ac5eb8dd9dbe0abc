from atlas.incidents.moments import moments


def test_moments_come_by_day_each_with_a_source():
    table = moments()
    assert 1 <= len(table) <= 14
    assert table["date"].is_monotonic_increasing
    assert table["source"].str.startswith("https://").all()
    assert table["label"].str.len().max() <= 30
    assert table["disputed"].tolist().count(True) == 2
    assert {"2015-01-26", "2021-08-15"} <= set(table["date"].dt.strftime("%Y-%m-%d"))
