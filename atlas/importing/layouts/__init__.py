"""The layouts that are known, one file each: how they name their columns and what their codes mean."""

from atlas.importing.layouts import acled, gtd, table, ucdp
from atlas.importing.layouts.base import Layout

LAYOUTS: dict[str, Layout] = {one.key: one for one in (acled.LAYOUT, ucdp.LAYOUT, gtd.LAYOUT, table.LAYOUT)}
"""Every layout by its key, the most particular first."""

__all__ = ["LAYOUTS", "Layout"]
