"""Provinces."""

from components import state
from components.header import page_header

page_header("Provinces", state.current())
