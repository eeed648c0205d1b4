"""The workshop's details: the day, its languages, who leads, what comes next."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.commands import Command
from app.domain.drafts import PERSONAL
from app.domain.workshop import EditDetails, NameHosts, hard_stop, scheduled_start
from app.i18n import _
from app.ui.console.wording import clock_time
from app.ui.desk import Desk
from app.ui.details.day_field import DayField
from app.ui.details.room_languages import RoomLanguages
from app.ui.details.times import read_time, show_time
from app.ui.details.zone_choice import ZoneChoice
from app.ui.prepare.captioned import Captioned
from app.ui.prepare.page import Page
from app.ui.prepare.side_by_side import SideBySide
from app.ui.prepare.words_field import WordsFaultError, WordsField
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Label
from app.ui.widgets.toggle import Toggle

_HOSTS = ("facilitators", "co_host", "contact")


class DetailsView(Page):
    """Everything about the day but its agenda; each field saves itself when it is left."""

    TABLES = ("workshop", "hosts", "blocks", "activities")

    def __init__(self, desk: Desk) -> None:
        """Show the open workshop's details."""
        super().__init__(desk, _("Details"), _("Everything saves itself as you go."), widest=900)
        self._fields: dict[str, WordsField] = {}
        self._boxes: dict[str, Captioned] = {}
        for panel in (
            self._day(),
            self._languages(),
            self._leading(),
            self._next(),
            self._rating(),
        ):
            self.add(panel)
        self.column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show what the workshop says."""
        workshop, hosts = self.snapshot.workshop, self.snapshot.hosts
        for name in ("district", "place", "next_place"):
            self._fields[name].show_words(getattr(workshop, name))
        for name in ("start_time", "planned_end_time", "hard_stop_time", "next_time"):
            self._fields[name].show_words(show_time(getattr(workshop, name)))
        for name in _HOSTS:
            self._fields[name].show_words(getattr(hosts, name))
        self._date.set_day(workshop.date)
        self._zone.set_value(workshop.time_zone)
        self._room.set_value(workshop.languages)
        self._agree.setChecked(workshop.agree_ratings)
        has_next = workshop.next_date is not None
        self._has_next.setChecked(has_next)
        self._next_box.setVisible(has_next)
        if workshop.next_date is not None:
            self._next_date.set_day(workshop.next_date)
        self._judge_times()

    def _day(self) -> QWidget:
        panel = Panel(_("The day"))
        panel.add(self._line("district", _("District"), self._district))
        row = SideBySide(420)
        self._date = DayField(_("Date of the workshop"))
        self._date.setObjectName("prepare.details.date")
        self._date.day_changed.connect(lambda day: self._edit(date=day.isoformat()))
        row.add(Captioned(_("Date"), self._date))
        self._zone = ZoneChoice()
        self._zone.setObjectName("prepare.details.time_zone")
        self._zone.setAccessibleName(_("Time zone"))
        self._zone.chosen.connect(lambda zone: self._edit(time_zone=zone))
        zone = Captioned(_("Time zone"), self._zone)
        self._zone.faulted.connect(zone.set_fault)
        row.add(zone)
        panel.add(row)
        times = SideBySide(420)
        times.add(self._time("start_time", _("Start")))
        times.add(self._time("planned_end_time", _("Planned end")))
        times.add(self._time("hard_stop_time", _("Hard stop"), optional=True))
        panel.add(times)
        self._boxes["hard_stop_time"].set_hint(
            _("When the room must be empty, if there is such a time.")
        )
        self._judgement = Label(role="small", tone="attention")
        panel.add(self._judgement)
        panel.add(self._line("place", _("Place"), lambda words: {"place": words}))
        return panel

    def _languages(self) -> QWidget:
        panel = Panel(_("Languages of the room"))
        self._room = RoomLanguages()
        self._room.languages_changed.connect(lambda codes: self._edit(languages=list(codes)))
        panel.add(self._room)
        return panel

    def _leading(self) -> QWidget:
        panel = Panel(_("Who leads"))
        panel.add(
            self._line("facilitators", _("Facilitators"), self._hosts, _("One or several names"))
        )
        panel.add(
            self._line("co_host", _("Co-host from the community"), self._hosts,
                       _("Often an advocate, who speaks first"))
        )  # fmt: skip
        panel.add(
            self._line("contact", _("Contact for questions afterwards"), self._hosts,
                       _("An address or a phone number"))
        )  # fmt: skip
        panel.add(Label(_("These names stay on this laptop, and in papers only if you ask for it."),
                        role="small"))  # fmt: skip
        return panel

    def _next(self) -> QWidget:
        panel = Panel(_("The next convening"))
        self._has_next = Toggle(_("The date is known"))
        self._has_next.setObjectName("prepare.details.has_next")
        self._has_next.clicked.connect(self._on_has_next_clicked)
        panel.add(self._has_next)
        row = SideBySide(420)
        self._next_date = DayField(_("Date of the next convening"))
        self._next_date.setObjectName("prepare.details.next_date")
        self._next_date.day_changed.connect(lambda day: self._edit(next_date=day.isoformat()))
        self._next_box = Captioned(_("Date"), self._next_date)
        row.add(self._next_box)
        row.add(self._time("next_time", _("Time"), optional=True))
        panel.add(row)
        panel.add(self._line("next_place", _("Place"), lambda words: {"next_place": words}))
        return panel

    def _rating(self) -> QWidget:
        panel = Panel(_("One rating for the whole room?"))
        self._agree = Toggle(_("The room also tries to agree on one rating for each dimension"))
        self._agree.setObjectName("prepare.details.agree_ratings")
        self._agree.clicked.connect(lambda on: self._edit(agree_ratings=bool(on)))
        panel.add(self._agree)
        panel.add(
            Label(
                _(
                    "Best left off: this workshop makes no decisions, and every group’s score "
                    "stands for itself. Turned on, the agreed rating has a column of its own, and "
                    "“no agreement” is an answer."
                ),
                role="quiet",
            )
        )
        return panel

    def _line(
        self,
        name: str,
        caption: str,
        values: Callable[[str], dict[str, Any] | Command],
        placeholder: str = "",
    ) -> Captioned:
        def make(words: str) -> Command:
            made = values(words)
            return EditDetails(values=made) if isinstance(made, dict) else made

        key = f"prepare.details.{name}"
        draft_key = PERSONAL + key if name in _HOSTS else key
        field = WordsField(
            self.desk, draft_key, make, name=caption, placeholder=placeholder, one_line=True,
            on_leaving=True,
        )  # fmt: skip
        field.setObjectName(key)
        self._fields[name] = field
        self._boxes[name] = Captioned(caption, field)
        return self._boxes[name]

    def _time(self, name: str, caption: str, *, optional: bool = False) -> Captioned:
        return self._line(
            name, caption, lambda words: {name: read_time(words, optional=optional)},
            _("None") if optional else "",
        )  # fmt: skip

    @staticmethod
    def _district(words: str) -> dict[str, Any]:
        if not words:
            raise WordsFaultError(_("Type the name of the district, or of whatever you work with."))
        return {"district": words}

    def _hosts(self, words: str) -> NameHosts:
        said = {name: self._fields[name].words() for name in _HOSTS}
        return NameHosts(
            facilitators=said["facilitators"], co_host=said["co_host"], contact=said["contact"]
        )

    def _edit(self, **values: Any) -> None:
        self.desk.submit(EditDetails(values=values))

    def _judge_times(self) -> None:
        """Say what does not fit together; nothing is refused for it."""
        workshop, minutes = self.snapshot.workshop, self.snapshot.agenda.total_minutes
        start = scheduled_start(workshop)
        agenda_end, planned = start + timedelta(minutes=minutes), self.snapshot.schedule.planned_end
        stop, words = hard_stop(workshop), []
        if workshop.planned_end_time and workshop.planned_end_time <= workshop.start_time:
            words.append(_("The planned end is not after the start."))
        elif agenda_end > planned:
            words.append(
                _("The agenda takes {n} minutes, until {time}: later than the planned end.").format(
                    n=minutes, time=clock_time(workshop, agenda_end)
                )
            )
        if stop is not None and stop < planned:
            words.append(_("The hard stop comes before the planned end."))
        self._judgement.setText(" ".join(words))
        self._judgement.setVisible(bool(words))

    def _on_has_next_clicked(self, on: bool) -> None:
        known = self.snapshot.workshop.date
        later: date | None = known + timedelta(days=28) if on else None
        self._edit(next_date=later.isoformat() if later else None)
