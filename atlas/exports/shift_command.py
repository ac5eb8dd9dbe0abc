"""The command `shift`: from words on the command line to a question, and from its answer to lines and a file."""

import argparse
import json
from collections.abc import Iterator

from atlas.exports.asked import question_asked, selection_asked
from atlas.exports.shift import as_json, as_lines, shift_report
from atlas.exports.whole_files import write_whole
from atlas.incidents.load import read_incidents
from atlas.text import thousands


def run(options: argparse.Namespace) -> Iterator[str]:
    """Answer the question that the options ask; the file is written whole or not at all.

    Raises
    ------
    AtlasError
        When the table cannot be read, a period, the region or a filter cannot be used, or the file not be written.
    """
    opened = read_incidents(options.events)
    question = question_asked(opened, options)
    filters = selection_asked(opened, options.filters)
    report = shift_report(opened, filters, question)
    if options.json:
        text = json.dumps(as_json(report), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
        write_whole(options.json, text.encode(), hint="Choose another file with --json.")
    rejected = opened.rejected["row"].nunique()
    if rejected:
        yield f"{opened.source_name}: {thousands(rejected)} rows are not valid and not counted (python -m atlas check)."
    yield from as_lines(report)
