"""Show text that comes from data as the text it is: neither Markdown nor HTML."""

import re
from urllib.parse import quote

_SIGNS = frozenset("\\`*_{}[]<>#$~|:!()-+=.&\"'")


_ADDRESS = re.compile(r"(?<=//)(?=\w)|(?<=www)(?=\\\.)|(?<=@)(?=\w)", re.IGNORECASE)
"""Where an address would begin to look like one: Streamlit makes links of web and mail addresses, escaped or not."""

_JOINER = "\u2060"
"""A sign without width, at which no line breaks."""


def plain(text: str) -> str:
    """Escape every sign that Markdown, a directive of Streamlit or HTML would take for its own; no address is link."""
    escaped = "".join(f"\\{sign}" if sign in _SIGNS else sign for sign in " ".join(text.split()))
    return _ADDRESS.sub(_JOINER, escaped)


def link(label: str, url: str) -> str:
    """Write a Markdown link to a web address; anything that is no http(s) address stays plain text."""
    if not url.startswith(("http://", "https://")):
        return plain(f"{label} ({url})" if url else label)
    return f"[{plain(label)}](<{quote(url, safe=':/?#@!$&()*+,;=%~[]')}>)"
