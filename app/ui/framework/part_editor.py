"""The texts of one part of the pack, each in every language."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from app.domain.commands import Command
from app.domain.framework.editing import Pack, text_at
from app.i18n import _
from app.ui.desk import Desk
from app.ui.framework.parts import Growing, Item, Part
from app.ui.prepare.entry_line import EntryLine
from app.ui.prepare.language_fields import LanguageFields
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Heading, Rule

KEY = "prepare.framework"
"""What every draft and object name here begins with."""

Reword = Callable[[str, str, str], Command | None]
"""Makes the command for a place, a language and words."""

AddLine = Callable[[str, str], None]
"""Adds a line with these words to the list at a place."""


class PartEditor(Panel):
    """A column of fields; they hand in their words when they are left."""

    def __init__(
        self,
        desk: Desk,
        part: Part,
        languages: Sequence[str],
        reword: Reword,
        add_line: AddLine,
        parent: QWidget | None = None,
    ) -> None:
        """Edit ``part`` in ``languages``."""
        super().__init__(part.title, parent=parent)
        self.part = part
        self._texts: dict[str, LanguageFields] = {}
        self._section = ""
        for item in part.items:
            if isinstance(item, Growing):
                self.add(self._end(desk, item, add_line))
            else:
                self._add_item(desk, item, languages, reword)

    def show_pack(self, pack: Pack) -> None:
        """Show the pack's words; what is being typed stays."""
        for place, fields in self._texts.items():
            fields.show_text(text_at(pack, place))

    def finish(self) -> None:
        """Hand in what waits in any field."""
        for fields in self._texts.values():
            fields.finish()

    def _add_item(self, desk: Desk, item: Item, languages: Sequence[str], reword: Reword) -> None:
        if item.heading:
            if self._texts:
                self.add(Rule())
            heading = Heading(item.heading)
            heading.set_tone(item.tone)
            self.add(heading)
            self._section = item.heading
        fields = LanguageFields(
            desk, f"{KEY}.{item.place}", item.caption, languages,
            lambda code, words: reword(item.place, code, words), one_line=item.one_line,
            on_leaving=True, placeholder=item.hint,
        )  # fmt: skip
        fields.setAccessibleName(self._section)
        self._texts[item.place] = fields
        self.add(fields)

    @staticmethod
    def _end(desk: Desk, item: Growing, add_line: AddLine) -> EntryLine:
        line = EntryLine(desk, f"{KEY}.{item.place}.add", item.caption, _("Add"))
        line.entered.connect(lambda words: add_line(item.place, words))
        return line
