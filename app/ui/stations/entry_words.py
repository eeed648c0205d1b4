"""What an entry says that was not taken in: from which device, about what, and why not."""

from dataclasses import dataclass
from typing import Any

from app.domain.cells import CellKey
from app.domain.envelopes import Outcome
from app.domain.snapshot import Snapshot
from app.domain.stations import Station
from app.i18n import _
from app.services.kept_entries import Received
from app.ui.console.wording import clock_time
from app.ui.group_words import group_title
from app.ui.results.contests import cell_title, value_words
from app.ui.stations.reading import station_name

LONGEST = 400
"""Characters of an entry's words that are shown."""


@dataclass(frozen=True)
class EntryWords:
    """One entry in words.

    Attributes:
        title: what it is about.
        text: what it says.
        origin: from which device, and when it came.
        why: why it is not part of the workshop.

    """

    title: str
    text: str
    origin: str
    why: str


def entry_words(snapshot: Snapshot, row: Received, language: str) -> EntryWords:
    """Return an entry's words; whatever it holds, there are some."""
    station = snapshot.station(row.station)
    name = station_name(station) if station else row.station[:4]
    origin = _("from “{device}”, {time}").format(
        device=name, time=clock_time(snapshot.workshop, row.at)
    )
    title, text = content_words(snapshot, row.kind, row.entry, language)
    if row.entry.get("erased"):
        text = _("(withdrawn)")
    if len(text) > LONGEST:
        text = text[:LONGEST].rstrip() + "…"
    return EntryWords(title, text, origin, _why(snapshot, row, station))


def content_words(
    snapshot: Snapshot, kind: str, entry: dict[str, Any], language: str
) -> tuple[str, str]:
    """Return what an entry is about, and what it says; ``entry`` as it was sent (JSON)."""
    payload = entry.get("payload")
    payload = payload if isinstance(payload, dict) else {}
    if kind == "cell.set":
        try:
            key = CellKey.parse(str(payload.get("cell", "")))
        except ValueError:
            return _("An answer"), ""
        value = payload.get("value")
        words = _("(emptied)") if value is None else value_words(snapshot, value, language)
        return cell_title(snapshot, key, language), words
    group = snapshot.group(str(entry.get("group", "")))
    label = group_title(group.label) if group else ""
    name = {
        "note.add": _("A note"),
        "need.add": _("A data need"),
        "group.help": _("asks for help"),
        "group.finished": _("says: we are finished"),
        "group.confirm": _("confirms its scores"),
    }.get(kind, _("Something that this version of the program does not know"))
    text = payload.get("text", "")
    title = " · ".join(part for part in (label, name) if part)
    return title, text if isinstance(text, str) else ""


def _why(snapshot: Snapshot, row: Received, station: Station | None) -> str:
    if row.outcome is Outcome.REFUSED:
        return " ".join(row.reason[part] for part in ("happened", "safe") if row.reason.get(part))
    if row.outcome is Outcome.KEPT:
        return _("It waits for a newer version of the program.")
    if row.outcome is Outcome.SET_ASIDE:
        return _("It was set aside.")
    if station is None or station.revoked_at:
        return _("The device writes no more.")
    group = snapshot.group(str(row.entry.get("group", "")))
    if group is not None and group.id != station.group_id:
        return _("The device does not write for {group} now.").format(
            group=group_title(group.label)
        )
    return _("Another entry of the device has the same number.")
