"""The claims as text and as JSON: what the command prints and what docs/CLAIMS.md holds."""

import json
from collections.abc import Sequence
from itertools import groupby

from atlas.topics.claims.measures.finding import RULES, VERDICTS, Finding
from atlas.topics.claims.measures.tested import Tested
from atlas.topics.claims.words import against, counts, headline, reasoning


def as_markdown(every: Sequence[Tested], table: str) -> str:
    """Write all claims with their verdicts and reasons; ``table`` names the table and its version."""
    lines = ["# What the briefs say against what the data say", "", headline(every), "", f"Tested on {table}.", ""]
    lines += [f"- **{verdict}**: {RULES[verdict]}" for verdict in VERDICTS]
    for brief, group in groupby(sorted(every, key=lambda each: each.claim.brief), key=lambda each: each.claim.brief):
        lines += ["", f"## {brief}", "", "| claim | says | verdict | why |", "|---|---|---|---|"]
        lines += [f"| {each.claim.id} | {each.claim.words} | {each.now.verdict} | {_why(each)} |" for each in group]
    lines += ["", "## Against each other", ""]
    lines += [f"- {about}: {_sides(left)} against {_sides(right)}." for about, left, right in against(every)]
    return "\n".join(lines) + "\n"


def as_json(every: Sequence[Tested]) -> str:
    """Write all claims as JSON, an object by id: brief, as_of, claim, test, then and now."""
    return json.dumps(
        {
            each.claim.id: {
                "brief": each.claim.brief, "as_of": each.claim.as_of.isoformat(), "claim": each.claim.words,
                "test": each.claim.test, "then": _finding(each.then), "now": _finding(each.now),
            }
            for each in every
        },
        ensure_ascii=False, indent=1,
    )  # fmt: skip


def _why(each: Tested) -> str:
    return " ".join([*reasoning(each), counts(each.now)]).replace("|", "/")


def _sides(side: Sequence[Tested]) -> str:
    return " and ".join(f"{each.claim.id} ({each.now.verdict})" for each in side)


def _finding(found: Finding) -> dict[str, object]:
    return {
        "verdict": found.verdict, "figure": found.figure, "reason": found.reason,
        "sure": list(found.sure), "unsure": list(found.unsure),
    }  # fmt: skip
