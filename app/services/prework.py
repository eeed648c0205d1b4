"""What is sent before the day, ready to copy or to save: texts, and the survey as a file."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

from app.domain.prework import DAYS_BEFORE
from app.domain.snapshot import Snapshot
from app.domain.survey import Question, questions
from app.i18n import LANGUAGES, translator
from app.paths import resource_path
from app.reports import survey_form
from app.reports.wording import day_in_full, time_of_day

FORM_SUFFIXES = (".html", ".xlsx")
"""What the survey can be saved as."""

_ANSWERS_BACK = 14
"""Days before the workshop by which survey answers are asked for, so that groups can be made."""


class Letter(StrEnum):
    """A text that is sent before the day."""

    INVITATION = "invitation"
    SURVEY = "survey"
    READING = "reading"


def letter(snapshot: Snapshot, which: Letter, language: str) -> str:
    """Return a text with the workshop's own day, place and hosts; gaps are in brackets.

    The words lie in ``resources/prework``, one file for each text and language.
    """
    _ = translator(language)
    known = language if language in LANGUAGES else LANGUAGES[0]
    words = resource_path("prework", f"{which.value}.{known}.txt").read_text("utf-8")
    workshop = snapshot.workshop
    asked = questions(snapshot.framework, language)
    return words.format(
        district=workshop.district,
        day=day_in_full(workshop.date, _),
        time=time_of_day(workshop.start_time, language),
        length=_length(snapshot.agenda.total_minutes, _),
        place=workshop.place or _("[place]"),
        host=snapshot.hosts.facilitators or _("[your name]"),
        back=day_in_full(_answers_back(workshop.date), _),
        questions="\n".join(_asked(number, each, _) for number, each in enumerate(asked, 1)),
    )


def letter_name(which: Letter, language: str) -> str:
    """Return a name for the saved text, without a suffix."""
    return f"{which.value}-{language}"


def survey_file(snapshot: Snapshot, language: str, suffix: str) -> bytes:
    """Return the survey as a page for a browser (".html") or as a workbook (".xlsx")."""
    _ = translator(language)
    workshop = snapshot.workshop
    intro = _(
        "Thank you for answering by {back}. Save this form and send it back to whoever sent it."
    )
    form = survey_form.SurveyForm(
        language=language,
        title=_("Before our workshop on {day}").format(day=day_in_full(workshop.date, _)),
        intro=intro.format(back=day_in_full(_answers_back(workshop.date), _)),
        questions=questions(snapshot.framework, language),
    )
    make = survey_form.to_html if suffix == ".html" else survey_form.to_xlsx
    return make(form)


def _length(minutes: int, _: Callable[[str], str]) -> str:
    """Return how long the agenda takes, break and all; a gap in brackets where nothing is in it."""
    hours, rest = divmod(minutes, 60)
    if rest:
        return _("{h} h {m} min").format(h=hours, m=rest)
    if hours:
        return _("1 hour") if hours == 1 else _("{n} hours").format(n=hours)
    return _("[how long]")


def _answers_back(day: date) -> date:
    return day - timedelta(days=min(_ANSWERS_BACK, DAYS_BEFORE["survey"]))


def _asked(number: int, question: Question, _: Callable[[str], str]) -> str:
    lines = [f"{number}. {question.words.replace(' [', ' (').replace(']', ')')}"]
    if question.note:
        lines.append(f"   {question.note}")
    if question.choices:
        lines += [f"   - {choice}" for choice in question.choices]
    return "\n".join(lines)
