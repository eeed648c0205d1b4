"""What this program's own files of people look like, so that it knows them when they come back."""

MARK_HEADERS = ("Equity Workshop", "Equity Workshop id")
"""The header of the column by which such a file is known; it holds participants' ids, or nothing.

Texts in such a file that a spreadsheet would take for a formula have an apostrophe before them,
which is ours and is taken away again.
"""
