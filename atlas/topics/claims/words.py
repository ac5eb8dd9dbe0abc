"""The claims in words: one line each, the reasoning behind it, and what brief stands against which."""

from collections.abc import Sequence

from atlas.drawing.number_words import capitalised, counted
from atlas.text import day_in_words
from atlas.topics.claims.measures.finding import RULES, VERDICTS, Finding, Verdict
from atlas.topics.claims.measures.tested import CONTRADICTIONS, Tested

SIGNS: dict[Verdict, str] = {
    "supported": "●", "partly supported": "◐", "not supported": "○", "cannot tell": "?", "not testable": "–",
}  # fmt: skip
"""A sign beside each verdict, which stands without colour."""


def headline(every: Sequence[Tested]) -> str:
    """Say how many claims stand, in one sentence."""
    numbers = {verdict: sum(each.now.verdict == verdict for each in every) for verdict in VERDICTS}
    borne_out = numbers["supported"] + numbers["partly supported"]
    return (
        f"Of {len(every)} claims in five briefs the recorded incidents bear out {borne_out}, wholly or in part, "
        f"and speak against {numbers['not supported']}."
    )


def line(each: Tested) -> str:
    """Write a claim and its verdict in one line."""
    return f"{signed(each.now.verdict)} · {each.claim.id} · {each.claim.words}"


def signed(verdict: Verdict) -> str:
    """Write a verdict with its sign."""
    return f"{SIGNS[verdict]} {capitalised(verdict)}"


def reasoning(each: Tested) -> list[str]:
    """Say why, in short paragraphs: the figure, the reason, what was known then, and what counts."""
    said = [f"{capitalised(part)}." for part in (each.now.figure,) if part] + [
        each.now.reason or RULES[each.now.verdict]
    ]
    day = day_in_words(each.claim.as_of)
    if each.then.verdict != each.now.verdict:
        said.append(f"On the incidents up to {day} the verdict is “{each.then.verdict}”: {each.then.figure}.")
    elif each.then.figure != each.now.figure:
        said.append(f"Up to {day} the same verdict: {each.then.figure}.")
    return [part for part in said if part]


def counts(found: Finding) -> str:
    """Say which incidents count, the sure ones and the others."""
    if not (found.sure or found.unsure):
        return "No incident of this table decides it."
    unsure = f", and {counted(len(found.unsure), 'suspected or disputed one')}" if found.unsure else ""
    return f"It rests on {counted(len(found.sure), 'sure incident')}{unsure}."


def against(every: Sequence[Tested]) -> list[tuple[str, list[Tested], list[Tested]]]:
    """Set the briefs that say different things side by side: about what, and the claims on either side."""
    by_id = {each.claim.id: each for each in every}
    return [
        (about, [by_id[name] for name in left if name in by_id], [by_id[name] for name in right if name in by_id])
        for about, left, right in CONTRADICTIONS
    ]
