"""Large files read as a stream: what is wrong in them is a sentence, never a full memory."""

import tracemalloc
from pathlib import Path

import pytest

from app.data.sieve import places_in, rows_of_places
from app.domain.errors import FileProblemError

_HEADER = "LEAID,LEA_NAME,Group,Value\n"
_MEGABYTE = 1 << 20


def tell(done: int, count: int) -> None:
    """Take what is told of the progress, and never give up."""


@pytest.mark.parametrize("endless", ["x", "1,", "\0"])
def test_a_line_without_an_end_is_refused_before_it_fills_the_memory(
    tmp_path: Path, endless: str
) -> None:
    file = tmp_path / "endless.csv"
    rows = "1800990,Riverbend,White,12\n" * 12_000
    file.write_text(_HEADER + rows + endless * (24 * _MEGABYTE // len(endless)), "utf-8")
    tracemalloc.start()
    try:
        with pytest.raises(FileProblemError) as refused:
            places_in(file, tell)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "after row 12001" in refused.value.happened
    assert most < 16 * _MEGABYTE


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_row_comes_whatever_ends_a_line(tmp_path: Path, end: str) -> None:
    file = tmp_path / "rows.csv"
    long = "n" * 30_000
    rows = ["1800990,Riverbend,White,12", f'1800990,Riverbend,"{long}\n",3', "7,Other,White,1"]
    file.write_bytes(end.join([_HEADER.strip(), *rows]).encode())
    found = places_in(file, tell)
    assert [(place.key, place.rows) for place in found.places] == [("Other", 1), ("Riverbend", 2)]
    _bare, kept = rows_of_places(file, ["Riverbend"], tell)
    assert [row.cells[2:] for row in kept] == [("White", "12"), (f"{long}\n", "3")]
