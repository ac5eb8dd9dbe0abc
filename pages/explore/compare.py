"""Compare."""

from components import state
from components.header import page_header

page_header("Compare", state.current())
