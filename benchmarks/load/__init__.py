"""Viewers that change a filter again and again, over the websocket: what one process carries, and what two do."""
