"""E-mail addresses as people paste them: alone, "Ana Ruiz <ana@x.org>", or a line of recipients."""

import re

_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_NAMED = re.compile(r"\s*\"?(?P<name>[^\"<>@]*?)\"?\s*<(?:mailto:)?(?P<address>[^<>]+)>\s*[,;]?\s*")
_RECIPIENT = re.compile(
    r"\s*(?:\"(?P<quoted>[^\"]*)\"|(?P<name>[^\"<>@,;]*))\s*<(?P<address>[^<>]+)>"
)
_ENDS = " \t\r\n;,.<>"


def is_email(text: str) -> bool:
    """Tell whether a text is one e-mail address, perhaps with a name before it."""
    return _EMAIL.fullmatch(email_of(text)) is not None


def may_be_address(text: str) -> bool:
    """Tell whether a text is an address, if perhaps a mistyped one: "none yet" is nobody's."""
    return "@" in text


def email_of(text: str) -> str:
    """Return the address in a cell in lower case; a text that has none as it is, in lower case."""
    named = _NAMED.fullmatch(text)
    bare = (named["address"] if named else text).strip(_ENDS).lower()
    return bare.removeprefix("mailto:")


def addresses_in(text: str) -> tuple[str, ...]:
    """Return every e-mail address in a text, in lower case, each once."""
    return tuple(dict.fromkeys(email_of(found) for found in _EMAIL.findall(text)))


def name_from(written: str) -> str:
    """Return the name before an address, else the one that it seems to hold; "" for none.

    "Ana Ruiz" is in "Ana Ruiz <a@x.org>" and in "ana.ruiz@x.org".
    """
    named = _NAMED.fullmatch(written)
    if named and named["name"].strip():
        return named["name"].strip()
    address = email_of(written)
    words = re.split(r"[._\-+]+", address.partition("@")[0])
    words = [word for word in words if word.isalpha()]
    return " ".join(word.capitalize() for word in words)


def recipients(text: str) -> list[tuple[str, str]]:
    """Return (name, address) of each in a line such as an e-mail's "To", or [] for other text."""
    found = []
    for piece in _pieces(text):
        named = _RECIPIENT.fullmatch(piece)
        address = named["address"] if named else piece
        if not is_email(address):
            return []
        name = (named["quoted"] or named["name"] or "").strip() if named else ""
        found.append((name, email_of(address)))
    return found


def _pieces(text: str) -> list[str]:
    """Return the parts between commas and semicolons that stand outside quotes and brackets."""
    pieces = re.findall(r"(?:\"[^\"]*\"|<[^<>]*>|[^,;\n\"<])+", text)
    return [piece.strip() for piece in pieces if piece.strip()]
