"""Workshops for tests: real files made the way the program makes them."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from app.domain.framework import build_framework, framework_to_json
from app.domain.workshop import CreateWorkshop
from app.paths import resource_path
from app.services.execution import execute
from app.storage.database import Database

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
"""Noon in Riverbend, when its workshop is to start."""


def default_pack() -> dict[str, Any]:
    """Return the bundled framework pack, as a workshop keeps it."""

    def read(name: str) -> Any:
        return json.loads(resource_path("framework", name).read_text("utf-8"))

    texts = {language: read(f"default.{language}.json") for language in ("en", "es")}
    return framework_to_json(build_framework(read("default.json"), texts))


def new_workshop(path: Path) -> Path:
    """Make a fresh workshop of the bundled framework at ``path``."""
    database = Database(path)
    database.create()
    command = CreateWorkshop(
        at=NOON,
        lineage="riverbend",
        epoch="e1",
        district="Riverbend",
        date=date(2026, 11, 20),
        framework=default_pack(),
        time_zone="America/New_York",
        languages=("en", "es"),
    )
    execute(database, command, recorded_at=NOON)
    database.close()
    return path
