"""The words of the field that a reader may not know, as context/glossary.csv keeps them."""

from atlas.incidents.context import usable_sheet


def glossary() -> dict[str, str]:
    """Return the terms with their definitions, in the order of the file."""
    terms = usable_sheet("glossary")
    return dict(zip(terms["term"].tolist(), terms["definition"].tolist(), strict=True))
