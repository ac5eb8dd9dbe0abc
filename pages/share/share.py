"""Share: the link to a view, its citation, its incidents as files, and the way back from a file to its view."""

from components import share, share_board, share_pack, share_reopen, share_tables, state, what_changed
from components.empty import show_nothing_if_empty
from components.header import page_header

current = state.current()
page_header("Share", current, "Take what is selected away, or come back to a view from a file.")
if not show_nothing_if_empty(current):
    stamp = share.show_view(current)
    share_tables.show_tables(current, stamp)
    share_board.show_board_file(current)
    share_pack.show_pack(current)
share_reopen.show_reopening(current)
what_changed.show_what_changed(current)
