from atlas.incidents.families import lacks_source, rows_by_families, source_families

ONE = '[{"publisher": "A", "family": "a"}, {"publisher": "A, copied", "family": "a"}]'
TWO = '[{"publisher": "B", "family": "b"}, {"publisher": "A", "family": "a"}]'


def test_mirrors_of_one_origin_are_one_family(tiny):
    cells = tiny({"sources": ONE}, {"sources": TWO}, {"sources": "[]"}, {"sources": ""}, {"sources": ONE})["sources"]
    assert source_families(cells).tolist() == [("a",), ("a", "b"), (), (), ("a",)]
    assert rows_by_families(cells) == {1: 2, 2: 1}
    assert lacks_source(cells).tolist() == [False, False, True, True, False]


def test_a_table_without_rows_has_no_families(tiny):
    cells = tiny({})["sources"].head(0)
    assert source_families(cells).tolist() == []
    assert rows_by_families(cells) == {}
