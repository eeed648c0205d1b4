"""District data as CSV that no spreadsheet runs, and that the program reads back unchanged."""

import csv
from io import StringIO

from app.domain.data_table import COLUMNS, DATASET
from app.domain.report import ReportInput
from app.domain.spreadsheet_text import safe


def data_csv(report: ReportInput) -> bytes:
    """Return every number of every dataset (RFC 4180), UTF-8 with the mark spreadsheets want."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*COLUMNS, DATASET))
    for number, data in enumerate(report.datasets, 1):
        writer.writerows([*(safe(text) for text in row), number] for row in data.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")
