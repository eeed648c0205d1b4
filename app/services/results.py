"""Reading the results of a workshop file."""

from app.domain.results import ResultsTable
from app.domain.results_reading import results_table
from app.services.snapshot import load
from app.storage.database import Database


def read_results(
    database: Database, language: str, *, before_reveal_mark: str = ""
) -> ResultsTable:
    """Return every dimension's marks; see :func:`app.domain.results_reading.results_table`."""
    return results_table(load(database), language, before_reveal_mark=before_reveal_mark)
