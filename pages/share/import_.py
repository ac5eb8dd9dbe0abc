"""Import: a visitor's own event file as a table of the atlas, with an account of every row."""

from components import importing, state
from components.header import page_header

current = state.current()
page_header(
    "Import", current, "Bring your own event file. It stays with you: no other visitor sees it.", with_chips=False
)
importing.show()
