"""The headings of the Method page: one level below its title, none left out."""

import re

from atlas.settings import ROOT
from components.method import raised

METHOD = (ROOT / "docs" / "METHOD.md").read_text(encoding="utf-8")


def test_headings_rise_by_one_level_and_nothing_else_changes():
    assert raised("### One\n\ntext ### not\n### Two\n#### Below") == "## One\n\ntext ### not\n## Two\n#### Below"


def test_the_method_in_words_starts_at_the_second_level():
    before, after = (re.findall(r"^#+ .*", text, re.MULTILINE) for text in (METHOD, raised(METHOD)))
    assert len(after) == len(before) > 5
    assert {heading.split()[0] for heading in after} == {"##"}
