"""Paragraphs, tables and links in Markdown, for the documents that are written from data."""

import textwrap
from collections.abc import Iterable, Sequence

WIDTH = 120


def paragraph(text: str) -> str:
    """Wrap a paragraph."""
    return _wrapped(text, "", "")


def bullets(texts: Iterable[str]) -> str:
    """Write a list, each item wrapped and indented."""
    return "".join(_wrapped(text, "- ", "  ") for text in texts)


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table; a bar in a cell is escaped, a line break becomes a space."""
    lines = [list(header), ["---"] * len(header), *([cell(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def cell(value: object) -> str:
    """Write a value so that it stays inside its cell."""
    return " ".join(str(value).split()).replace("|", "\\|")


def linked(label: str, url: str) -> str:
    """Link a label to a web address; without one it stays a label."""
    return f"[{label}](<{url}>)" if url.startswith(("http://", "https://")) else label


def _wrapped(text: str, first: str, following: str) -> str:
    lines = textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=following, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(lines) + "\n"
