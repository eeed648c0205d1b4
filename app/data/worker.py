"""The data reader: a process of its own that reads one file and says how it went.

It reads a job as JSON from its standard input and writes lines of JSON to its standard output:
``{"step": [done, count]}`` as it goes on, and at last ``{"done": "table"}``, ``{"done": "places"}``
or ``{"failed": [what happened, what is safe, what to do]}``. What it read goes to the file that the
job names, a line of JSON for each row, so that whoever takes it up never holds it twice.
"""

import faulthandler
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from app.data import sieve
from app.data.data_tables import as_data
from app.data.tables import read_table
from app.domain.codec import to_json
from app.domain.errors import UserError
from app.domain.importing import RawRow, RawTable
from app.i18n import _, use_language

NICE = 5
"""How much the reader stands back behind the window (Unix; Windows is told at its start)."""


def main(source: TextIO | None = None, out: TextIO | None = None) -> int:
    """Read the file of the job that ``source`` describes; return 0, or 2 where it cannot be."""
    if source is None and sys.stderr is not None:
        faulthandler.enable()
        if sys.platform != "win32":
            os.nice(NICE)
    job = json.load(source or sys.stdin)
    told = out or sys.stdout
    use_language(str(job["language"]))
    try:
        _say(told, done=_read(job, told))
    except UserError as error:
        _say(told, failed=[error.happened, error.safe, error.remedy])
        return 2
    except OSError as error:
        reason = error.strerror or type(error).__name__
        happened = _("“{name}” cannot be read: {reason}.").format(
            name=Path(job["path"]).name, reason=reason
        )
        remedy = _("Check that it is still there and not open elsewhere, then choose it again.")
        _say(told, failed=[happened, _("Nothing was imported."), remedy])
        return 2
    return 0


def _read(job: dict[str, Any], out: TextIO) -> str:
    path, result = Path(job["path"]), Path(job["result"])
    keys = [str(key) for key in job["places"]]
    parent = os.getppid()

    def tell(done: int, count: int) -> None:
        if os.getppid() != parent:  # the program has ended: nobody reads what comes
            raise SystemExit(3)
        _say(out, step=[done, count])

    if path.is_file() and sieve.is_large(path):
        if not keys:
            places = to_json(sieve.places_in(path, tell))
            result.write_text(json.dumps(places), "utf-8")
            return "places"
        _write(result, *sieve.rows_of_places(path, keys, tell))
        return "table"
    table = as_data(read_table(path, sheet=str(job["sheet"])))
    _write(result, replace(table, rows=()), table.rows)
    return "table"


def _write(result: Path, bare: RawTable, rows: Iterable[RawRow]) -> None:
    with result.open("w", encoding="utf-8") as file:
        file.write(json.dumps(to_json(bare)) + "\n")
        for row in rows:
            file.write(json.dumps([row.number, row.cells, row.extra]) + "\n")


def _say(out: TextIO, **values: Any) -> None:
    out.write(json.dumps(values) + "\n")
    out.flush()
