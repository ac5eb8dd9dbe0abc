"""The script of the story's steps; the server allows it by its hash, and loads nothing else of the story for it."""

from pathlib import Path

ASSETS = Path(__file__).with_name("story_assets")


def script() -> str:
    """Give the script that adds keys, marks and printing to the steps."""
    return (ASSETS / "steps.js").read_text(encoding="utf-8")
