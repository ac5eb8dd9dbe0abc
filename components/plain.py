"""Show text that comes from data as the text it is: neither Markdown nor HTML."""

from urllib.parse import quote

_SIGNS = frozenset("\\`*_{}[]<>#$~|:!()-+=.&\"'")


def plain(text: str) -> str:
    """Escape every sign that Markdown, a directive of Streamlit or HTML would take for its own."""
    return "".join(f"\\{sign}" if sign in _SIGNS else sign for sign in " ".join(text.split()))


def link(label: str, url: str) -> str:
    """Write a Markdown link to a web address; anything that is no http(s) address stays plain text."""
    if not url.startswith(("http://", "https://")):
        return plain(f"{label} ({url})" if url else label)
    return f"[{plain(label)}](<{quote(url, safe=':/?#@!$&()*+,;=%~[]')}>)"
