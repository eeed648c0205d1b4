"""Which students are most affected: chips, and the group's own words for others."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.scoring_sheet import ScoringSheet
from app.i18n import _
from app.ui import theme
from app.ui.score.cell_text import origin_of
from app.ui.score.cell_writer import CellWriter
from app.ui.score.contest_box import ContestBox
from app.ui.widgets.chip import Chip
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.text import Label


class AffectedGroups(QWidget):
    """Chips of the framework's student groups and of those that the group named itself."""

    def __init__(self, writer: CellWriter, sheet: ScoringSheet) -> None:
        super().__init__()
        self._writer, self._sheet = writer, sheet
        self._chips: dict[str, Chip] = {}
        self._contest = ContestBox(_("Two lists came in. Choose one, or press what holds."))
        self._contest.chosen.connect(self._on_contest_chosen)
        self._row = QWidget()
        self._flow = FlowLayout(self._row, spacing=theme.scaled(7))
        self._other = QLineEdit()
        self._other.setObjectName("sheet.affected.other")
        self._other.setPlaceholderText(_("Another group, then Enter"))
        self._other.setAccessibleName(_("Another student group"))
        self._other.setText(sheet.new_group.text if sheet.new_group else "")
        self._other.textEdited.connect(self._on_other_edited)
        self._other.editingFinished.connect(self._on_other_finished)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(6))
        column.addWidget(Label(_("Who is most affected?"), role="strong"))
        for widget in (self._contest, self._row, self._other):
            column.addWidget(widget)
        self.show_sheet(sheet)

    def show_sheet(self, sheet: ScoringSheet) -> None:
        """Show which ones are chosen; contested lists show all that either holds."""
        self._sheet = sheet
        names = dict(sheet.student_groups)
        contested = sheet.affected.contested and self._writer.on_way(sheet.affected) is None
        versions = sheet.affected.state.versions if contested else ()
        self._contest.show_versions(
            [
                (
                    " · ".join(names.get(g, g) for g in _listed(v.value)),
                    origin_of(v, sheet.affected.workshop, self._writer.here),
                )
                for v in versions
            ]
        )
        chosen = self._chosen()
        wanted = [*names, *(g for g in chosen if g not in names)]
        if list(self._chips) != wanted:
            self._fill(wanted, names)
        for group_id, chip in self._chips.items():
            on = group_id in chosen
            if chip.isChecked() != on:
                blocked = chip.blockSignals(True)
                chip.setChecked(on)
                chip.blockSignals(blocked)
                chip.updateGeometry()

    def _fill(self, wanted: list[str], names: dict[str, str]) -> None:
        self._flow.clear()
        self._chips = {}
        for group_id in wanted:
            chip = Chip(names.get(group_id, group_id))
            chip.setObjectName(f"sheet.affected.{group_id}")
            chip.toggled.connect(lambda _on=False: self._on_chip_toggled())
            self._chips[group_id] = chip
            self._flow.addWidget(chip)

    def _chosen(self) -> list[str]:
        cell = self._sheet.affected
        sent = self._writer.on_way(cell)
        if sent is not None:
            return _listed(sent.value)
        found = [g for version in cell.state.versions for g in _listed(version.value)]
        return list(dict.fromkeys(found))

    def _on_chip_toggled(self) -> None:
        self._write([group_id for group_id, chip in self._chips.items() if chip.isChecked()])

    def _on_other_edited(self, text: str) -> None:
        if text.strip():
            self._writer.keep(self._sheet.new_group_key, text)
        else:
            self._writer.settle(self._sheet.new_group_key, None)

    def _on_other_finished(self) -> None:
        words = self._other.text().strip()
        if not words:
            return
        self._other.clear()
        known = {name.casefold(): group_id for group_id, name in self._sheet.student_groups}
        group_id = known.get(words.casefold(), words)
        chosen = self._chosen()
        if group_id in chosen:
            self._writer.settle(self._sheet.new_group_key, None)
            return
        tips = self._writer.tips(self._sheet.affected)
        key = self._sheet.new_group_key
        self._writer.write_words(self._sheet.affected, [*chosen, group_id], tips, draft=key)
        self.show_sheet(self._sheet)

    def _on_contest_chosen(self, place: int) -> None:
        versions = self._sheet.affected.state.versions
        if place < len(versions):
            self._write(_listed(versions[place].value))

    def _write(self, chosen: list[str]) -> None:
        self._writer.write(self._sheet.affected, chosen or None)
        self.show_sheet(self._sheet)


def _listed(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []
