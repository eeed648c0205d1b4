"""The window is there before what it does not need yet: a real start, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap.warming import AHEAD, load_ahead

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def moments() -> dict[str, dict[str, Any]]:
    """Return what a start of the program told of its first picture and of Home."""
    said = subprocess.run(
        [sys.executable, "-m", "tests.bench.started"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        check=True,
        timeout=120,
    )
    told = [json.loads(line) for line in said.stdout.splitlines()]
    return {moment["what"]: moment for moment in told}


@pytest.mark.parametrize("moment", ["painted", "usable"])
def test_no_heavy_library_is_loaded_before_home_takes_what_is_typed(
    moments: dict[str, dict[str, Any]], moment: str
) -> None:
    assert moments[moment]["loaded"] == []


def test_the_first_picture_waits_for_nothing_that_only_an_open_workshop_needs(
    moments: dict[str, dict[str, Any]],
) -> None:
    assert moments["painted"]["ours"] == []


def test_what_the_next_clicks_need_is_there_to_be_loaded_ahead() -> None:
    load_ahead(lambda: True)
    assert set(AHEAD) <= set(sys.modules)
    load_ahead(lambda: False)
