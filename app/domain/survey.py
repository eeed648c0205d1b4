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


def questions(framework: Framework, language: str) -> tuple[Question, ...]:
    """Return the survey in one language, with the workshop's own dimensions."""
    _: Callable[[str], str] = translator(language)
    dimensions = tuple(say(each.name, language) for each in framework.dimensions)
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
        Question(_("What history should the group know?"), nameless, (), 4),
        Question(_("Which current efforts should the group know?"), nameless, (), 4),
        Question(_("Language or access needs"), _("Interpreter, large print, step-free, …")),
        Question(_("Languages you speak")),
        Question(_("Your supervisor, if they may come too"), private),
        Question(_("Is there someone you should not be seated with?"), private),
    )
