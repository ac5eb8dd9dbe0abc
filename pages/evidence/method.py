"""Method: definitions, rules and limits, with what was found in the opened table."""

from components import method, state
from components.header import page_header

current = state.current()
page_header("Method", current)
method.show_text()
method.show_simulation()
method.show_table_facts(current.incidents)
method.show_data_card()
method.show_side_tables()
method.show_lists()
method.show_regions()
