"""The bundled sample: Riverbend Community Schools, and the default framework pack."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.domain.commands import Command
from app.domain.framework import build_framework, framework_to_json
from app.paths import resource_path
from app.services.creation import create_workshop
from app.services.execution import execute_all
from app.storage.database import Database

DISTRICT = "Riverbend Community Schools"
LANGUAGES = ("en", "es")


def default_pack() -> dict[str, Any]:
    """Return the bundled framework pack ("app default") as JSON."""
    structure, *texts = (
        json.loads(resource_path("framework", name).read_text("utf-8"))
        for name in ("default.json", *(f"default.{code}.json" for code in LANGUAGES))
    )
    pack: dict[str, Any] = framework_to_json(
        build_framework(structure, dict(zip(LANGUAGES, texts, strict=True)))
    )
    return pack


def sample_path(name: str) -> Path:
    """Return a bundled sample file, such as ``sample_path("people-form-export.csv")``."""
    return resource_path("sample", name)


def create_sample(
    data_dir: Path, *, now: datetime, commands: Sequence[Command] = (), time_zone: str = ""
) -> Path:
    """Make the sample workshop; ``commands`` fill it (people and datasets, already read).

    Raises:
        UserError: where it cannot be written, or a command does not fit.

    """
    path = create_workshop(
        data_dir,
        district=DISTRICT,
        day=now.astimezone().date(),
        now=now,
        framework_pack=default_pack(),
        languages=LANGUAGES,
        time_zone=time_zone,
        sample=True,
    )
    if commands:
        database = Database(path)
        try:
            populate(database, commands, now=now)
        finally:
            database.close()
    return path


def populate(database: Database, commands: Sequence[Command], *, now: datetime) -> None:
    """Fill a workshop with commands that were read elsewhere (``ImportPeople``, ``ImportDataset``).

    Raises:
        UserError: of the first one that does not fit; those before it stay.

    """
    stamped = [replace(command, at=command.at or now) for command in commands]
    for result in execute_all(database, stamped, recorded_at=now):
        if result.error is not None:
            raise result.error
