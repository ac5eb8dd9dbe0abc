"""The shift."""

from components import state
from components.header import page_header

page_header("The shift", state.current())
