"""The part of the data card on the editors' review, filled from context/review.csv."""

from collections.abc import Iterator

import pandas as pd

from atlas.incidents.markdown import linked, markdown_table, paragraph
from atlas.incidents.review import (
    SECOND_REVIEW,
    SECOND_SIZE,
    SUBSTANCE,
    SUBSTANTIVE,
    ErrorRate,
    corrections,
    corrections_by_column,
    drawn_sample,
    error_rate,
    errors_by_column,
    sample_verdicts,
    verdicts,
)
from atlas.text import joined

METHOD = (
    "Editors read the rows again in two ways: every row against the pages that it names, and a random sample (30 rows "
    "from each half of the first pass, drawn by a fixed seed) against a second source that does not derive from the "
    "first. Each finding is a line of `context/review.csv`. An error of substance concerns "
    f"{joined(list(SUBSTANCE), 'or')}; everything else is wording, precision or form."
)


def review_section(review: pd.DataFrame, rows: int) -> str:
    """Write the section: what was corrected, how the sample came out, and the error rate of the first pass.

    Parameters
    ----------
    review
        context/review.csv.
    rows
        How many rows the table has.
    """
    head = ["## Review\n", paragraph(METHOD)]
    if review.empty:
        return "\n".join([*head, paragraph("No finding has been entered yet.")])
    made = corrections(review)
    text = (
        f"{made['id'].nunique():,} of {rows:,} rows were corrected in at least one column, "
        f"{made.loc[made['column'].isin(SUBSTANTIVE), 'id'].nunique():,} of them in substance. Rows by column:"
    )
    by_column = markdown_table(["Column", "Rows corrected"], corrections_by_column(review).items())
    rate = error_rate(review)
    return "\n".join(
        [*head, paragraph(text), by_column, *([] if rate is None else _sample(review, rate)), *_second_review(review)]
    )


def _second_review(review: pd.DataFrame) -> list[str]:
    rates = errors_by_column(review)
    if not rates:
        return []
    overall = rates[0]
    text = (
        f"**Second review.** About {SECOND_SIZE} attacks were drawn from the corrected table by a fixed seed, from "
        f"each year in proportion, and {overall.checked} of them were held against a page that is not among the "
        f"row's own sources, by an editor who had not entered them. In {overall.wrong} a value was wrong; at most "
        f"{overall.high:.0%} of such rows are (upper end of the 95 % interval, Wilson). What was found is corrected. "
        "Not proved: the widely reported incidents were looked up first and part of the sample not at all, so the "
        "rate does not hold for rows that rest on one list or one page; a second page often goes back to the same "
        "agency or official; and it says nothing of incidents that are missing."
    )
    cells = [
        [rate.group, str(rate.wrong), f"{rate.wrong / rate.checked:.0%}", f"{rate.low:.0%} to {rate.high:.0%}"]
        for rate in rates
    ]
    return [paragraph(text), markdown_table(["Wrong in", "Rows", "Share", "95 % interval"], cells)]


def _sample(review: pd.DataFrame, rate: ErrorRate) -> list[str]:
    counts = sample_verdicts(review).value_counts(sort=False)
    beyond = len(verdicts(review)) - rate.sampled
    text = (
        f"Of the {len(drawn_sample())} rows drawn, {rate.sampled} were held against a second source: "
        f"{joined([f'{verdict} {rows}' for verdict, rows in counts.items()])}. Error rate of the first pass: in "
        f"{rate.wrong} of these rows a value of substance was replaced, {rate.share:.0%} (95 % interval {rate.low:.0%} "
        f"to {rate.high:.0%}, Wilson); in {rate.lacking} more one was missing and could be filled. {beyond} further "
        "rows were held against a second source without having been drawn; they are not part of the rate."
    )
    header = ["Id", "Verdict", "What was replaced or filled", "Also corrected", "Second source"]
    return [paragraph(text), markdown_table(header, _sampled_rows(review))]


def _sampled_rows(review: pd.DataFrame) -> Iterator[list[str]]:
    made = corrections(review[review["checked_against"] != SECOND_REVIEW])
    second = review[review["checked_against"] == "second source"]
    for name, verdict in sample_verdicts(review).sort_index().items():
        own = made[made["id"] == name]
        substance = own["column"].isin(SUBSTANTIVE)
        told = [
            f"{column} {was or 'empty'} → {now or 'empty'}"
            for column, was, now in own.loc[substance, ["column", "was", "is"]].drop_duplicates().to_numpy().tolist()
        ]
        also = own.loc[~substance, "column"].drop_duplicates().tolist()
        yield [str(name), str(verdict), "; ".join(told), ", ".join(also), _source(second[second["id"] == name])]


def _source(lines: pd.DataFrame) -> str:
    """Link the first address among the sources of some lines."""
    addresses = lines["source"].str.extract(r"(https?://[^\s;]+)")[0].dropna()
    return linked("page", str(addresses.iloc[0])) if len(addresses) else ""
