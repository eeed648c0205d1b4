"""What a scene is drawn from: the workshop at one moment, in the room's languages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from math import ceil

from PySide6.QtCore import QDate, QLocale

from app.domain.agenda import Activity
from app.domain.room_open import Door
from app.domain.rundown import Phase, Rundown
from app.domain.scenes import Shown
from app.domain.snapshot import Snapshot
from app.domain.text import Text, has_language, say
from app.domain.workshop import local_time
from app.i18n import translator
from app.ui import theme as themes
from app.ui.theme import Theme

Translate = Callable[[str], str]

LANGUAGES_AT_ONCE = 2
"""More languages than this cannot be read from the back row."""


@dataclass(frozen=True, kw_only=True)
class SceneContext:
    """Everything that a scene needs; frozen, so that a picture never changes under the painter.

    Attributes:
        snapshot: the workshop.
        rundown: where the day stands; its ``now`` is the moment shown.
        shown: the scene and its arguments.
        languages: one or two language codes, the leading one first.
        theme: the colors of the room screen.
        wall_clock: the time of day as the room reads it.
        door: the room for devices, and the ways in.

    """

    snapshot: Snapshot
    rundown: Rundown
    shown: Shown
    languages: tuple[str, ...]
    theme: Theme
    wall_clock: str
    door: Door = field(default_factory=Door)

    @property
    def leading(self) -> str:
        """Return the language in which what exists only once is said (times, numbers)."""
        return self.languages[0]

    @property
    def activity(self) -> Activity | None:
        """Return the current activity, or None."""
        return self.snapshot.activity_now(self.rundown)

    @property
    def own_activity(self) -> Activity | None:
        """Return the current activity where this scene is its own, or None.

        A scene may be chosen at any moment; it then says its own words, not those of what is on.
        """
        on = self.activity
        return on if on is not None and on.scene == self.shown.scene else None

    @property
    def on(self) -> bool:
        """Tell whether an activity runs or is paused, so that there is time to show."""
        return self.rundown.running and self.rundown.line is not None

    @property
    def paused(self) -> bool:
        """Tell whether the clock stands."""
        return self.rundown.phase is Phase.PAUSED

    @property
    def seconds_left(self) -> int:
        """Return whole seconds left of the current activity, negative in overtime."""
        return ceil(self.rundown.remaining_seconds)

    @property
    def page(self) -> int:
        """Return the page asked for, from 1."""
        found = self.shown.arguments.get("page", 1)
        return max(1, found) if isinstance(found, int) else 1

    def argument(self, name: str) -> str:
        """Return a text among the scene's arguments, or ""."""
        found = self.shown.arguments.get(name, "")
        return found if isinstance(found, str) else ""

    def say(self, text: Text) -> tuple[str, ...]:
        """Return ``text`` in each of the room's languages, the same words only once."""
        said = (say(text, language).strip() for language in self.languages)
        return tuple(dict.fromkeys(words for words in said if words))

    def each_of(self, text: Text) -> tuple[str, ...]:
        """Return ``text`` once for each of the room's languages, the best there is for each."""
        return tuple(say(text, language).strip() for language in self.languages)

    def columns(self, text: Text) -> tuple[str, ...]:
        """Return ``text`` for one column a language; "" where it has no words in a language."""
        if any(has_language(text, language) for language in self.languages):
            return tuple(text.get(language, "").strip() for language in self.languages)
        return (say(text, self.leading), *("" for _ in self.languages[1:]))

    def each(self, words: Callable[[Translate], str]) -> tuple[str, ...]:
        """Return words of the program in each language, one a language."""
        return tuple(words(translator(language)) for language in self.languages)

    def both(self, words: Callable[[Translate], str]) -> tuple[str, ...]:
        """Return words of the program in each language, the same words only once."""
        return tuple(dict.fromkeys(self.each(words)))

    def clock(self, moment: datetime) -> str:
        """Return a UTC moment as the time of day in the room."""
        return time_of_day(local_time(self.snapshot.workshop, moment), self.leading)

    def local(self, hour: int, minute: int) -> str:
        """Return a local time as the time of day in the room."""
        return wall_time(hour, minute, self.leading)


def context_at(
    snapshot: Snapshot, now: datetime, theme: Theme | None = None, door: Door | None = None
) -> SceneContext:
    """Return the context of a moment (UTC): what the room screen shows then."""
    day = snapshot.rundown(now)
    languages = snapshot.workshop.languages[:LANGUAGES_AT_ONCE] or ("en",)
    return SceneContext(
        snapshot=snapshot,
        rundown=day,
        shown=snapshot.shown(day),
        languages=languages,
        theme=theme or themes.current(),
        wall_clock=time_of_day(local_time(snapshot.workshop, now), languages[0]),
        door=door or Door(),
    )


def time_of_day(local: datetime, language: str) -> str:
    """Return a local moment as :func:`wall_time` writes it."""
    return wall_time(local.hour, local.minute, language)


def wall_time(hour: int, minute: int, language: str) -> str:
    """Return ``1:37 pm`` in English and ``13:37`` elsewhere."""
    if language.split("-")[0] != "en":
        return f"{hour}:{minute:02d}"
    half = "am" if hour % 24 < 12 else "pm"
    return f"{(hour - 1) % 12 + 1}:{minute:02d} {half}"


def day_in_words(day: date, language: str) -> str:
    """Return a date as people say it: ``Friday, November 20, 2026``."""
    return QLocale(language).toString(
        QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat
    )
