"""Files that only a passphrase opens.

The passphrase becomes a key by scrypt (RFC 7914; N = 2¹⁷, r = 8, p = 1: the OWASP Password Storage
Cheat Sheet asks for these). The content is encrypted with ChaCha20-Poly1305 (RFC 8439) in chunks,
each with its number and a mark on the last as nonce, as the age format does
(https://age-encryption.org/v1, "STREAM"): what is cut off, changed or put in another order is
noticed. A first empty chunk tells a wrong passphrase from a file that was changed further on.
"""

import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from app.domain.giving_up import Tell, untold
from app.domain.handing_over import meant
from app.storage.sealed_problems import (
    CutOffError,
    NewerSealedError,
    NotSealedError,
    WrongPassphraseError,
)

MAGIC = b"EQUITY-WORKSHOP-HANDOVER\n"
JOIN_MAGIC = b"EQUITY-WORKSHOP-JOIN\n"
"""The first line of a hand-over file, and of a file by which a laptop joins."""
VERSION = 1
LOG_N = 17
"""The cost of a guess, as a power of two: 128 MiB and about half a second."""
LARGEST_LOG_N = 18
"""More than this is not tried: a crafted file could ask for all memory there is."""
CHUNK = 1024 * 1024
LARGEST_HEADER = 1024
_TAG = 16


def seal(
    source: Path, target: Path, passphrase: str, tell: Tell = untold, *, magic: bytes = MAGIC
) -> None:
    """Write the encrypted content of ``source`` to ``target``, down to the disk.

    ``magic`` is the line that says what kind of file it is.

    Raises:
        OSError: where it cannot be written; ``target`` may then lie there in part.
        GivenUpError: where ``tell`` says so; likewise.

    """
    salt = secrets.token_bytes(16)
    about = {"version": VERSION, "log_n": LOG_N, "salt": salt.hex()}
    head = magic + json.dumps(about).encode() + b"\n"
    cipher = ChaCha20Poly1305(_key(passphrase, salt, LOG_N))
    count = max(1, -(-source.stat().st_size // CHUNK))
    with source.open("rb") as plain, target.open("wb") as out:
        out.write(head)
        out.write(cipher.encrypt(_nonce(0, last=False), b"", head))
        for number in range(1, count + 1):
            tell(number, count)
            nonce = _nonce(number, last=number == count)
            out.write(cipher.encrypt(nonce, plain.read(CHUNK), head))
        out.flush()
        os.fsync(out.fileno())


def unseal(
    source: Path, target: Path, passphrase: str, tell: Tell = untold, *, magic: bytes = MAGIC
) -> None:
    """Write the plain content of ``source`` to ``target``.

    What lies at ``target`` where this fails is proven, and yet not whole: it must be removed.

    Raises:
        NotSealedError, NewerSealedError, WrongPassphraseError, CutOffError: what it is.
        OSError: where something cannot be read or written.
        GivenUpError: where ``tell`` says so.

    """
    count = max(1, -(-source.stat().st_size // (CHUNK + _TAG)))
    with source.open("rb") as sealed:
        head, salt, log_n = _head(sealed, source, magic)
        cipher = ChaCha20Poly1305(_key(passphrase, salt, log_n))
        try:
            cipher.decrypt(_nonce(0, last=False), sealed.read(_TAG), head)
        except InvalidTag as error:
            raise WrongPassphraseError(source) from error
        with target.open("wb") as out:
            for number, (chunk, last) in enumerate(_chunks(sealed), 1):
                tell(min(number, count), count)
                try:
                    out.write(cipher.decrypt(_nonce(number, last=last), chunk, head))
                except InvalidTag as error:
                    raise CutOffError(source) from error


def _head(sealed: IO[bytes], source: Path, magic: bytes) -> tuple[bytes, bytes, int]:
    """Return a file's head, and in it the salt and the cost."""
    if sealed.read(len(magic)) != magic:
        raise NotSealedError(source)
    line = sealed.readline(LARGEST_HEADER)
    try:
        about = json.loads(line)
        version, log_n = int(about["version"]), int(about["log_n"])
        salt = bytes.fromhex(about["salt"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CutOffError(source) from error
    if version > VERSION:
        raise NewerSealedError(source)
    if not 10 <= log_n <= LARGEST_LOG_N or len(salt) != 16:
        raise CutOffError(source)
    return magic + line, salt, log_n


def _chunks(sealed: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield each chunk, and whether it is the last one; at least one, be it empty."""
    chunk = sealed.read(CHUNK + _TAG)
    while True:
        following = sealed.read(CHUNK + _TAG)
        yield chunk, not following
        if not following:
            return
        chunk = following


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _key(passphrase: str, salt: bytes, log_n: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**log_n, r=8, p=1).derive(meant(passphrase).encode())
