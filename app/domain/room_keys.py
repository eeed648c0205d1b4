"""What proves that a device belongs to a room: tokens and codes, all derived from one secret.

Nothing but the secret is stored, so tokens and codes survive a restore and a hand-over.
"""

import hashlib
import hmac
from dataclasses import dataclass, field

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U (https://www.crockford.com/base32.html)."""

CODE_LENGTH = 6

_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


@dataclass(frozen=True, kw_only=True)
class RoomIdentity:
    """What a room is known by; it lies in the workshop file, outside the ledger.

    Attributes:
        room_id: 32 hexadecimal digits, public.
        secret: 32 random bytes: tokens and codes come from it.
        key_pem, certificate_pem: of the hub's https.
        renewals: group id → how often its code was made anew.

    """

    room_id: str
    secret: bytes = field(repr=False)
    key_pem: str = field(repr=False)
    certificate_pem: str = field(repr=False)
    renewals: dict[str, int] = field(default_factory=dict)


def station_token(secret: bytes, station_id: str) -> str:
    """Return the token by which a station proves itself: HMAC-SHA256, 64 hexadecimal digits."""
    return _derived(secret, f"station:{station_id}").hex()


def is_token(secret: bytes, station_id: str, token: str) -> bool:
    """Tell whether a token is the station's, in a time that tells nothing about it."""
    right = station_token(secret, station_id)
    return hmac.compare_digest(right.encode(), token.encode(errors="replace"))


def join_code(identity: RoomIdentity, group_id: str) -> str:
    """Return the code by which devices join a group: six characters of :data:`ALPHABET`."""
    number = identity.renewals.get(group_id, 0)
    bits = int.from_bytes(_derived(identity.secret, f"group:{group_id}:{number}")[:8], "big")
    return "".join(ALPHABET[bits >> (5 * place) & 31] for place in range(CODE_LENGTH))


def typed_code(text: str) -> str:
    """Return a code as it was meant: capitals, without spaces and dashes, O read as 0, I as 1."""
    return text.upper().translate(_MISREAD)


def is_code(identity: RoomIdentity, group_id: str, typed: str) -> bool:
    """Tell whether somebody typed the code of a group."""
    right = join_code(identity, group_id)
    return hmac.compare_digest(right.encode(), typed_code(typed).encode(errors="replace"))


def comparison_code(token: str, fingerprint: str = "") -> str:
    """Return four digits that both screens show where hub and station really speak to each other.

    A desktop station puts in the ``fingerprint`` of the certificate that it sees; somebody who
    stands between the two has another one, and the codes differ. A page cannot see it: "".
    """
    number = int.from_bytes(_derived(bytes.fromhex(token), f"compare:{fingerprint}")[:8], "big")
    return f"{number % 10_000:04d}"


def file_key(token: str, towards: str) -> bytes:
    """Return the key that proves an envelope file: one towards the "hub", one to the "station"."""
    return _derived(bytes.fromhex(token), f"file:{towards}")


def spoken_key(token: str) -> bytes:
    """Return the key that proves a code which is read aloud (:mod:`app.domain.spoken`)."""
    return _derived(bytes.fromhex(token), "spoken")


def _derived(secret: bytes, purpose: str) -> bytes:
    return hmac.new(secret, purpose.encode(), hashlib.sha256).digest()
