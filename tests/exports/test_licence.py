import json

import pytest

from atlas.exports.licence import OPEN_LICENCES, Licence, licence_of, read_licence
from atlas.settings import EVENTS


@pytest.fixture
def table(tmp_path):
    def write(metadata):
        (tmp_path / "own.csv-metadata.json").write_text(metadata if isinstance(metadata, str) else json.dumps(metadata))
        return tmp_path / "own.csv"

    return write


def test_the_shipped_table_is_open():
    licence = read_licence(EVENTS)
    assert (licence.name, licence.is_open, licence.question()) == ("CC BY 4.0", True, "")
    assert "may be passed on" in licence.about()


@pytest.mark.parametrize("address", OPEN_LICENCES)
@pytest.mark.parametrize("form", ["https://{}/", "http://www.{}", "{}", "HTTPS://{}/legalcode"])
def test_open_licences_are_known_by_every_form_of_their_address(address, form):
    assert Licence(form.format(address)).name == OPEN_LICENCES[address]


@pytest.mark.parametrize(
    ("text", "name"), [("CC-BY-4.0", "CC BY 4.0"), ("CC BY 4.0", "CC BY 4.0"), ("ODbL-1.0", "ODbL 1.0")]
)
def test_open_licences_are_known_by_their_identifiers(text, name):
    assert Licence(text).known == name


@pytest.mark.parametrize(
    "text",
    ["https://acleddata.com/eula/", "CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/", "all rights",
     "https://evil.example/creativecommons.org/licenses/by/4.0/", "CC BY 4.0 except for coordinates"],
)  # fmt: skip
def test_any_other_licence_asks_and_is_named_in_the_question(text):
    licence = Licence(text)
    assert not licence.is_open
    assert text in licence.question()
    assert "ACLED" in licence.about()


@pytest.mark.parametrize("metadata", [{}, [], "no JSON", {"dc:license": ""}, {"dc:license": 4}, {"dc:license": {}}])
def test_no_licence_asks_too(table, metadata):
    licence = read_licence(table(metadata))
    assert licence == Licence()
    assert licence.question().startswith("The table names no licence.")
    assert licence.name == "no licence stated"


@pytest.mark.parametrize(
    "stated",
    ["https://creativecommons.org/licenses/by/4.0/", {"@id": "https://creativecommons.org/licenses/by/4.0/"},
     ["https://creativecommons.org/licenses/by/4.0/"]],
)  # fmt: skip
def test_the_forms_of_a_link_in_the_metadata_are_read(table, stated):
    assert read_licence(table({"dc:license": stated})).is_open


def test_two_licences_are_not_one_open_one(table):
    licence = read_licence(table({"dc:license": ["https://creativecommons.org/licenses/by/4.0/", "ACLED EULA"]}))
    assert not licence.is_open
    assert "ACLED EULA" in licence.question()


def test_a_file_that_is_not_the_opened_one_has_no_licence(opened):
    assert licence_of(opened.version, EVENTS).is_open
    assert licence_of("0" * 12, EVENTS) == Licence()
    assert licence_of("", EVENTS) == Licence()
