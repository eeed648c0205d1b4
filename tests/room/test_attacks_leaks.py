"""What a station can find out of other groups, and what can be read along the road: nothing."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send
from websockets.sync.client import connect

from app.domain.cells import ConfirmScores, Field, RevealResults, SetCell
from app.domain.ids import new_id
from app.domain.notes import AddNote
from app.domain.people import AddPerson, Role
from app.log import start_log, stop_log
from app.room.doorman import Doorman
from tests.room.browser import Browser
from tests.room.rooms import Caller, Device, OpenRoom, until
from tests.room.web_page import kept
from tests.workshops import rating, reason

Call = Callable[..., Caller]
F2 = {"level": "f2", "framework": 1}
SECRET = "Only table B knows about the Elm Street bus"


def told_to(room: OpenRoom, caller: Caller) -> dict[str, Any]:
    """Return all that a station can fetch, but for moments and the count of changes."""
    view = caller.view(room)
    return {name: view[name] for name in ("standing", "message", "records", "hashes")}


def full_table(other: Caller) -> None:
    """Let another table answer everything that there is."""
    cell = "gB|d01||foundations|reason"
    other.cell(rating("gB"), F2)
    other.cell(rating("gB", "d01", "access"), {"cannot_tell": True})
    other.cell(cell, SECRET)
    for field in (Field.EVIDENCE, Field.OTHER_VIEW):
        other.cell(f"gB|d01|||{field.value}", SECRET)
    other.cell("gB|d01|||student_groups", [SECRET])
    other.cell("gB|d06|||not_scored", {"words": "We chose not to"})
    other.note(SECRET, "ab" * 16)
    other.write("need.add", {"need_id": "cd" * 16, "group_id": "gB", "dimension_id": "d01",
                             "kind": "", "text": SECRET})  # fmt: skip
    for what in ("help", "finished", "confirm"):
        other.write(f"group.{what}", {"group_id": "gB", "on": True})


def test_nothing_of_another_group_is_told_before_the_reveal(room: OpenRoom, call: Call) -> None:
    one, other = call("gA"), call("gB")
    before = told_to(room, one)
    full_table(other)
    assert {r["outcome"] for r in other.post(room).json()["results"]} == {"accepted"}
    after = told_to(room, one)
    for answer in (before, after):
        # The first score locks the scale, and everybody may know that scoring began.
        answer["records"].pop("workshop")
        answer["hashes"].pop("workshop")
    assert after == before


def test_the_reveal_tells_scores_and_no_words_that_the_room_did_not_open(
    room: OpenRoom, call: Call
) -> None:
    one, other = call("gA"), call("gB")
    full_table(other)
    other.post(room)
    room.do(SetCell(cell="room|d01||access|agreed", value={"no_agreement": True}))
    room.do(RevealResults())
    view = told_to(room, one)
    assert {row["cell"] for row in view["records"]["cells"]} == {
        "gB|d01||foundations|rating", "gB|d01||access|rating", "gB|d06|||not_scored",
        "room|d01||access|agreed",
    }  # fmt: skip
    assert SECRET not in str(view)
    assert other.station not in str(view)
    assert view["records"]["groups"][1]["dimensions"] == ["d01", "d06"]


def test_a_station_is_not_pushed_for_what_another_group_does(room: OpenRoom, call: Call) -> None:
    one, other = call("gA"), call("gB")
    other.cell(rating("gB"), F2)
    other.post(room)
    with connect(f"{room.http.replace('http', 'ws')}/v1/push", proxy=None) as push:
        greeting = {"protocol": 2, "station": one.station, "token": one.welcome["token"]}
        push.send(json.dumps(greeting))
        push.recv(20)
        full_table(other)
        other.post(room, entries=other.sent[1:])
        with pytest.raises(TimeoutError):
            push.recv(0.5)


def test_no_entry_reaches_or_reads_another_groups_records(room: OpenRoom, call: Call) -> None:
    one, other = call("gA"), call("gB")
    full_table(other)
    other.post(room)
    before = room.operations.snapshot
    theirs = other.sent[2]["id"]
    one.cell("ab" * 16 + "||||text", "overwritten")
    one.cell("cd" * 16 + "||||text", "overwritten")
    one.cell(rating("gB"), F2, other.sent[0]["id"])
    one.note("the same note", "ab" * 16)
    one.write("group.confirm", {"group_id": "gB", "on": False})
    one.write("group.help", {"group_id": "gB", "on": False})
    one.write("cell.set", {"cell": str(reason("gB")), "value": "x"}, id=theirs)
    one.cell("room|d01||foundations|agreed", F2)
    answer = one.post(room).json()
    assert {r["outcome"] for r in answer["results"]} == {"refused"}
    assert SECRET not in str(answer)
    after = room.operations.snapshot
    for table in ("cells", "notes", "data_needs", "group_states"):
        assert getattr(after, table) == getattr(before, table), table


def test_settling_over_another_groups_entry_settles_nothing_there(
    room: OpenRoom, call: Call
) -> None:
    """Naming another group's entries in ``based_on`` is no way to make them disappear."""
    one, other = call("gA"), call("gB")
    full_table(other)
    other.post(room)
    one.cell(reason(), "mine", *(entry["id"] for entry in other.sent))
    assert one.post(room).json()["results"][0]["outcome"] == "accepted"
    assert room.operations.snapshot.cell(reason("gB")).value == SECRET
    assert room.operations.snapshot.cell(rating("gB")).value == F2


@pytest.mark.parametrize(
    "kind",
    [
        "results.reveal", "workshop.edit", "person.add", "stations.tell", "station.move",
        "words.withdraw", "day.start", "dataset.import", "framework.edit",
    ],
)  # fmt: skip
def test_a_station_is_no_facilitator(room: OpenRoom, call: Call, kind: str) -> None:
    caller = call()
    before = room.operations.snapshot
    caller.write(kind, {"group_id": "gA", "values": {}, "text": "from a station"})
    (result,) = caller.post(room).json()["results"]
    assert result["outcome"] in ("refused", "kept")
    assert room.operations.snapshot.workshop == before.workshop


def test_no_token_code_name_or_word_is_in_an_address_or_a_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A browser and a desktop station join, write, are refused, and listen."""
    asked: list[str] = []
    usual = Doorman.__call__

    async def noting(self: Doorman, scope: Scope, receive: Receive, send: Send) -> None:
        asked.append(f"{scope.get('path')}?{scope.get('query_string')!r}")
        await usual(self, scope, receive, send)

    monkeypatch.setattr(Doorman, "__call__", noting)
    log = start_log(tmp_path, level=logging.DEBUG)
    caplog.set_level(logging.DEBUG, "app")
    caplog.set_level(logging.DEBUG, "uvicorn")
    room = OpenRoom(tmp_path / "hub" / "w.eqw")
    try:
        room.do(AddPerson(participant_id="p1", role=Role.ADVOCATE, identity={"name": "Zelda Q"}))
        laptop = Device.joined(tmp_path / "laptop.eqw", room, "gB")
        laptop.write(AddNote(note_id=new_id(), group_id="gB", text=SECRET))
        laptop.write(ConfirmScores(group_id="gA", on=True))  # of another group: refused
        laptop.connect()
        with Browser() as browser:
            page = browser.page(f"{room.http}/#j={room.code()}")
            page.press("Join")
            page.press("Yes, they match")
            page.type("[data-cell='gA|d01|||evidence']", SECRET)
            until(lambda: room.operations.snapshot.cell("gA|d01|||evidence").value == SECRET)
            stored = kept(page)["meta"]
            seen = page.run("performance.getEntriesByType('resource').map((one) => one.name)")
        until(laptop.is_home)
        stations = [one.id for one in room.operations.snapshot.stations]
        laptop.close()
    finally:
        room.close()
        stop_log()
    assert log is not None
    assert len(asked) > 10
    (token,) = (row["value"]["token"] for row in stored if row["name"] == "enrolment")
    along = "\n".join([*asked, *seen, caplog.text, log.read_text("utf-8")])
    for secret in (
        token, laptop.enrolment.token, room.code(), room.code("gB"), SECRET, "Elm Street", "Zelda",
        room.identity.secret.hex(), *stations,
    ):  # fmt: skip
        assert secret not in along
