from atlas import settings
from atlas.incidents import vocabulary
from atlas.incidents.columns import COLUMNS
from atlas.incidents.dictionary import dictionary


def test_the_file_in_the_project_is_what_the_schema_says():
    assert (settings.ROOT / "DICTIONARY.md").read_text(encoding="utf-8") == dictionary()


def test_every_column_stands_in_it_once_in_the_order_of_the_file():
    lines = dictionary().split("## Closed lists")[0].splitlines()
    listed = [line.split("|")[1].strip(" `") for line in lines if line.startswith("| `")]
    assert listed == list(COLUMNS)


def test_every_value_of_every_list_stands_under_its_list():
    written = dictionary().split("## Closed lists")[1]
    for name, terms in vocabulary.LISTS.items():
        section = written.split(f"### {name}\n")[1].split("###")[0]
        assert [line.split("|")[1].strip() for line in section.splitlines() if line.startswith("|")][2:] == list(terms)


def test_tables_have_the_same_number_of_cells_in_every_line():
    blocks = [block.splitlines() for block in dictionary().split("\n\n") if block.startswith("| ")]
    assert len(blocks) == 1 + len(vocabulary.LISTS)
    for block in blocks:
        assert len({line.replace("\\|", "").count("|") for line in block}) == 1
