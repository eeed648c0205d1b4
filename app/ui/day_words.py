"""What the strip over the pages says of the running day; loaded with the first workshop."""

from dataclasses import dataclass

from app.domain.notes import TRAY
from app.domain.people import Arrival
from app.domain.rundown import Phase
from app.i18n import N_, _
from app.ui.console.wording import clock_time
from app.ui.desk import Desk
from app.ui.stations.reading import count_of

_PHASES = {
    Phase.NOT_STARTED: N_("not started"),
    Phase.RUNNING: N_("running"),
    Phase.PAUSED: N_("paused"),
    Phase.FINISHED: N_("finished"),
}


@dataclass(frozen=True)
class DayWords:
    """How the day stands, in words.

    Attributes:
        time: the time of day at the workshop.
        state: whether the day runs, or that the room screen is dark.
        dark: whether the room screen is dark while it runs.
        on_pages: page id → what waits there, for the pages whose name says it.

    """

    time: str
    state: str
    dark: bool
    on_pages: dict[str, str]


def day_words(desk: Desk) -> DayWords:
    """Return the words of this moment."""
    snapshot, day = desk.snapshot, desk.rundown()
    people = [p.participant.arrival for p in snapshot.people]
    here = sum(one is Arrival.HERE for one in people)
    coming = sum(one is not Arrival.ABSENT for one in people)
    waiting = sum(note.place == TRAY for note in snapshot.notes)
    on_pages = {}
    if coming:
        on_pages["arrivals"] = _("Arrivals {here}/{n}").format(here=here, n=coming)
    if waiting:
        on_pages["notes"] = _("Notes · {n}").format(n=waiting)
    # Only where devices are: a day on one laptop reads none of this.
    if snapshot.stations:
        door = desk.door
        count = count_of(door.heard.values(), day.now, is_open=door.door.is_open)
        look = count.unwell + door.waiting
        if look:
            on_pages["stations"] = _("Stations · {n}").format(n=look)
    dark = snapshot.scene.blackout and day.running
    return DayWords(
        time=clock_time(snapshot.workshop, day.now),
        state=_("room screen dark") if dark else _(_PHASES[day.phase]),
        dark=dark,
        on_pages=on_pages,
    )
