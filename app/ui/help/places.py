"""What each page is for, in two sentences; help shows the one that the person came from."""

from app.i18n import N_, _

_PLACES: dict[str, tuple[str, str]] = {
    "home": (N_("Your workshops"), N_(
        "Every workshop on this laptop. Begin one with a name and a date, open one with Enter, or "
        "look around in the sample; a day that was interrupted goes on with “Resume”.")),
    "prepare:details": (N_("Details"), N_(
        "District, date, times, place and languages. The hard stop is when people must leave; the "
        "console always shows how far away it is.")),
    "prepare:checklist": (N_("Checklist"), N_(
        "What must be done before the day. Tick it here, and add what your own day needs.")),
    "prepare:prework": (N_("Invite and survey"), N_(
        "The invitation, the survey and the reading reminder, in both languages, and the survey as "
        "a file to fill in. Below stands whom the list does not have yet.")),
    "prepare:agenda": (N_("Agenda"), N_(
        "Blocks and activities with their minutes and what the room screen shows. The total tells "
        "at once whether the day fits.")),
    "prepare:norms": (N_("Norms"), N_(
        "What the room agrees on for talking together. They can be changed with the room, too.")),
    "prepare:people": (N_("People"), N_(
        "Who comes, in which role, and what they need. Type, paste, or import a sign-up file; "
        "nothing is taken in before you have seen it.")),
    "prepare:groups": (N_("Groups"), N_(
        "Who sits together and scores what. Let the program suggest it, then drag people and lock "
        "what is right.")),
    "prepare:data": (N_("District data"), N_(
        "The district’s own numbers, as tables and charts by student group. Hidden and blurred "
        "values stay hidden and blurred.")),
    "prepare:history": (N_("History and efforts"), N_(
        "What brought the district here, and what is under way already.")),
    "prepare:framework": (N_("Framework"), N_(
        "Scale, dimensions, questions and prompts. The number of levels is fixed once a score "
        "sheet is printed or the room opens; words may still change.")),
    "prepare:room": (N_("Room for devices"), N_(
        "Note-takers may write on devices of their own. Open the room, show the way in, and try "
        "the venue’s network beforehand.")),
    "prepare:paper": (N_("Paper kit"), N_(
        "One PDF to print and keep in the bag, for the day when everything else fails.")),
    "arrivals": (N_("Arrivals"), N_(
        "Tick who is here as people come in. A walk-in gets a seat in seconds, and seats are made "
        "anew when some did not come.")),
    "console": (N_("Run"), N_(
        "The day on the left, what is on now in the middle, the room on the right. Page Down goes "
        "on: clock, prompt and room screen move together.")),
    "stations": (N_("Stations"), N_(
        "Every group’s devices: whether they are heard, what is on the way, who asks for help. "
        "What waits for your decision, and the room check, are here too.")),
    "score": (N_("Score"), N_(
        "A group’s sheet, one dimension at a time. A level is saved when it is pressed, words as "
        "they are typed. “Paper grid” takes in sheets that were filled by hand.")),
    "results": (N_("Results"), N_(
        "Both scores of every group. The room sees nothing of it before you reveal it.")),
    "notes": (N_("Notes"), N_(
        "What groups and the room said. It waits in the tray until you put it on the wall; next "
        "steps and data needs stand beside it.")),
    "after": (N_("After"), N_(
        "The PDF and every other file, the approval, and what people want to take back.")),
}  # fmt: skip


def about(place: str) -> tuple[str, str]:
    """Return a page's name and what it is for; its part where ``place`` names one, or ""."""
    page, _colon, _part = place.partition(":")
    name, words = _PLACES.get(place) or _PLACES.get(page) or ("", "")
    return (_(name), _(words)) if name else ("", "")


def places() -> tuple[str, ...]:
    """Return every place that help knows."""
    return tuple(_PLACES)
