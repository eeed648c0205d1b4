"""Equity Workshop: runs a four-hour resource-equity workshop, from preparation to the PDF summary."""

__version__ = "0.1.0"
