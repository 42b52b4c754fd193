"""Pictures that were pasted into texts: files of the organization to which no relation of the work item leads.

The editor uploads what is pasted and puts its address into the text; only a file that is attached has a relation.
"""

import html
import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs, urlsplit

from addon.replica.entity import Entity
from addon.replica.values import RichText

MOST_PASTED = 100
"""Pictures of one work item that are looked at: each costs a call, once."""
NAMELESS = "image.png"
_SHOWN = re.compile(r"""<img\b[^>]*?\bsrc\s*=\s*["']([^"']+)["']|!\[[^\]]*\]\(\s*<?([^\s)>]+)""", re.IGNORECASE)
_FILE = re.compile(r"/_apis/wit/attachments/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$", re.IGNORECASE)


def texts(entity: Entity) -> Iterator[str]:
    """The source of every rich text of an entity, comments included."""
    yield from (one.source for one in entity.fields.values() if isinstance(one, RichText))
    yield from (one.body.source for one in entity.comments or ())


def pictures(sources: Iterable[str], organization: str) -> dict[str, str]:
    """The organization's files that texts show, by id, with the name that their address tells."""
    found: dict[str, str] = {}
    for source in sources:
        for match in _SHOWN.finditer(source):
            address = html.unescape(match[1] or match[2])
            if not address.lower().startswith(f"{organization.lower().rstrip('/')}/"):
                continue
            parts = urlsplit(address)
            file = _FILE.search(parts.path)
            if file is not None and len(found) < MOST_PASTED:
                name = parse_qs(parts.query).get("fileName", [""])[0].replace("/", "_").replace("\\", "_")
                found.setdefault(file[1].lower(), name or NAMELESS)
    return found
