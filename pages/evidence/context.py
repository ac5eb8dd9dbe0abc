"""Context: strength, leaders, yearly level, places and names, as observers and briefs give them."""

from components import state
from components.context import show_context
from components.header import page_header

current = state.current()
page_header("Context", current)
show_context(current)
