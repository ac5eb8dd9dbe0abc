"""The scripts of the board as one file: its modules joined in the order in which they need each other.

A packager for browsers would bring a second tool chain for a dozen modules that import one another by name and nothing
else. So this takes two forms only, ``import { a, b as c } from "./x.js"`` on one line and ``export`` before a
declaration or ``export { a }``, and refuses any other.
"""

import graphlib
import re
from collections.abc import Mapping
from pathlib import Path

_IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./(\w+)\.js";$', re.MULTILINE)
_DECLARED = re.compile(r"^export (?=(?:const|function) (\w+))", re.MULTILINE)
_LISTED = re.compile(r"^export \{ ([\w, ]+) \};$", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def bundle(folder: Path) -> str:
    """Join the modules of a folder into one script.

    Raises
    ------
    ValueError
        When a module imports or exports in a form that is not understood, or modules import one another in a circle.
    """
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js"))}
    needs = {name: {found[2] for found in _IMPORT.finditer(text)} for name, text in texts.items()}
    order = graphlib.TopologicalSorter(needs).static_order()
    return '"use strict";\n(() => {\n' + "\n".join(_closed(name, texts) for name in order) + "\n})();\n"


def _closed(name: str, texts: Mapping[str, str]) -> str:
    """Write a module as a closure that gives its exports."""
    text = texts[name]
    listed = [word.strip() for found in _LISTED.findall(text) for word in found.split(",")]
    given = [*_DECLARED.findall(text), *listed]
    body = _LISTED.sub("", _DECLARED.sub("", _IMPORT.sub(_taken, text)))
    left = _OTHER.search(body)
    if left:
        raise ValueError(f"{name}.js: {left[0]!r} is no form of import or export that the board's scripts may use.")
    return f"const {_scope(name)} = (() => {{\n{body}\nreturn {{ {', '.join(given)} }};\n}})();"


def _taken(found: re.Match[str]) -> str:
    return f"const {{ {found[1].replace(' as ', ': ')} }} = {_scope(found[2])};"


def _scope(name: str) -> str:
    return f"module_{name}"
