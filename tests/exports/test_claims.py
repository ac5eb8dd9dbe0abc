"""The claims as text and as JSON, and the document that the command makes."""

import json

import pytest

from atlas import settings
from atlas.__main__ import run
from atlas.topics.claims.measures.registry import TESTS


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    out = tmp_path_factory.mktemp("claims") / "claims.json"
    lines: list[str] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("builtins.print", lambda *words, end="\n", **_: lines.append(" ".join(map(str, words)) + end))
        assert run(["claims", "--json", str(out)]) == 0
    return "".join(lines), json.loads(out.read_text(encoding="utf-8"))


def test_the_document_is_what_the_command_prints(printed):
    text, _ = printed
    kept = (settings.ROOT / "docs" / "CLAIMS.md").read_text(encoding="utf-8")
    assert kept == text, "write it anew: python -m atlas claims > docs/CLAIMS.md"


def test_the_json_holds_every_claim_with_both_verdicts(printed):
    _, found = printed
    assert set(found) == set(TESTS)
    assert all({"then", "now", "claim", "as_of"} <= set(each) for each in found.values())
    assert all(set(each["now"]) == {"verdict", "figure", "reason", "sure", "unsure"} for each in found.values())
