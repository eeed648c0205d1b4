"""What to do when …: questions of the day and their answers."""

from collections.abc import Callable


def topics(gettext: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    """Return (question, answer) pairs in the words of ``gettext``."""
    _ = gettext
    return (
        (
            _("The projector shows nothing"),
            _(
                "Plug it in and choose “extend” in the system’s display settings; the room screen "
                "comes by itself. If the system mirrors the displays, use “One screen for console "
                "and room” in the menu with the wheel."
            ),
        ),
        (
            _("We began late, or I forgot to press Start"),
            _(
                "Start the day with “Started … minutes ago”. An activity in the list on the left "
                "offers the same."
            ),
        ),
        (
            _("We run over"),
            _(
                "“Absorb … min…” on the left comes when the day is behind, with three choices, "
                "each with the new end before you take it: shorten everything to come, take it "
                "from one block, or let the day end later. “Borrow time…” gives what is on now "
                "more time from a later block."
            ),
        ),
        (
            _("Somebody came who is not on the list"),
            _("Arrivals, then “Walk-in”: a name and a role are enough, and a seat is suggested."),
        ),
        (
            _("A group wrote on paper"),
            _("Score, then “Paper grid”: a digit for each score, 0 for “cannot tell”."),
        ),
        (
            _("A table has no network"),
            _(
                "Stations, then “By hand”: add the file that its device saved, or type the codes "
                "that are read aloud. What comes twice counts once."
            ),
        ),
        (
            _("Another laptop has to go on"),
            _(
                "After, then “Hand over”: one file takes the workshop and its room along, and the "
                "devices follow."
            ),
        ),
        (
            _("I pressed the wrong thing"),
            _("Undo says what it takes back. Nothing that was typed is lost."),
        ),
        (
            _("The program or the laptop stopped"),
            _(
                "Start it again and press “Resume”: the clock, the scene and every score are as "
                "they were. The time that passed counts, and you can take it back."
            ),
        ),
        (
            _("Somebody wants to take back what they said"),
            _(
                "After, then “Withdraw words”: the text is erased from this workshop and its "
                "backups, and the files that already left are listed."
            ),
        ),
    )
