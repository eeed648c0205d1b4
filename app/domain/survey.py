"""The survey before the day: its questions, and the answers that can be chosen."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.framework import Framework
from app.domain.text import say
from app.i18n import N_, translator

ROLES = (
    N_("District or school staff"),
    N_("School board member"),
    N_("Principal"),
    N_("Teacher or educator"),
    N_("Parent or family member"),
    N_("Student"),
    N_("Community organization"),
    N_("Civil rights leader"),
    N_("Business leader"),
    N_("Faith leader"),
)
"""Answers about the role, each of which the import knows; who is two things chooses one."""


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        words: the question, by whose words the import knows the column.
        note: a line that explains it.
        choices: what can be answered; () for free words.
        lines: how many lines an answer may take.

    """

    words: str
    note: str = ""
    choices: tuple[str, ...] = ()
    lines: int = 1


LINES_OF_TEXT = 4
"""Lines of an answer that may be several sentences."""


def words_of(language: str) -> tuple[tuple[str, int], ...]:
    """Return each question's words and how many lines its answer may take, without a framework."""
    return tuple((each.words, each.lines) for each in _questions((), language))


def notes_of(language: str) -> tuple[str, ...]:
    """Return the lines that explain questions."""
    return tuple(each.note for each in _questions((), language) if each.note)


def questions(framework: Framework, language: str) -> tuple[Question, ...]:
    """Return the survey in one language, with the workshop's own dimensions."""
    names = tuple(say(each.name, language) for each in framework.dimensions)
    return _questions(names, language)


def _questions(dimensions: tuple[str, ...], language: str) -> tuple[Question, ...]:
    _: Callable[[str], str] = translator(language)
    interest = _("Dimension you would like to work on [{n}]")
    private = _("Only the facilitator sees this, and uses it for the seats.")
    nameless = _("This goes to the workshop without your name.")
    return (
        Question(_("Your full name")),
        Question(_("E-mail")),
        Question(_("School or organization")),
        Question(
            _("I am coming as"), _("If you are two of these, choose one."), tuple(map(_, ROLES))
        ),
        Question(_("What you bring"), _("For example what you know from your own life."), (), 2),
        Question(interest.format(n=1), "", dimensions),
        Question(interest.format(n=2), "", dimensions),
        Question(interest.format(n=3), "", dimensions),
        Question(_("What history should the group know?"), nameless, (), LINES_OF_TEXT),
        Question(_("Which current efforts should the group know?"), nameless, (), LINES_OF_TEXT),
        Question(_("Language or access needs"), _("Interpreter, large print, step-free, …")),
        Question(_("Languages you speak")),
        Question(_("Your supervisor, if they may come too"), private),
        Question(_("Is there someone you should not be seated with?"), private),
    )
