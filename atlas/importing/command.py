"""`python -m atlas import`: one or more files of one kind to one table, with its report."""

import argparse
from collections.abc import Callable

from atlas.errors import DataError
from atlas.importing.report import as_text
from atlas.importing.run import import_file
from atlas.importing.settings import read_settings
from atlas.importing.write import write


def run(options: argparse.Namespace, told: Callable[[str], None]) -> list[str]:
    """Run the command and give the lines of its report."""
    settings = read_settings(options.mapping, options.actor, options.format)
    if options.scheduler:
        from atlas.importing.cluster import import_on_cluster

        return import_on_cluster(options.files, settings, options.to, options.scheduler, options.report)
    if len(options.files) > 1:
        raise DataError(
            f"{len(options.files)} files are given, and one table is made of one file.",
            hint="Import them one by one, or give --scheduler to import many at once.",
        )

    def progress(share: float, words: str) -> None:
        told(f"{share:4.0%} {words}")

    return as_text(write(import_file(options.files[0], settings, progress), options.to, options.report))
