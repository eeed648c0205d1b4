"""Joining a room: from a link, or an address and a typed code, to an enrolment."""

from typing import Any

import httpx

from app.domain.enrolments import Enrolment
from app.domain.errors import UserError
from app.domain.room_keys import comparison_code
from app.domain.stations import StationKind
from app.i18n import _
from app.room.addresses import Link
from app.room.pinning import certificate_at, fingerprint_of, pinned_context
from app.room.protocol import encode

SECONDS = 15.0
PARTING_SECONDS = 5.0


class NotJoinedError(UserError):
    """The room did not let this device in, or was not found."""


def join(link: Link, station_id: str, *, label: str = "", language: str = "en") -> Enrolment:
    """Join the room of a link; takes up to some seconds, so never on the window's thread.

    The same call again after a lost answer is the same station.

    Raises:
        NotJoinedError, AnotherHubError: where that cannot be; nothing was typed yet.

    """
    try:
        secure = link.address.startswith("https://")
        certificate = certificate_at(link.address, link.fingerprint) if secure else ""
        answer = _ask(link, certificate, station_id, label, language)
    except (httpx.HTTPError, OSError, ValueError) as error:
        raise NotJoinedError(
            _("The facilitator’s laptop does not answer at {address}.").format(
                address=link.address
            ),
            safe=_("What is typed here stays on this laptop."),
            remedy=_("Check that both laptops are in the same network, and try again."),
        ) from error
    return Enrolment(
        station=station_id,
        token=answer["token"],
        room=answer["room"],
        workshop=answer["workshop"],
        epoch=answer["epoch"],
        group=answer["group"],
        label=answer["label"],
        addresses=(link.address,),
        certificate_pem=certificate,
        compare=comparison_code(answer["token"], fingerprint_of(certificate)),
    )


def give_back(enrolment: Enrolment) -> bool:
    """Give the place of a device back that joined and is not going to write.

    Takes up to some seconds, so never on the window's thread. Tells whether the hub did it; where
    it did not, the device is still listed, and the facilitator can let it write no more.
    """
    certificate = enrolment.certificate_pem
    verify = pinned_context(certificate) if certificate else True
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {enrolment.token}",
        "X-Station": enrolment.station,
    }
    try:
        with httpx.Client(verify=verify, trust_env=False, timeout=PARTING_SECONDS) as client:
            place = f"{enrolment.addresses[0]}/v1/leave"
            return client.post(place, content=encode({}), headers=headers).is_success
    except httpx.HTTPError:
        return False


def _ask(
    link: Link, certificate: str, station_id: str, label: str, language: str
) -> dict[str, Any]:
    wish = {
        "code": link.code,
        "station": station_id,
        "label": label,
        "language": language,
        "kind": StationKind.DESKTOP.value,
    }
    verify = pinned_context(certificate) if certificate else True
    with httpx.Client(verify=verify, trust_env=False, timeout=SECONDS) as client:
        response = client.post(
            f"{link.address}/v1/join",
            content=encode(wish),
            headers={"Content-Type": "application/json"},
        )
    if response.status_code != 200:
        raise _refused(response)
    answer: dict[str, Any] = response.json()
    return answer


def _refused(response: httpx.Response) -> UserError:
    try:
        body = response.json()
    except ValueError:
        body = {}
    said = body.get("said")
    if isinstance(said, dict):
        return NotJoinedError(
            str(said.get("happened", "")),
            safe=str(said.get("safe", "")),
            remedy=str(said.get("remedy", "")),
        )
    if response.status_code == 429:
        return NotJoinedError(
            _("Too many devices are trying to join just now."),
            safe=_("Nothing was changed."),
            remedy=_("Wait a minute, and try again."),
        )
    if response.status_code == 426:
        return NotJoinedError(
            _("The facilitator’s laptop has another version of the program."),
            safe=_("Nothing was changed."),
            remedy=_("Bring both to the same version, or use the page in a browser."),
        )
    if response.status_code != 403:
        return NotJoinedError(
            _("The facilitator’s laptop could not take this device in just now."),
            safe=_("Nothing was changed."),
            remedy=_("Wait a minute, and try again."),
        )
    return NotJoinedError(
        _("The room does not know this code."),
        safe=_("Nothing was changed."),
        remedy=_("Look at the code once more; the facilitator can show it."),
    )
