"""Khorasan Atlas: everything that is not Streamlit, importable and testable on its own."""

__version__ = "0.1.0"
