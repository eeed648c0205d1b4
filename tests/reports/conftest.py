"""One fictitious day for all tests of reports, read once."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.domain.snapshot import Snapshot
from app.services.snapshot import load
from tests import day_data


def _read(folder: Path, make: Callable[[Path], day_data.Database]) -> Snapshot:
    database = make(folder / "day.eqw")
    try:
        return load(database)
    finally:
        database.close()


@pytest.fixture(scope="session")
def full_day(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return _read(tmp_path_factory.mktemp("full"), day_data.full_day)


@pytest.fixture(scope="session")
def overfull_day(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return _read(tmp_path_factory.mktemp("overfull"), day_data.overfull_day)


@pytest.fixture(scope="session")
def empty_day(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return _read(tmp_path_factory.mktemp("empty"), day_data.create)


def pdf_text(content: bytes) -> str:
    """Return a PDF's words with single spaces, as a reader would search them."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    return " ".join(" ".join(pages).split())
