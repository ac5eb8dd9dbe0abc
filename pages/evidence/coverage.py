"""Coverage: how much of what others counted the table holds, and how that changes over time."""

from components import state
from components.coverage import show_coverage
from components.header import page_header

current = state.current()
page_header("Coverage", current)
show_coverage(current)
