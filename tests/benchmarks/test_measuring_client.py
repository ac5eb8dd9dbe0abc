"""What the websocket client makes of Streamlit's messages."""

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.client import Inbox, ScriptError


def slider(identity: str, label: str, *, cacheable: bool = False) -> ForwardMsg:
    message = ForwardMsg(hash=f"hash of {identity}")
    message.metadata.cacheable = cacheable
    element = message.delta.new_element.slider
    element.id, element.label, element.min, element.max = identity, label, 2015, 2026
    return message


def test_a_widget_is_found_by_its_key_and_by_its_label():
    inbox = Inbox()
    inbox.take(slider("$$ID-12ab-years", "Years"))
    inbox.take(slider("$$ID-34cd-None", "Months"))
    assert inbox.widget("years").id == "$$ID-12ab-years"
    assert inbox.widget("Months").id == "$$ID-34cd-None"


def test_a_missing_widget_is_told_with_those_that_there_are():
    inbox = Inbox()
    inbox.take(slider("$$ID-12ab-years", "Years"))
    with pytest.raises(ScriptError, match=r"no widget 'weeks'.*12ab-years"):
        inbox.widget("weeks")


def test_the_query_string_and_the_page_go_into_the_next_request():
    inbox = Inbox()
    moved, page = ForwardMsg(), ForwardMsg()
    moved.page_info_changed.query_string = "from=2016-01-01"
    page.navigation.page_script_hash = "abc"
    inbox.take(moved)
    inbox.take(page)
    assert (inbox.query, inbox.page) == ("from=2016-01-01", "abc")


def test_a_reference_stands_for_the_cached_message_and_only_cacheable_ones_are_kept():
    inbox = Inbox()
    large = slider("$$ID-1-large", "Large", cacheable=True)
    inbox.take(large)
    inbox.take(slider("$$ID-2-small", "Small"))
    assert list(inbox.cached) == ["hash of $$ID-1-large"]
    assert inbox.take(ForwardMsg(ref_hash="hash of $$ID-1-large")) == large


def test_an_exception_on_the_page_stops_the_measurement():
    broken = ForwardMsg()
    broken.delta.new_element.exception.type = "KeyError"
    broken.delta.new_element.exception.message = "no such column"
    with pytest.raises(ScriptError, match="KeyError: no such column"):
        Inbox().take(broken)


def test_a_delta_that_holds_no_element_is_no_widget():
    block = ForwardMsg()
    block.delta.add_block.allow_empty = True
    inbox = Inbox()
    inbox.take(block)
    assert inbox.widgets == {}
