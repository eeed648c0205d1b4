"""The protocol page: its examples are run against a real hub, its numbers are the program's."""

import hmac
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from websockets.sync.client import connect

from app.bootstrap.exchange import StationFiles
from app.domain import envelopes
from app.domain.cells import Field
from app.domain.envelopes import Outcome, chain, entry_hash, read_entry
from app.domain.room_keys import ALPHABET
from app.domain.spoken import shown
from app.domain.station_view import StationViews
from app.domain.stations import LONGEST_LABEL, MOST_STATIONS, STATION_KINDS, TellStations
from app.room import bounds, exchange, protocol
from app.services import reception
from app.services.cells import LONGEST_TEXT
from tests.room.clients import a_client
from tests.room.rooms import Caller, OpenRoom

PAGE = (Path(__file__).resolve().parents[2] / "app/room/PROTOCOL.md").read_text("utf-8")


def example(name: str) -> dict[str, Any]:
    found = re.search(rf"^```json {name}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found, name
    read: dict[str, Any] = json.loads(found[1])
    return read


def text_example(name: str) -> str:
    found = re.search(rf"^```text {name}\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found, name
    return found[1]


def test_the_entry_has_the_hash_and_the_digest_that_the_page_says() -> None:
    entry = example("entry")
    read_entry(entry)
    assert entry_hash(entry) == text_example("hash")
    assert chain([text_example("hash")]) == text_example("digest")


def test_somebody_with_this_page_alone_can_write_for_a_group(room: OpenRoom) -> None:
    """Joins, writes, fetches and listens with the page's own examples, and plain JSON."""
    with a_client(base_url=room.http) as client:
        assert set(client.get("/v1/hello").json()) == {"protocol", "understood", "room", "now"}
        wish = {**example("join"), "code": room.code()}
        welcome = client.post("/v1/join", json=wish).json()
        assert set(welcome) == set(example("welcome"))
        headers = {
            "Authorization": f"Bearer {welcome['token']}", "X-Station": welcome["station"],
        }  # fmt: skip
        entry = example("entry")
        entry["group"] = welcome["group"]
        entry["payload"]["cell"] = entry["payload"]["cell"].replace("g1", welcome["group"])
        envelope = {
            **example("envelope"), "entries": [entry],
            **{name: welcome[name] for name in ("room", "workshop", "epoch", "station")},
        }  # fmt: skip
        envelope["status"] |= {"last_seq": 1, "waiting": 1, "digest": chain([entry_hash(entry)])}
        receipt = client.post("/v1/entries", json=envelope, headers=headers).json()
        assert set(receipt) == set(example("receipt"))
        assert set(receipt["results"][0]) == set(example("receipt")["results"][0])
        assert receipt["results"][0]["outcome"] == "accepted"
        assert (receipt["through"], receipt["digest"]) == (1, envelope["status"]["digest"])
        view = client.get("/v1/view", headers=headers).json()
        assert set(view) == set(example("view"))
        assert set(view["clock"]) == set(example("view")["clock"])
        (row,) = view["records"]["cells"]
        assert row["tips"][0]["value"] == entry["payload"]["value"]
        greeting = {**example("greeting"), "station": welcome["station"], "token": welcome["token"]}
    with connect(f"{room.http.replace('http', 'ws')}/v1/push", proxy=None) as push:
        push.send(json.dumps(greeting))
        first = json.loads(push.recv(20))
        assert set(example("push")) <= {*first, "message"}
        room.do(TellStations(text="Ten minutes left."))
        news = json.loads(push.recv(20))
        assert news["message"] == example("push")["message"]


def test_somebody_with_this_page_alone_can_write_a_file(room: OpenRoom, tmp_path: Path) -> None:
    with a_client(base_url=room.http) as client:
        welcome = client.post("/v1/join", json={**example("join"), "code": room.code()}).json()
    entry = {**example("entry"), "group": welcome["group"]}
    entry["payload"]["cell"] = entry["payload"]["cell"].replace("g1", welcome["group"])
    place = {name: welcome[name] for name in ("room", "workshop", "epoch", "station")}
    head, first = (json.loads(line) for line in text_example("file").splitlines())
    body = "\n".join(json.dumps(one) for one in ({**first, **place}, entry))

    def proof(text: str, towards: str) -> str:
        key = hmac.new(bytes.fromhex(welcome["token"]), f"file:{towards}".encode(), "sha256")
        return hmac.new(key.digest(), text.encode(), "sha256").hexdigest()

    outside = {"room": welcome["room"], "station": welcome["station"], "size": len(body.encode())}
    head |= {**outside, "proof": proof(body, "hub")}
    (tmp_path / "up.eqx").write_text(f"{json.dumps(head)}\n{body}", "utf-8")
    files = StationFiles(room.operations)
    taken = files.take_in(tmp_path / "up.eqx")
    assert taken.fresh == 1
    files.save_answer(taken, tmp_path / "down.eqx")
    first_line, answer = (tmp_path / "down.eqx").read_text("utf-8").split("\n")
    answer_head = json.loads(first_line)
    assert set(answer_head) == set(head)
    assert answer_head["towards"] == "station"
    assert answer_head["proof"] == proof(answer, "station")
    told = json.loads(answer)
    assert set(told["receipt"]) == set(example("receipt"))
    assert set(told["view"]) == set(example("view")) - {"protocol", "revision"}


def test_its_code_is_one_of_the_vectors() -> None:
    folder = Path(__file__).parents[1] / "domain"
    vectors = json.loads((folder / "spoken_vectors.json").read_text("utf-8"))["codes"]
    assert f"`{shown(vectors[0]['code'])}`" in PAGE
    assert f"`{ALPHABET}`" in PAGE


def test_every_table_field_kind_and_outcome_is_told(room: OpenRoom) -> None:
    caller = Caller()
    caller.join(room)
    view = StationViews().of(
        room.operations.snapshot, room.operations.snapshot.station(caller.station)
    )
    caller.client.close()
    sent_by_stations = set(Field) - {Field.AGREED}
    for word in (*view.records, *STATION_KINDS, *Outcome, *sent_by_stations):
        assert f"`{word}`" in PAGE, word


def test_its_bounds_are_the_programs() -> None:
    for told in (
        f"version **{protocol.PROTOCOL}**",
        f"{envelopes.LARGEST_BODY // 1024**2} MiB",
        f"entries in it | {bounds.MOST_ENTRIES} ",
        f"{envelopes.LARGEST_PAYLOAD // 1024} KiB",
        f"{LONGEST_TEXT:,} characters",
        f"{bounds.MOST_BASED_ON} ids",
        f"stations | {MOST_STATIONS}, two",
        f"entries in it | {exchange.LARGEST_FILE // 1024**2} MiB, {exchange.MOST_FILED:,} ",
        f"{bounds.ENVELOPES.burst} at once, {bounds.ENVELOPES.a_second:g} a second",
        f"{bounds.PORTIONS.burst:,} entries at once, five a second; one above 2 KiB",
        f"cell that stand | {reception.MOST_STANDING};",
        f"{bounds.READS.burst} at once, {bounds.READS.a_second:g} a second",
        f"{bounds.WRONG_CODES.burst} at once, {bounds.WRONG_CODES.a_second * 60:g} a minute",
        f"{bounds.HEARD.burst // 1024} KiB at once, {bounds.HEARD.a_second:g} bytes a second",
        f"text of up to {bounds.LARGEST_GREETING // 1024} KiB",
        f"joins of an address | {bounds.JOINS.burst} at once, one in two seconds",
        f"without a station | {bounds.STRANGERS.burst} at once, {bounds.STRANGERS.a_second:g} a",
        f"{bounds.MOST_CONNECTIONS}, {bounds.MOST_OF_ONE_ADDRESS} of an address",
        f"headers {bounds.LARGEST_HEADERS // 1024} KiB within {bounds.HEADER_SECONDS:g} seconds",
        f"its body within {bounds.BODY_SECONDS:g} |",
        f"{LONGEST_LABEL} characters are kept",
        f"up to {envelopes.LARGEST_SEQ:,};",
        f"{exchange.LARGEST_HEAD:,} bytes in the first line",
        f"within {bounds.GREETING_SECONDS:g} seconds",
        f"at most {envelopes.DEEPEST} levels",
    ):
        assert told in PAGE, told


def test_every_code_of_a_refused_body_is_told() -> None:
    source = (Path(envelopes.__file__)).read_text("utf-8")
    codes = set(re.findall(r'EnvelopeError\("([a-z_]+)"', source)) - {"too_large"}
    for code in codes:
        assert f"`{code}`" in PAGE, code


def test_an_old_version_is_carried_by_the_same_hub(
    room: OpenRoom, call: Callable[..., Caller]
) -> None:
    caller = call()
    entry = caller.cell("gA|d01||access|reason", "as version 1 wrote it")
    del entry["salt"]
    entry["payload"]["based_on"] = entry.pop("based_on")
    assert caller.post(room, protocol=1).json()["results"][0]["outcome"] == "accepted"
