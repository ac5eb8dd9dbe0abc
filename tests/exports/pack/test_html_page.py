import dataclasses
import html
import json
import re

import pytest

from atlas.exports.pack.html_page import page
from atlas.exports.pack.pictures import Pictures

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def text(small_pack):
    return page(small_pack, Pictures()).decode("utf-8")


def test_every_number_sentence_and_table_of_the_pack_stands_on_the_page(text, small_pack):
    shown = html.unescape(text)
    for part in small_pack.parts:
        assert part.heading in shown
        for said in (*part.paragraphs, *(number.value for number in part.numbers)):
            assert said in shown
        for exhibit in part.exhibits:
            assert exhibit.caption in shown
            assert f'aria-label="{exhibit.alt}"' in shown
    assert re.findall(r'<td class="number">(\d+)</td>', text) == ["3", "0", "5", "1", "22"]
    assert "<td>2021</td>" in text


def test_text_from_data_cannot_become_markup(text):
    assert HOSTILE not in text
    assert html.escape(HOSTILE) in text
    assert "<\\/script" in text or "</script" not in text.split('id="drawings">')[1].split("</script>")[0]


def test_the_drawings_are_those_of_the_screen(text, small_pack):
    drawn = json.loads(re.search(r'id="drawings">(.*?)</script>', text)[1])
    exhibit = small_pack.parts[0].exhibits[0]
    assert list(drawn) == ["series-0"]
    assert drawn["series-0"]["data"] == json.loads(exhibit.panels[""]("light").to_json())["data"]


def test_nothing_of_another_host_is_loaded_and_a_policy_forbids_it(text):
    before_library = text.split("<script>")[0]
    assert "default-src 'none'" in before_library
    assert not re.search(r"<(script|img|link|iframe)[^>]+(src|href)=", text.split("<script>")[0])
    assert 'href="https://atlas.example/method"' in before_library


def test_the_stamp_stands_in_the_head_and_at_the_foot(text, small_pack):
    for key, said in small_pack.stamp.as_fields().items():
        assert f'<meta name="atlas-{key}" content="{html.escape(said)}">' in text
    for line in small_pack.stamp.footer():
        assert line in html.unescape(text)


def test_a_briefing_leaves_the_methods_out(small_pack):
    briefing = page(dataclasses.replace(small_pack, audience="briefing"), Pictures()).decode("utf-8")
    assert "How it is counted." not in briefing
