"""The go / no-go sheet of a rehearsal."""

import re
import sqlite3
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.scenes import Scene
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.rehearsal import findings
from app.services import snapshot as reading
from app.services.execution import replay, state_of
from app.storage.database import Database

NAMELESS = (
    "summary.pdf", "summary.html", "share.pdf", "scores.csv", "scores.xlsx", "results.svg",
    "handoff.json", "data-packets.pdf", "data.csv",
)  # fmt: skip
"""What must carry no participant's name."""


@dataclass(frozen=True)
class Check:
    """One line of the sheet."""

    name: str
    go: bool
    seen: str = ""


def integrity(path: Path) -> Check:
    """Ask SQLite whether the file is whole."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        connection.close()
    return Check("integrity_check of the workshop file", answer == "ok", str(answer))


def replay_equals_state(path: Path, folder: Path) -> Check:
    """Rebuild the state from the ledger in a fresh file and compare."""
    source, target = Database(path), Database(folder / "replay.eqw")
    try:
        target.create()
        replay(source, target)
        one, other = state_of(source), state_of(target)
    finally:
        source.close()
        target.close()
        (folder / "replay.eqw").unlink(missing_ok=True)
    different = [table for table in one if one[table] != other.get(table)]
    rows = sum(len(rows) for rows in one.values())
    return Check("replay of the ledger equals the state", not different, f"{rows} rows")


def scores_agree(wanted: findings.Scores, found: dict[str, findings.Scores]) -> list[Check]:
    """Compare what was entered with what each place says."""
    checks = []
    for place, scores in found.items():
        wrong = {k: (v, scores.get(k)) for k, v in wanted.items() if scores.get(k) != v}
        seen = f"{len(wanted)} scores" if not wrong else f"different: {wrong}"
        extra = set(scores) - set(wanted)
        checks.append(Check(f"scores in {place}", not wrong and not extra, seen))
    return checks


def pdf_is_whole(pages: list[str], snapshot: Snapshot) -> list[Check]:
    """Look for every dimension, norm and next step in the summary."""
    text = _folded(" ".join(pages))
    language = snapshot.language
    wanted = {
        "dimensions": [say(d.name, language) for d in snapshot.framework.dimensions],
        "norms": [say(n.name, language) for n in snapshot.norms],
        "next steps": [step.text for step in snapshot.next_steps if step.text],
    }
    checks = []
    for name, texts in wanted.items():
        missing = [t for t in texts if _folded(t) not in text]
        seen = f"{len(texts)} found" if not missing else f"missing: {missing}"
        checks.append(Check(f"all {name} in the summary", bool(texts) and not missing, seen))
    return checks


def _folded(text: str) -> str:
    """Return a text without spaces and hyphens, which line breaks move."""
    return re.sub(r"[\s\u00ad-]+", "", text)


def no_names(out: Path, snapshot: Snapshot) -> Check:
    """Look for every participant's name and address in what goes out."""
    names = [p.identity for p in snapshot.people if p.identity]
    wanted = {_folded(n.name) for n in names} | {_folded(n.email) for n in names if n.email}
    found = []
    for kind in NAMELESS:
        text = _folded(_text_of(out / kind))
        found += [f"{name} in {kind}" for name in wanted if len(name) > 3 and name in text]
    return Check("no participant's name leaves", not found, "; ".join(found) or f"{len(names)}")


def _text_of(path: Path) -> str:
    if path.suffix == ".pdf":
        return " ".join(findings.pdf_pages(path))
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return " ".join(book.read(n).decode("utf-8", "replace") for n in book.namelist())
    return path.read_text("utf-8", "replace")


def every_scene(scenes: list[Scene]) -> Check:
    """Tell whether every scene was shown on the room screen."""
    missing = [scene.value for scene in Scene if scene not in scenes]
    seen = f"{len(scenes)} scenes" if not missing else f"not shown: {missing}"
    return Check("every scene was on the room screen", not missing, seen)


def everything_happened(checks: Iterable[Check], wanted: Iterable[str]) -> Check:
    """Tell whether no happening was left out."""
    missing = sorted(set(wanted) - {check.name for check in checks})
    return Check("everything happened", not missing, f"missing: {missing}" if missing else "")


def whole_day(snapshot: Snapshot, now: datetime) -> Check:
    """Tell whether every activity was lived through and the day has ended."""
    day = snapshot.rundown(now)
    done = sum(line.visited for line in day.lines)
    took = sum(line.elapsed_seconds for line in day.lines) / 60
    go = done == len(day.lines) and day.phase.value == "finished" and took >= 239
    return Check("the whole day", go, f"{done} activities, {took:.0f} minutes")


def read_file(path: Path) -> Snapshot:
    """Read a workshop file with connections of its own."""
    database = Database(path)
    try:
        return reading.load(database)
    finally:
        database.close()
