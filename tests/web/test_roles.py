"""Who may do what."""

import pytest

from web.roles import Roles

LIST = """
[roles]
viewer = ["*@example.org"]
analyst = ["Ann@example.org"]
operator = ["olga@example.net"]
"""


@pytest.fixture
def read(tmp_path):
    def read_text(text):
        path = tmp_path / "people.toml"
        path.write_text(text, encoding="utf-8")
        return Roles.read(path)

    return read_text


def test_the_address_itself_comes_before_its_domain(read):
    found = read(LIST)
    asked = ["ann@EXAMPLE.org", "bob@example.org", "olga@example.net", "eve@example.net", "", "example.org"]
    assert [found.of(each) for each in asked] == ["analyst", "viewer", "operator", None, None, None]
    assert found.of("eve@example.org.evil") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nobody is listed"),
        ('[roles]\nking = ["a@b.org"]', "no role 'king'"),
        ('[roles]\nviewer = ["*"]', "is no mail address"),
        ('[roles]\nviewer = ["*@*.org"]', "is no mail address"),
        ('[roles]\nviewer = ["a*@b.org"]', "is no mail address"),
    ],
)
def test_a_list_that_cannot_be_meant_is_refused(read, text, said):
    with pytest.raises(ValueError, match=r"people\.toml: ") as refused:
        read(text)
    assert said in str(refused.value)
