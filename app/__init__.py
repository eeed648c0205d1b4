"""Equity Workshop: runs a four-hour resource-equity workshop, from preparation to the PDF."""

__version__ = "0.1.0"
