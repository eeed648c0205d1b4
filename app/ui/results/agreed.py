"""Ratings that the room agrees on, where it chose to: off unless switched on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.cells import ROOM, CellKey, Field, SetCell
from app.domain.framework import Lens
from app.domain.scoring_sheet import level_of
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.domain.workshop import EditDetails
from app.i18n import _
from app.ui import theme
from app.ui.desk import Desk
from app.ui.score.lens_section import SHAPES
from app.ui.widgets.button import IconButton
from app.ui.widgets.lens_heading import LensHeading
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Label, Rule
from app.ui.widgets.toggle import Toggle

NO_AGREEMENT = "no_agreement"


class AgreedRatings(QWidget):
    """A switch, and a line a dimension with a level or "no agreement" per lens."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._desk = desk
        self._frame: object = None
        self._choices: dict[tuple[str, Lens], Segmented] = {}
        self._switch = Toggle(_("The room also tries to agree on one level per dimension"))
        self._switch.setObjectName("results.agreed.on")
        self._switch.clicked.connect(self._on_switch_clicked)
        hint = _(
            "Off is the usual way: today the room looks closely, decisions come later. What is "
            "agreed stands in a column of its own and never replaces a group’s score."
        )
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(theme.scaled(6))
        self._grid.setHorizontalSpacing(theme.scaled(16))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.scaled(12), theme.scaled(12))
        column.setSpacing(theme.scaled(10))
        for widget in (self._switch, Label(hint, role="quiet"), self._lines):
            column.addWidget(widget)
        column.addStretch(1)

    def show_snapshot(self, snapshot: Snapshot, language: str) -> None:
        """Show what was agreed."""
        on = snapshot.workshop.agree_ratings
        self._switch.setChecked(on)
        self._lines.setVisible(on)
        if not on:
            return
        frame = (snapshot.framework, language)
        if frame != self._frame:
            self._frame = frame
            self._fill(snapshot, language)
        for (dimension_id, lens), choice in self._choices.items():
            value = snapshot.cell(_key(dimension_id, lens)).value
            refused = isinstance(value, dict) and value.get(NO_AGREEMENT)
            choice.set_value(NO_AGREEMENT if refused else level_of(value))

    def _fill(self, snapshot: Snapshot, language: str) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._choices.clear()
        framework = snapshot.framework
        for column, lens in enumerate(Lens):
            name = say(framework.scale(lens).name, language)
            self._grid.addWidget(LensHeading(name, SHAPES[lens], lens.value), 0, 1 + column)
        for row, dimension in enumerate(framework.dimensions):
            title = _("{number} · {dimension}").format(
                number=dimension.number, dimension=say(dimension.name, language)
            )
            self._grid.addWidget(Rule(), 1 + 2 * row, 0, 1, 3)
            self._grid.addWidget(Label(title), 2 + 2 * row, 0)
            for column, lens in enumerate(Lens):
                line = self._line(snapshot, dimension.id, lens, title, language)
                self._grid.addWidget(line, 2 + 2 * row, 1 + column)

    def _line(
        self, snapshot: Snapshot, dimension_id: str, lens: Lens, title: str, language: str
    ) -> QWidget:
        scale = snapshot.framework.scale(lens)
        levels = [(level.id, str(level.position)) for level in scale.offered]
        name = _("{dimension}, {lens}").format(dimension=title, lens=say(scale.name, language))
        choice = Segmented([*levels, (NO_AGREEMENT, _("No agreement"))], "", name)
        choice.setObjectName(f"results.agreed.{dimension_id}.{lens.value}")
        choice.chosen.connect(lambda value: self._write(dimension_id, lens, value))
        self._choices[(dimension_id, lens)] = choice
        clear = IconButton("x", _("Take back: {what}").format(what=name), size=16)
        clear.clicked.connect(lambda: self._write(dimension_id, lens, ""))
        line = QWidget()
        row = QGridLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(choice, 0, 0)
        row.addWidget(clear, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        row.setColumnStretch(0, 1)
        return line

    def _write(self, dimension_id: str, lens: Lens, choice: str) -> None:
        key = _key(dimension_id, lens)
        value = {NO_AGREEMENT: True} if choice == NO_AGREEMENT else {"level": choice}
        tips = tuple(sorted(self._desk.snapshot.cell(key).tips))
        command = SetCell(cell=str(key), value=value if choice else None, based_on=tips)
        self._desk.submit(command)

    def _on_switch_clicked(self, on: bool) -> None:
        self._desk.submit(EditDetails(values={"agree_ratings": on}))


def _key(dimension_id: str, lens: Lens) -> CellKey:
    return CellKey(ROOM, dimension_id, Field.AGREED, lens.value)
