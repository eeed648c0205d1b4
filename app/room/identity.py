"""The hub's certificate: made once for a room, recognised by its fingerprint, signed by nobody."""

import datetime as dt
import hashlib
import secrets
import ssl
import tempfile
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.domain.room_keys import RoomIdentity

_NAME = "Equity Workshop room"
_YEARS = 10


def new_identity(now: dt.datetime) -> RoomIdentity:
    """Make the identity of a room: id, secret, and a P-256 key with its own certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _NAME)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=365))  # a station's clock may be far behind
        .not_valid_after(now + dt.timedelta(days=365 * _YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("room.invalid")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    return RoomIdentity(
        room_id=secrets.token_hex(16),
        secret=secrets.token_bytes(32),
        key_pem=key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode(),
        certificate_pem=certificate.public_bytes(serialization.Encoding.PEM).decode(),
    )


def fingerprint(certificate_pem: str) -> str:
    """Return the SHA-256 fingerprint of a certificate: 64 hexadecimal digits."""
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate_pem)).hexdigest()


def server_context(identity: RoomIdentity) -> ssl.SSLContext:
    """Return the hub's end of https; the key lies in a file for a moment, which only we can read.

    Raises:
        OSError: where there is no place for it.

    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    with tempfile.TemporaryDirectory(prefix="equity-workshop-") as folder:
        chain = Path(folder) / "room.pem"
        chain.touch(mode=0o600)
        chain.write_text(identity.key_pem + identity.certificate_pem, "ascii")
        context.load_cert_chain(chain)
    return context
