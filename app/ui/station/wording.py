"""What a station says of where its words are, never more than is known."""

from datetime import datetime

from app.domain.station_road import LEFT_OUT, RoadState, Said, said_of
from app.domain.workshop import Workshop
from app.i18n import _, _n
from app.ui.console.wording import clock_time

SUCCESS, ATTENTION, OVERTIME = "success", "attention", "overtime"

ICONS = {SUCCESS: "circle-check", ATTENTION: "cloud-off", OVERTIME: "octagon-alert", "": "laptop"}
"""Tone of the status → the icon that says the same without color."""


def status_words(state: RoadState, drafts: int, workshop: Workshop) -> tuple[str, str]:
    """Return words and tone of the status line; ``drafts`` are fields that are being typed in."""
    said, waiting = said_of(state, drafts)
    if said is Said.SAVED:
        return _("Saved on the facilitator’s laptop"), SUCCESS
    if said is Said.ON_WAY:
        words = _n(
            "Saved on this laptop, {n} on the way", "Saved on this laptop, {n} on the way", waiting
        )
        return words.format(n=waiting), ""
    if said is Said.AGAIN:
        words = _n(
            "The facilitator’s laptop was restored: {n} is sent again. It is kept here.",
            "The facilitator’s laptop was restored: {n} are sent again. All are kept here.",
            waiting,
        )
        return words.format(n=waiting), ATTENTION
    if said is Said.AWAY:
        return _away_words(state.waiting_since, waiting, workshop), ATTENTION
    if said is Said.AWAY_NOTHING:
        words = _("No connection since {time}. Until then all was on the facilitator’s laptop.")
        return words.format(time=_time(state.heard_at, workshop)), ATTENTION
    return {
        Said.LOOKING: (_("Looking for the facilitator’s laptop"), ""),
        Said.WAITS: (_("Kept on this laptop. The facilitator has to let it in."), ATTENTION),
        Said.REVOKED: (
            _("The facilitator took this laptop out of its group. What you write is kept here."),
            ATTENTION,
        ),
        Said.DIFFERS: (
            _("This laptop and the facilitator’s differ. Nothing was dropped. Tell them."),
            OVERTIME,
        ),
    }[said]


def _away_words(since: datetime | None, waiting: int, workshop: Workshop) -> str:
    if since is None:
        words = _n(
            "{n} not yet on the facilitator’s laptop. It is kept on this one.",
            "{n} not yet on the facilitator’s laptop. They are kept on this one.",
            waiting,
        )
        return words.format(n=waiting)
    words = _n(
        "{n} not yet on the facilitator’s laptop. Kept on this one since {time}.",
        "{n} not yet on the facilitator’s laptop. Kept on this one since {time}.",
        waiting,
    )
    return words.format(n=waiting, time=_time(since, workshop))


def _time(moment: datetime | None, workshop: Workshop) -> str:
    return clock_time(workshop, moment) if moment is not None else ""


def problem_words(problem: str) -> str:
    """Return what people should know of a problem of the road; "" for one that passes by itself."""
    kept = _("All that was written here is kept on this laptop.")
    said = {
        "another_certificate": _(
            "Another computer answers in the place of the facilitator’s laptop. Nothing was sent "
            "to it. Tell the facilitator."
        ),
        "another_room": _("That address belongs to another room now. Ask the facilitator."),
        "another_workshop": _("That address belongs to another workshop now. Ask the facilitator."),
        "protocol": _("The facilitator’s laptop has another version of the program. Tell them."),
        "unknown_station": _(
            "The facilitator’s laptop does not know this one any more. Tell the facilitator."
        ),
    }.get(problem, "")
    return f"{said} {kept}" if said else ""


def left_out_words(state: RoadState) -> str:
    """Return what is to be said of entries that are no part of the workshop; "" for none."""
    refused = [one for one in state.left_out if one.outcome in LEFT_OUT]
    held = len(state.left_out) - len(refused)
    parts = []
    if held:
        words = _n(
            "{n} answer waits for the facilitator to decide about it.",
            "{n} answers wait for the facilitator to decide about them.",
            held,
        )
        parts.append(words.format(n=held))
    if refused:
        words = _n(
            "{n} answer was not taken into the workshop. It is kept on both laptops.",
            "{n} answers were not taken into the workshop. They are kept on both laptops.",
            len(refused),
        )
        parts += [words.format(n=len(refused)), refused[-1].said]
    return " ".join(part for part in parts if part)


def settled_words(state: RoadState) -> str:
    """Return what is to be said of answers that the facilitator settled; "" for none."""
    if not state.settled:
        return ""
    words = _n(
        "The facilitator settled {n} answer otherwise than it was written here.",
        "The facilitator settled {n} answers otherwise than they were written here.",
        len(state.settled),
    )
    return words.format(n=len(state.settled))
