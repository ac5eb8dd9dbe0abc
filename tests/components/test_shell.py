"""The first screen says what the Overview says, and nothing where the Overview shows something else."""

import re

import pytest

from tests.visits import opened
from web import shell
from web.shell import Shell


@pytest.fixture
def screen(monkeypatch) -> Shell:
    fresh = Shell()
    monkeypatch.setattr("components.shell.FIRST_SCREEN", fresh)
    monkeypatch.setattr(shell, "FIRST_SCREEN", fresh)
    return fresh


def test_it_has_the_answer_and_a_picture_of_the_default_view(screen):
    app = opened("")
    answer = app.header[0].value.replace("\\", "")
    assert answer.partition(":")[0] in screen.page
    assert re.search(r'<path d="M[-\d LM]+"', screen.page)
    assert screen.page.count("<circle") > 20
    assert len(screen.page) < 60_000


def test_another_selection_leaves_no_screen(screen):
    opened("", country="Pakistan")
    assert screen.page == ""
