import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.plain import link, plain


@given(text=st.text())
def test_no_sign_of_markup_stays_unescaped(text):
    shown = plain(text)
    for sign in "*_[]<>`$#~|:":
        assert shown.count(sign) == shown.count(f"\\{sign}")
    assert "\n" not in shown


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("see https://evil.example/x", "//\u2060evil"),
        ("WWW.evil.example", "WWW\u2060\\."),
        ("a@evil.example", "@\u2060evil"),
    ],
)
def test_an_address_in_a_text_is_no_link(text, broken):
    assert broken in plain(text)
    assert plain(text).replace("\u2060", "").replace("\\", "") == text


def test_a_web_address_becomes_a_link_and_nothing_else_does():
    assert link("Dawn", "https://dawn.com/news/1") == "[Dawn](<https://dawn.com/news/1>)"
    for evil in ("javascript:alert(1)", "data:text/html,x", "", "//dawn.com", " https://dawn.com"):
        assert "](" not in link("Dawn", evil)


@pytest.mark.parametrize("url", ["https://a.org/x> y", "https://a.org/(1)", 'https://a.org/"<b>'])
def test_an_address_cannot_end_its_own_link(url):
    shown = link("a]b", url)
    assert shown.startswith("[a\\]b](<https://a.org/")
    assert shown.count(">") == 1
    assert shown.endswith(">)")
