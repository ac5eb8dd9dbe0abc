"""The claims as a table, and the tolls side by side: what a page shows and an export carries."""

from pathlib import Path

import pandas as pd

from atlas.drawing.exhibit import Exhibit, ids
from atlas.drawing.number_words import capitalised
from atlas.drawing.view import View
from atlas.incidents.tolls import tolls_beside
from atlas.statistics.periods import Period
from atlas.topics.claims.figures import title_of, tolls_side_by_side, verdicts_of_briefs
from atlas.topics.claims.measures.finding import VERDICTS, Material
from atlas.topics.claims.measures.tested import Tested, tested
from atlas.topics.claims.measures.tolls import attacks
from atlas.topics.claims.words import counts, headline

LIFTED = ("classes", "labels")


def material_of(view: View) -> Material:
    """Give what the claims are tested on: the reader's filters, with period, place, class and label lifted.

    A claim names these itself; what remains, such as the attribution, is the reader's.
    """
    opened = view.incidents
    rows = view.filters.everywhere_and_always().without(*LIFTED).apply(opened.table)
    return Material(rows, Period(opened.covers_from, opened.covers_to))


def claims_tested(view: View) -> tuple[Tested, ...]:
    """Test every claim under the selection."""
    return tested(*material_of(view))


def claims_table(every: tuple[Tested, ...]) -> pd.DataFrame:
    """Lay out the claims: one row each, with both verdicts and what they rest on."""
    rows = [
        {
            "claim": each.claim.id, "brief": each.claim.brief, "as of": each.claim.as_of, "says": each.claim.words,
            "verdict": each.now.verdict, "verdict then": each.then.verdict, "figure": each.now.figure,
            "reason": each.now.reason, "rests on": counts(each.now), "test": each.claim.test,
        }
        for each in every
    ]  # fmt: skip
    return pd.DataFrame(rows).set_index("claim")


def verdicts_by_brief(every: tuple[Tested, ...]) -> pd.DataFrame:
    """Count the claims of each brief by verdict: a row per brief, in their order, a column per verdict."""
    briefs = list(dict.fromkeys(each.claim.brief for each in every))
    counts = {
        verdict: [sum(each.claim.brief == brief and each.now.verdict == verdict for each in every) for brief in briefs]
        for verdict in VERDICTS
    }
    return pd.DataFrame({"Brief": briefs} | {capitalised(verdict): numbers for verdict, numbers in counts.items()})


def verdicts(every: tuple[Tested, ...]) -> Exhibit:
    """Show how the claims of each brief stand."""
    found = verdicts_by_brief(every).set_index("Brief")
    listed = sorted({name for each in every for name in (*each.now.sure, *each.now.unsure)})
    return Exhibit(
        key="verdicts",
        title=headline(every).removesuffix("."),
        panels={"": lambda theme: verdicts_of_briefs(found, theme=theme)},
        line="Claims of each brief, tested on the recorded incidents, by verdict.",
        caption="Every claim is tested by a written rule on the whole of the table; the Claims page gives the reasons.",
        table=lambda: found,
        incidents=lambda: listed,
    )


def tolls_of_briefs(view: View, events: Path) -> Exhibit:
    """Show the tolls that the briefs name beside every reported figure; ``events`` is the file of the table."""
    material = material_of(view)
    found = attacks(material, tolls_beside(events).table)
    listed = [name for attack in found for name in attack.ids]
    twin = pd.DataFrame(
        [
            (attack.name, attack.low, attack.best, attack.high, "; ".join(report.words() for report in attack.reports),
             "; ".join(f"{claim} {number}" for claim, number in attack.claimed))
            for attack in found
        ],
        columns=pd.Index(["attack", "low", "best", "high", "reported", "briefs"]),
    )  # fmt: skip
    return Exhibit(
        key="claims_tolls",
        title=title_of(found),
        panels={"": lambda theme: tolls_side_by_side(found, theme=theme)},
        line="Each dot is one reporter's figure; the band is the range that the table uses; diamonds are the briefs.",
        caption="Deaths of the attacks of which a brief names a toll. Dots are figures that a named reporter gave.",
        table=lambda: twin.set_index("attack"),
        incidents=ids(lambda: material.rows[material.rows["id"].isin(listed).to_numpy()]),
    )
