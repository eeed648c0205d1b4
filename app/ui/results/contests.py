"""Everything of which several versions stand, to be settled by people."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.cells import ROOM, CellKey, Field, SetCell
from app.domain.merge import CellState, Version
from app.domain.scoring_sheet import level_of, says_cannot_tell, words_of
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.i18n import _
from app.ui import theme
from app.ui.desk import Desk
from app.ui.group_words import group_title
from app.ui.score.cell_text import origin_of
from app.ui.score.contest_box import ContestBox
from app.ui.stations.reading import station_name
from app.ui.widgets.text import Label


def cell_title(snapshot: Snapshot, key: CellKey, language: str) -> str:
    """Return what a cell is, in words: group, dimension, field."""
    if key.field is Field.TEXT:
        is_need = any(need.id == key.group_id for need in snapshot.data_needs)
        return _("A data need") if is_need else _("A note")
    group = snapshot.group(key.group_id)
    label = _("The room") if key.group_id == ROOM else group.label if group else ""
    dimension = next((d for d in snapshot.framework.dimensions if d.id == key.dimension_id), None)
    parts = [
        group_title(label) if group else label,
        say(dimension.name, language) if dimension else "",
        field_name(key.field),
    ]
    for lens_id in (key.lens,):
        scales = snapshot.framework.scales[snapshot.framework.active_scale]
        parts += [say(scale.name, language) for scale in scales if scale.lens.value == lens_id]
    return " · ".join(part for part in parts if part)


def field_name(field: Field) -> str:
    """Return what a field is called on the sheet."""
    names = {
        Field.RATING: _("level"),
        Field.REASON: _("reason"),
        Field.EVIDENCE: _("evidence"),
        Field.STUDENT_GROUPS: _("student groups"),
        Field.OTHER_VIEW: _("another view"),
        Field.NOT_SCORED: _("chose not to score"),
        Field.AGREED: _("agreed rating"),
        Field.TEXT: _("words"),
    }
    return names[field]


def value_words(snapshot: Snapshot, value: Any, language: str) -> str:
    """Return a cell's value in words, whatever its field."""
    if says_cannot_tell(value):
        return _("Cannot tell")
    if isinstance(value, dict) and value.get("no_agreement"):
        return _("No agreement")
    if level_of(value):
        try:
            level = snapshot.framework.level(level_of(value))
        except KeyError:
            return _("A level that the framework no longer has")
        return _("{number}: {name}").format(number=level.position, name=say(level.name, language))
    if isinstance(value, list | tuple):
        names = {g.id: say(g.name, language) for g in snapshot.framework.student_groups}
        return " · ".join(names.get(str(item), str(item)) for item in value)
    return words_of(value) or _("(no words)")


def _origin(snapshot: Snapshot, version: Version) -> str:
    """Return from which device a version is, and from when."""
    station = snapshot.station(version.station)
    device = _("“{device}”").format(device=station_name(station)) if station else ""
    return origin_of(version, snapshot.workshop, device=device)


class ContestList(QWidget):
    """One box per contested cell; empty says so."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._desk = desk
        self._shown: object = None
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme.scaled(14))
        self._column.setContentsMargins(0, 0, theme.scaled(12), theme.scaled(12))

    def show_snapshot(self, snapshot: Snapshot, language: str) -> int:
        """Show what is contested; return how much is."""
        keys = snapshot.contested()
        fresh = [(key, snapshot.cell(key)) for key in keys]
        settled = "" if keys else _settled_words(snapshot)
        if (fresh, settled) == self._shown:
            return len(keys)
        self._shown = (fresh, settled)
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if settled:
            self._column.addWidget(Label(settled, role="quiet"))
        for key, state in fresh:
            box = ContestBox(cell_title(snapshot, key, language))
            box.show_versions(
                [
                    (value_words(snapshot, v.value, language), _origin(snapshot, v))
                    for v in state.versions
                ]
            )
            box.chosen.connect(lambda place, of=key, seen=state: self._settle(of, seen, place))
            self._column.addWidget(box)
        self._column.addStretch(1)
        return len(keys)

    def _settle(self, key: CellKey, seen: CellState, place: int) -> None:
        """Write one of the versions that were seen over them; what came since stays beside it."""
        tips = tuple(sorted(seen.tips))
        self._desk.submit(SetCell(cell=str(key), value=seen.versions[place].value, based_on=tips))


def _settled_words(snapshot: Snapshot) -> str:
    """Return why nothing is contested: nobody to answer, nothing answered, or all agreed."""
    if not snapshot.groups and not snapshot.cells:
        return _("No groups yet. Make them under Prepare.")
    if not snapshot.cells:
        return _("Nothing is scored yet: two versions of an answer would stand here.")
    return _("Everything is settled: nowhere do two versions stand.")
