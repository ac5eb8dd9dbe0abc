"""Claims: what five briefs assert about the group, against what the recorded incidents say."""

from components import state
from components.claims import show_claims
from components.header import page_header

current = state.current()
page_header("Claims", current)
show_claims(current)
