"""The choices of the Timeline page."""

import streamlit as st

from atlas.incidents.recurring import KINDS
from atlas.statistics.series import Group
from atlas.topics.timeline.exhibits import STEPS, Options
from atlas.topics.timeline.measures import Order

SPLITS: dict[str, Group | None] = {
    "nothing": None,
    "region": "region_id",
    "country": "country",
    "attack type": "attack_type",
    "attribution": "attribution",
}
ORDERS: tuple[Order, ...] = ("most incidents", "first year", "name", "region")


def choose_options() -> Options:
    """Show the switches of the series and give what is chosen; they live in the URL too."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        step = st.segmented_control(
            "Per", list(STEPS), default="quarter", required=True, key="bin", bind="query-params"
        )
        by = st.selectbox("Split by", list(SPLITS), key="by", bind="query-params", width=180)
        means = st.toggle("Rolling means", value=True, key="means", bind="query-params")
        marked = st.toggle("Moments", value=True, key="moments", bind="query-params")
    recurring = st.pills(
        "Recurring dates", list(KINDS), selection_mode="multi", key="bands", bind="query-params",
        help="Bands behind the bars. Lunar dates are calculated and drawn a day wider at both ends.",
    )  # fmt: skip
    return Options(step, SPLITS[by], means, marked, tuple(recurring))


def choose_order() -> Order:
    """Show how the provinces may be ordered and give what is chosen."""
    return st.segmented_control(
        "Order the provinces by", list(ORDERS), default=ORDERS[0], required=True, key="sort", bind="query-params"
    )
