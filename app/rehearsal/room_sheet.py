"""What the go / no-go sheet tells of the room: each fault and each station, by their files."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.rehearsal import evidence
from app.rehearsal.checks import Check
from app.rehearsal.evidence import Seat
from app.rehearsal.faults import Fault

NETWORK, FILES = "network", "network, then files"


def stations_told(tables: Sequence[Seat], workshop: Path) -> list[dict[str, Any]]:
    """Return a row for each station: its road, and what became of all that it wrote."""
    rows = []
    for table in tables:
        found = evidence.compare(table.written(), evidence.at_hub(workshop, table.station))
        rows.append(
            {
                "group": table.label,
                "kind": table.kind,
                "language": table.language,
                "road": FILES if table.on_files else NETWORK,
                **told(found),
            }
        )
    return rows


def faults_told(faults: Sequence[Fault], workshop: Path) -> list[dict[str, Any]]:
    """Return a row for each fault: what was done, when, and what became of the entries."""
    rows = []
    for fault in faults:
        table = fault.table
        found = evidence.compare(
            table.written(),
            evidence.at_hub(workshop, table.station),
            fault.first,
            fault.last,
        )
        rows.append(
            {
                "fault": fault.name,
                "group": table.label,
                "at": fault.at,
                "went_as_it_should": fault.well,
                "waited_on_the_station": fault.waited,
                **fault.seen,
                **told(found),
            }
        )
    return rows


def told(found: evidence.Found) -> dict[str, Any]:
    """Return what became of entries as the sheet has it."""
    numbers = asdict(found)
    return {
        **{name: numbers[name] for name in ("sent", "arrived")},
        **{name: len(numbers[name]) for name in ("lost", "twice", "waiting")},
        "gaps": [list(gap) for gap in found.gaps],
        "digests_equal": found.digests_equal,
        "go": found.well,
    }


def checks_of(
    stations: Sequence[dict[str, Any]], faults: Sequence[dict[str, Any]], strangers: int
) -> list[Check]:
    """Return the sheet's lines: one for each fault, and one for all that stations wrote."""
    checks = [
        Check(row["fault"], _is_well(row), f"group {row['group']}: {in_words(row)}")
        for row in faults
    ]
    sent, arrived = (sum(row[name] for row in stations) for name in ("sent", "arrived"))
    go = bool(stations) and all(row["go"] for row in stations) and not strangers
    seen = f"{sent} written at {len(stations)} stations, {arrived} here"
    wrong = [f"group {row['group']}: {in_words(row)}" for row in stations if not row["go"]]
    if strangers:
        wrong.append(f"{strangers} of stations that nobody started")
    checks.append(Check("entries of the stations", go, "; ".join([seen, *wrong])))
    equal = sum(row["digests_equal"] for row in stations)
    seen = f"{equal} of {len(stations)} stations"
    checks.append(Check("digests equal", equal == len(stations) > 0, seen))
    return checks


def _is_well(row: dict[str, Any]) -> bool:
    return bool(row["go"] and row["went_as_it_should"] and row["sent"])


def in_words(row: dict[str, Any]) -> str:
    """Return the numbers of a station or fault in one line."""
    told = f"{row['sent']} sent, {row['arrived']} arrived, {row['lost']} lost, {row['twice']} twice"
    gaps = f", gaps {row['gaps']}" if row["gaps"] else ""
    waiting = f", {row['waiting']} to be decided" if row["waiting"] else ""
    same = "" if row["digests_equal"] else ", digests differ"
    return told + gaps + waiting + same
