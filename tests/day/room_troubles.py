"""What goes wrong on the day of a room, and how the people go on."""

from datetime import datetime

from app.domain.framework import Lens
from app.rehearsal import findings
from tests.day.room_day import (
    CUT_OFF,
    HERS,
    HIS,
    MINUTES_CUT_OFF,
    PASSPHRASE,
    TABLES,
    RoomDay,
    sheets,
)
from tests.room.ports import free_port
from tests.room.rooms import until

NOT_OURS = "Who decides about this is not in the room: paginaword."
BETWEEN = "Written while no laptop was the hub: {}between."
WHILE_DEAD = "Written while the second laptop was dead: {}dead."


def cut_off(day: RoomDay) -> None:
    """Twenty minutes of the workshop without a network; two of a group write differently."""
    day.cables["elm"].pull()
    day.cables["birch"].pull()
    day.wait_for("birch", lambda seen: not seen["connected"])
    day.desktops["birch"].does("reason", "d01", HERS)
    day.desktops["basil"].does("reason", "d01", HIS)
    day.instead("What birchd01f saw.", HERS)
    day.hub.does("pass_minutes", MINUTES_CUT_OFF / 2)
    day.score(1)
    day.hub.does("pass_minutes", MINUTES_CUT_OFF / 2)
    day.follow_clock()
    seen = day.desktops["birch"].look()
    assert "not yet on the facilitator’s laptop. Kept on this one since" in seen["status"]
    assert seen["waiting"] >= 5
    late = datetime.fromisoformat(day.hub.does("look")["now"]) - datetime.fromisoformat(seen["now"])
    assert abs(late.total_seconds()) < 30, "the clock goes on without the hub"
    assert day.hub.does("look")["contested"] == []


def kill_in_mid_word(day: RoomDay) -> None:
    """A note-taker's laptop loses its power; started again it goes on where it was."""
    amber = day.desktops["amber"]
    dimension = sheets("amber")[1][0]
    day.words.remove(sheets("amber")[1][3])
    amber.begin("type_for_ever", dimension, CUT_OFF)
    saved = ""
    while len(saved) < len(CUT_OFF) // 2:
        saved = amber.hear()["saved"]
    saved = [saved, *(line["saved"] for line in amber.kill())][-1]
    again = day.venue.station("amber", window=True)
    again.knows(again.does("joined"))
    assert again.id == amber.id
    day.desktops["amber"] = again
    found = again.does("type_the_rest", dimension, CUT_OFF)
    assert found.rstrip() == saved.rstrip() or found.startswith(saved)
    day.words.append(CUT_OFF)


def kill_the_hub(day: RoomDay) -> None:
    """The facilitator's laptop loses its power while everybody writes; one click goes on."""
    before = day.ways
    with day.meanwhile(day.desktops, lambda name: ("score", sheets(name, 2))):
        day.hub.kill()
        for name, page in day.pages.items():
            page.score(sheets(name, 2))
        day.hub.start()
        day.hub.started()
        again = day.hub.does("resume")
    day.remember(2)
    assert again == before, "the room is open again as it was"
    day.all_home()


def settle_two_versions(day: RoomDay) -> None:
    """With the network back both versions are shown to both and the facilitator; one is kept."""
    day.cables["birch"].plug_in()
    cell = f"{day.groups['B']}|d01||foundations|reason"
    for name in ("birch", "basil"):
        day.wait_for(name, lambda seen: cell in seen["contested"])
    assert day.hub.sees(contested=[cell])["contested"] == [cell]
    day.desktops["birch"].does("keep", "d01", HIS)
    for name in ("birch", "basil"):
        day.wait_for(name, lambda seen: not seen["contested"] and HIS in seen["words"])
    day.hub.sees(contested=[])
    day.instead(HERS, HIS)
    day.all_home()


def go_by_code_and_file(day: RoomDay) -> None:
    """A table without a network: a code is read aloud, then all comes on a stick, and back."""
    elm = day.desktops["elm"]
    waiting = elm.look()["waiting"]
    assert waiting >= 8
    assert not elm.look()["connected"]
    code = elm.does("read_aloud", "d02")
    said = day.hub.does("take_code", code)
    assert "Group E" in said or "E" in said
    for _time in range(2):  # a stick may be read twice
        bring_file(day)
    assert elm.look()["waiting"] == 0


def bring_file(day: RoomDay) -> None:
    """Bring elm's file to the hub, and the answer back."""
    elm = day.desktops["elm"]
    day.sticks += 1
    there, back = (day.folder / f"{name}-{day.sticks}.eqx" for name in ("there", "back"))
    elm.does("save_file", str(there))
    day.hub.does("take_file", str(there), str(back))
    elm.does("read_answer", str(back))


def leave_without_a_level(day: RoomDay) -> None:
    """A window cannot tell by the data that there is; a page's group chooses not to score."""
    dimension, _numbers, *_words = sheets("amber")[0]
    day.desktops["amber"].does("cannot_tell", dimension)
    for lens in Lens:
        day.scores[findings.key(dimension, TABLES["amber"], lens)] = "cannot_tell"
    dimension, _numbers, *_words = sheets("pagina")[0]
    day.pages["pagina"].choose_not(dimension, NOT_OURS)
    day.words.append(NOT_OURS)
    for lens in Lens:
        day.scores[findings.key(dimension, TABLES["pagina"], lens)] = "chose_not"
    day.all_home()


def ask_for_help(day: RoomDay) -> None:
    """A group asks, and is helped."""
    day.desktops["fern"].does("say", "help")
    day.hub.sees(help=["F"])
    day.wait_for("fir", lambda seen: seen["group"]["help"])
    day.hub.does("help_group", day.groups["F"])
    day.wait_for("fern", lambda seen: not seen["group"]["help"])


def finish_and_confirm(day: RoomDay) -> None:
    """Every group says that it is finished, looks at what the room will see, and confirms."""
    speakers = {TABLES[name]: name for name in TABLES if name != "elm"}
    speakers |= {"A": "page", "B": "birch", "C": "pagina"}
    for what in ("finished", "confirm"):
        for name in speakers.values():
            if name in day.pages:
                day.pages[name].say(what)
            else:
                day.desktops[name].does("say", what)
    letters = sorted(day.groups)
    day.hub.sees(finished=letters, confirmed=letters)


def hand_over(day: RoomDay) -> None:
    """The room goes to a second laptop; what is written in between is kept, and follows."""
    first, path = day.hub, day.folder / "room.eqh"
    second = day.another_hub("second")
    day.all_home()
    first.does("hand_over", str(path), PASSPHRASE)
    for name in ("daisy", "birch"):
        day.wait_for(name, lambda seen: not seen["connected"])
        day.desktops[name].does("note", BETWEEN.format(name))
        day.words.append(BETWEEN.format(name))
    second.started()
    second.does("take_over", str(path), PASSPHRASE)
    day.hub = second
    day.ways = second.does("open_room", free_port())
    address = f"https://127.0.0.1:{day.ways['port']}"
    followers = [name for name in day.desktops if name != "elm"]
    day.together(followers, "go_to", address)
    day.pages["page"].go_to(f"http://127.0.0.1:{day.ways['port'] + 1}")
    day.pages["pagina"].go_to(address)
    day.all_home()
    assert first.does("look")["open"] is False
    first.close()


def kill_the_second_hub(day: RoomDay) -> None:
    """The laptop that took over dies as well."""
    names = ("amber", "fir")
    with day.meanwhile(names, lambda name: ("note", WHILE_DEAD.format(name))):
        day.hub.kill()
    day.words += [WHILE_DEAD.format(name) for name in names]
    day.hub.start()
    day.hub.started()
    assert day.hub.does("resume") == day.ways
    day.all_home()
    until(lambda: set(day.hub.does("look")["notes"]) >= {WHILE_DEAD.format(n) for n in names})
