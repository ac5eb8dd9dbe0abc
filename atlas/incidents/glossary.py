"""The words of the field that a reader may not know, kept as data in context/glossary.csv."""

import csv

from atlas.settings import ROOT

GLOSSARY = ROOT / "context" / "glossary.csv"


def glossary() -> dict[str, str]:
    """Give the terms with their definitions, in the order of the file."""
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        return {row["term"]: row["definition"] for row in csv.DictReader(file)}
