"""One lens on the sheet: its levels, what the chosen one means, and why."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.framework import Lens
from app.domain.scoring_sheet import LensSheet, level_of, rating_value, says_cannot_tell
from app.i18n import _
from app.ui import theme
from app.ui.score.cell_text import CellText, origin_of
from app.ui.score.cell_writer import CellWriter
from app.ui.widgets.lens_heading import LensHeading
from app.ui.widgets.level_picker import CANNOT_TELL, LevelPicker
from app.ui.widgets.text import Label, SteadyLabel

SHAPES = {Lens.FOUNDATIONS: "circle", Lens.ACCESS: "diamond"}
"""The lenses' shapes; their color roles bear the lenses' own names."""


class LensSection(QWidget):
    """Heading, picker, the chosen level's description, and the reason."""

    def __init__(
        self, writer: CellWriter, lens: LensSheet, framework_version: int, name: str
    ) -> None:
        super().__init__()
        self._writer, self._lens, self._version = writer, lens, framework_version
        heading = LensHeading(lens.name, SHAPES[lens.lens], lens.lens.value)
        self.picker = LevelPicker(
            [(level.level_id, level.position, level.name) for level in lens.levels],
            _("Cannot tell from what we have"),
            SHAPES[lens.lens],
            lens.lens.value,
            _("{lens}. {question}").format(lens=lens.name, question=lens.question),
        )
        self.picker.setObjectName(f"{name}.picker")
        self.picker.chosen.connect(self._on_picker_chosen)
        self._contest = Label(tone="attention")
        said = (lens.question, *(level.description for level in lens.levels))
        self._description = SteadyLabel(said, role="quiet")
        self.reason = CellText(
            writer,
            "",
            _("Why this level? A sentence or two."),
            _("Reason for {lens}").format(lens=lens.name),
            least_lines=1,
        )
        self.reason.field.setObjectName(f"{name}.reason")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(6))
        for widget in (heading, self.picker, self._contest, self._description, self.reason):
            column.addWidget(widget)
        self.show_lens(lens)

    def show_lens(self, lens: LensSheet) -> None:
        """Show the answer as it stands."""
        self._lens = lens
        value = self._writer.value(lens.rating)
        chosen = CANNOT_TELL if says_cannot_tell(value) else level_of(value)
        self.picker.set_value(chosen or None)
        contested = lens.rating.contested and self._writer.on_way(lens.rating) is None
        versions = lens.rating.state.versions if contested else ()
        ids = [level_of(version.value) or CANNOT_TELL for version in versions]
        self.picker.set_contested(ids)
        told = [
            _("{level} ({origin})").format(
                level=self._name(level_id),
                origin=origin_of(version, lens.rating.workshop, self._writer.here),
            )
            for level_id, version in zip(ids, versions, strict=True)
        ]
        self._contest.setText(
            _("Two answers came in: {answers}. Press the one that holds.").format(
                answers=" · ".join(told)
            )
        )
        self._contest.setVisible(contested)
        self._describe()
        self.reason.show_cell(lens.reason)

    def _describe(self) -> None:
        level = self._lens.level(self.picker.value() or "")
        if level is not None:
            self._description.setText(level.description)
        elif self.picker.value() == CANNOT_TELL:
            self._description.setText(_("A real answer. Say below what data would help."))
        else:
            self._description.setText(self._lens.question)

    def _name(self, level_id: str) -> str:
        level = self._lens.level(level_id)
        if level is None:
            return _("cannot tell")
        return _("{number}: {name}").format(number=level.position, name=level.name)

    def _on_picker_chosen(self, choice: str) -> None:
        level_id = "" if choice == CANNOT_TELL else choice
        value = rating_value(level_id, self._version) if choice else None
        self.picker.set_contested([])
        self._contest.hide()
        self._describe()
        self._writer.write(self._lens.rating, value)
