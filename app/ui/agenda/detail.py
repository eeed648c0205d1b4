"""Everything about one activity, or one block, beside the tree."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.agenda import EditActivity, EditBlock
from app.domain.commands import Command
from app.i18n import _, _n
from app.ui.agenda.tree import modes, scenes
from app.ui.desk import Desk
from app.ui.prepare.captioned import Captioned
from app.ui.prepare.choice import Choice, MinutesBox
from app.ui.prepare.language_fields import LanguageFields
from app.ui.prepare.side_by_side import SideBySide
from app.ui.prepare.words_field import WordsFaultError
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Label


class ActivityDetail(Panel):
    """Title, minutes, scene, mode, prompt and notes of one activity."""

    def __init__(self, desk: Desk, activity_id: str, parent: QWidget | None = None) -> None:
        """Edit one activity, as the desk's snapshot has it at each :meth:`show_record`."""
        super().__init__(_("Activity"), parent=parent)
        self._desk, self._id = desk, activity_id
        self._title = _titles(self._texts, self._edit)
        self.add(self._title)
        row = SideBySide(240, 10)
        self._minutes = MinutesBox(_("Minutes"))
        self._minutes.setObjectName("prepare.agenda.minutes")
        self._minutes.minutes_changed.connect(lambda minutes: self._submit(minutes=minutes))
        row.add(Captioned(_("Minutes"), self._minutes))
        self._mode = Choice(modes(), _("How it runs"))
        self._mode.setObjectName("prepare.agenda.mode")
        self._mode.chosen.connect(lambda mode: self._submit(mode=mode))
        row.add(Captioned(_("How it runs"), self._mode))
        self.add(row)
        self._scene = Choice(scenes(), _("On the room screen"))
        self._scene.setObjectName("prepare.agenda.scene")
        self._scene.chosen.connect(lambda scene: self._submit(scene=scene))
        self.add(Captioned(_("On the room screen"), self._scene))
        self._prompt = self._texts(
            "prompt", _("What the room reads"), lambda text: self._edit(prompt=text), least_lines=2
        )
        self.add(self._prompt)
        self._notes = self._texts(
            "notes", _("Notes for you"), lambda text: self._edit(notes=text), least_lines=3
        )
        self.add(self._notes)
        self.body.addStretch(1)
        self.show_record()

    def show_record(self) -> None:
        """Show the activity as it is now; one that is gone stays as it was."""
        activity = self._desk.snapshot.agenda.activity(self._id)
        if activity is None:
            return
        self._title.show_text(activity.title)
        if not self._minutes.hasFocus() or self._minutes.value() == activity.minutes:
            self._minutes.set_minutes(activity.minutes)
        self._scene.set_value(activity.scene)
        self._mode.set_value(activity.mode)
        self._prompt.show_text(activity.prompt)
        self._notes.show_text(activity.notes)

    def focus_title(self) -> None:
        """Put the cursor into the title, all of it selected."""
        _focus(self._title)

    def finish(self) -> None:
        """Hand in what waits in any field."""
        for fields in (self._title, self._prompt, self._notes):
            fields.finish()

    def _texts(self, name: str, caption: str, make: Callable, **shape: Any) -> LanguageFields:
        languages = self._desk.snapshot.workshop.languages
        holder: list[LanguageFields] = []
        fields = LanguageFields(
            self._desk, f"prepare.agenda.{self._id}.{name}", caption, languages,
            lambda _code, _words: make(holder[0].texts()), **shape,
        )  # fmt: skip
        holder.append(fields)
        return fields

    def _edit(self, **values: Any) -> Command:
        return EditActivity(activity_id=self._id, values=values)

    def _submit(self, **values: Any) -> None:
        self._desk.submit(self._edit(**values))


class BlockDetail(Panel):
    """Title of one block, and where its length comes from."""

    def __init__(self, desk: Desk, block_id: str, parent: QWidget | None = None) -> None:
        """Edit one block, as the desk's snapshot has it at each :meth:`show_record`."""
        super().__init__(_("Block"), parent=parent)
        self._desk, self._id = desk, block_id
        holder: list[LanguageFields] = []
        self._title = _titles(
            lambda name, caption, make, **shape: LanguageFields(
                desk, f"prepare.agenda.{block_id}.{name}", caption,
                desk.snapshot.workshop.languages, lambda _code, _words: make(holder[0].texts()),
                **shape,
            ),
            lambda **values: EditBlock(block_id=block_id, values=values),
        )  # fmt: skip
        holder.append(self._title)
        self.add(self._title)
        self._length = Label(role="strong")
        self._source = Label(role="quiet")
        self.add(self._length)
        self.add(self._source)
        self.body.addStretch(1)
        self.show_record()

    def show_record(self) -> None:
        """Show the block as it is now; one that is gone stays as it was."""
        block = self._desk.snapshot.agenda.block(self._id)
        if block is None:
            return
        self._title.show_text(block.title)
        minutes = self._desk.snapshot.agenda.minutes_of(block.id)
        self._length.setText(
            _n(
                "{n} minute, the sum of its activities",
                "{n} minutes, the sum of its activities",
                minutes,
            ).format(n=minutes)
        )
        if block.minutes_source == "published":
            words = _("The published sample agenda gives this block its length.")
        elif block.minutes_source:
            words = _("App default: the published agenda leaves this block’s length open.")
        else:
            words = ""
        self._source.setText(words)
        self._source.setVisible(bool(words))

    def focus_title(self) -> None:
        """Put the cursor into the title, all of it selected."""
        _focus(self._title)

    def finish(self) -> None:
        """Hand in what waits in the title."""
        self._title.finish()


def _titles(texts: Callable, edit: Callable[..., Command]) -> LanguageFields:
    def make(title: dict[str, str]) -> Command:
        if not any(words.strip() for words in title.values()):
            raise WordsFaultError(_("A title is needed here, in one language at least."))
        return edit(title=title)

    return texts("title", _("Title"), make, one_line=True)


def _focus(fields: LanguageFields) -> None:
    first = next(iter(fields.fields().values()))
    first.setFocus(Qt.FocusReason.OtherFocusReason)
    first.selectAll()
