"""Speaking to one certificate only: nothing of a station's leaves for a hub that has another."""

import hashlib
import socket
import ssl
from urllib.parse import urlsplit

from app.domain.errors import UserError
from app.i18n import _

CONNECT_SECONDS = 10.0

_NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL, for which Python has no name."""


class AnotherHubError(UserError):
    """What answers at the hub's address has another certificate."""


def pinned_context(certificate_pem: str) -> ssl.SSLContext:
    """Return a station's end of https that trusts one certificate, whatever its address."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False  # a venue gives the hub any address: the certificate counts
    # This one certificate is the room whatever a laptop's clock says, whose battery may be flat.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | _NO_CHECK_TIME
    context.load_verify_locations(cadata=certificate_pem)
    return context


def certificate_at(address: str, fingerprint: str = "") -> str:
    """Return the certificate (PEM) of the hub at an address; nothing else is exchanged.

    ``fingerprint`` is the one in the join link; with "" whatever is there is taken, and people
    compare the four digits.

    Raises:
        AnotherHubError: where it has another certificate than the link says.
        OSError: where nothing answers.

    """
    parts = urlsplit(address)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    place = (parts.hostname or "", parts.port or 443)
    with (
        socket.create_connection(place, CONNECT_SECONDS) as raw,
        context.wrap_socket(raw, server_hostname=parts.hostname) as secured,
    ):
        certificate = secured.getpeercert(binary_form=True) or b""
    if fingerprint and hashlib.sha256(certificate).hexdigest() != fingerprint.lower():
        raise AnotherHubError(
            _("The laptop that answers is not the one of this link."),
            safe=_("Nothing was sent to it."),
            remedy=_("Ask the facilitator for a fresh link, or check which network this is."),
        )
    return ssl.DER_cert_to_PEM_cert(certificate)


def fingerprint_of(certificate_pem: str) -> str:
    """Return a certificate's fingerprint; "" for none."""
    if not certificate_pem:
        return ""
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate_pem)).hexdigest()
