"""What is said of files and codes from devices."""

from app.domain.cells import CellKey, Field
from app.domain.exchange import FILE_SUFFIX, TakenFile
from app.domain.framework import Framework
from app.domain.scoring_sheet import level_of, says_cannot_tell
from app.domain.snapshot import Snapshot
from app.domain.spoken import Said
from app.domain.stations import Station
from app.domain.text import say
from app.i18n import _, _n
from app.ui.group_words import group_title


def device_name(snapshot: Snapshot, station: Station | None) -> str:
    """Return what people call a device: its group, and its own name."""
    group = snapshot.group(station.group_id or station.wants) if station is not None else None
    title = group_title(group.label) if group is not None else _("a device")
    label = station.label if station is not None else ""
    return _("{group}, “{device}”").format(group=title, device=label) if label else title


def taken_words(snapshot: Snapshot, taken: TakenFile) -> str:
    """Return what became of a device's file."""
    name = device_name(snapshot, snapshot.station(taken.station))
    if taken.fresh:
        fresh = _n("{n} new answer", "{n} new answers", taken.fresh).format(n=taken.fresh)
        parts = [_("Taken in from {device}: {answers}.").format(device=name, answers=fresh)]
    else:
        parts = [_("Nothing new from {device}: all of it was here.").format(device=name)]
    if taken.waiting:
        waiting = _n("{n} waits for you to decide.", "{n} wait for you to decide.", taken.waiting)
        parts.append(waiting.format(n=taken.waiting))
    if taken.refused:
        refused = _n(
            "{n} was not taken in, and is kept.", "{n} were not taken in, and are kept.",
            taken.refused,
        )  # fmt: skip
        parts.append(refused.format(n=taken.refused))
    return " ".join(parts)


def answer_name(snapshot: Snapshot, taken: TakenFile) -> str:
    """Return what the answer to a device's file is called."""
    station = snapshot.station(taken.station)
    group = snapshot.group(station.group_id) if station is not None else None
    name = _("Answer for group {label}").format(label=group.label if group else "?")
    return "".join(c if c.isalnum() or c in " -_" else " " for c in name) + FILE_SUFFIX


def said_words(snapshot: Snapshot, said: Said, language: str) -> tuple[str, str]:
    """Return what a code says: whose and of what, and the scores."""
    framework, values = snapshot.framework, dict(said.cells)
    dimension = next(one for one in framework.dimensions if one.id == said.dimension)
    title = _("{number} · {dimension}").format(
        number=dimension.number, dimension=say(dimension.name, language)
    )
    device = device_name(snapshot, snapshot.station(said.station))
    if values.get(str(CellKey(said.group, said.dimension, Field.NOT_SCORED))):
        return f"{device} · {title}", _("chose not to score")
    answers = [
        _("{lens}: {answer}").format(
            lens=say(scale.name, language), answer=_answer(framework, values[key])
        )
        for scale in framework.scales[framework.active_scale]
        if (key := str(CellKey(said.group, said.dimension, Field.RATING, scale.lens))) in values
    ]
    return f"{device} · {title}", " · ".join(answers)


def _answer(framework: Framework, value: object) -> str:
    if says_cannot_tell(value):
        return _("cannot tell")
    level_id = level_of(value)
    levels = (one for scale in framework.scales[framework.active_scale] for one in scale.levels)
    level = next((one for one in levels if one.id == level_id), None)
    return str(level.position) if level is not None else _("taken back")
