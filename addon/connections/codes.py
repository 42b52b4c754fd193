"""The invitation code: one line that an admin copies to the other side's admin.

`liaise1.` + base64url(JSON) + `.` + checksum. The checksum finds copying mistakes only; tampering is found because
the initiator keeps the token's hash and the hash of the whole payload, and compares both at acceptance.
"""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from addon.connections import keys
from addon.connections.naming import is_node_address
from addon.nodes.refusals import Refusal

PREFIX = "liaise1."
PROTOCOL = 1
MAX_LENGTH = 32_768  # the longest names and description, in any script, make about 18,000 characters


@dataclass(frozen=True, slots=True)
class Payload:
    """What the acceptor sees before accepting. `token` is single use; `key` is the initiator's public key.

    `meant_for` is the node URL that alone may accept, with the address people know it by; empty: anybody with the code.
    """

    protocol: int
    node_url: str
    side: str
    kind: str
    label: str
    mode: str
    local_name: str
    remote_name: str
    name: str
    description: str
    expires_at: int
    token: str = field(repr=False)
    key: str
    meant_for: str = ""
    meant_for_label: str = ""
    written: bytes = field(default=b"", repr=False, compare=False)  # as it stands in a code that was read

    @property
    def token_hash(self) -> str:
        """What the initiator keeps of the token."""
        return keys.encode(hashlib.sha256(self.token.encode()).digest())

    @property
    def payload_hash(self) -> str:
        """SHA-256 of the payload as it stands in the code."""
        return keys.encode(hashlib.sha256(self.written or _bytes(self)).digest())


def encode(payload: Payload) -> str:
    """The code's text."""
    body = keys.encode(_bytes(payload))
    return f"{PREFIX}{body}.{_checksum(body)}"


def decode(text: str) -> Payload:
    """Read a pasted code, tolerating what mail programs add and what is copied along with it.

    Spaces, line breaks, quotes and the > of quoted lines, invisible marks, words before the code and behind it.
    Raises `Refusal`: not_a_code, other_version, incomplete (cut short), damaged (a character changed).
    """
    code = _NEVER_IN_A_CODE.sub("", text[: 4 * MAX_LENGTH])
    if beginnings := [one.start() for one in _BEGINNING.finditer(code)]:
        code = code[beginnings[-1] :]
    if not code or len(code) > MAX_LENGTH:
        raise _refuse("not_a_code", "Paste the invitation code that your partner sent you. It starts with “liaise1.”.")
    family, _, rest = code.partition(".")
    if not family.lower().startswith("liaise"):
        raise _refuse("not_a_code", "This is not an invitation code. A code starts with “liaise1.”.")
    if family != PREFIX[:-1]:
        if family[6:].isdigit():
            raise _refuse(
                "other_version",
                "This code was made by a Liaise that speaks another protocol version. Update the older side, then ask "
                "for a new code.",
            )
        raise _refuse("damaged", "The code is damaged at its beginning. Copy the whole line again.")
    body, dot, checksum = rest.partition(".")
    if not dot or len(checksum) < _CHECKSUM:
        raise _refuse("incomplete", "The end of the code is missing. Copy the whole line and paste it again.")
    if not hmac.compare_digest(_checksum(body), checksum[:_CHECKSUM]):
        raise _refuse("damaged", "The code was changed on its way. Copy the whole line again, without edits.")
    return _payload(body)


def _payload(body: str) -> Payload:
    try:
        written = keys.decode(body)
        values: dict[str, Any] = json.loads(written)
        known = {name: value for name, value in values.items() if name in _NAMES}  # a newer side may say more
        payload = Payload(**known, written=written)
        types = {name: type(getattr(payload, name)) for name in _NAMES}
    except (ValueError, TypeError, AttributeError, RecursionError) as problem:
        raise _refuse("damaged", "The code cannot be read. Ask your partner for a new invitation code.") from problem
    wanted: dict[str, type] = dict.fromkeys(_NAMES, str) | {"protocol": int, "expires_at": int}
    if types != wanted:
        raise _refuse("damaged", "The code cannot be read. Ask your partner for a new invitation code.")
    if payload.protocol != PROTOCOL:
        raise _refuse("other_version", "This code was made by a Liaise that speaks another protocol version.")
    if not is_node_address(payload.node_url) or (payload.meant_for and not is_node_address(payload.meant_for)):
        raise _refuse("damaged", "The code names an address that is none. Ask your partner for a new invitation code.")
    try:
        keys.load_public(payload.key)
    except keys.BadKey as problem:
        raise _refuse("damaged", "The code cannot be read. Ask your partner for a new invitation code.") from problem
    return payload


def _bytes(payload: Payload) -> bytes:
    said = {name: getattr(payload, name) for name in _NAMES}
    written = {name: value for name, value in said.items() if value or name not in _MAY_BE_ABSENT}
    return json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


_CHECKSUM = 8
_NAMES = tuple(one.name for one in fields(Payload) if one.name != "written")
_NEVER_IN_A_CODE = re.compile(r"[^A-Za-z0-9._-]")
_BEGINNING = re.compile(r"liaise[0-9]+\.")
_MAY_BE_ABSENT = frozenset({"meant_for", "meant_for_label"})
Mode = Literal["basic", "visual", "script"]


def _checksum(body: str) -> str:
    return keys.encode(hashlib.sha256(body.encode("utf-8", "replace")).digest())[:_CHECKSUM]


def _refuse(reason: str, message: str) -> Refusal:
    return Refusal(reason, message, field="code")
