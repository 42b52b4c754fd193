"""Sentences with moments in them: the server names the moment, the browser writes it in the reader's zone.

The layers below write `<t:1790000000000:deadline>` (milliseconds since 1970, format) into a sentence.
"""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from markupsafe import Markup, escape

COUNTED = 1_000
EARLIEST_MS, LATEST_MS = -62_135_596_800_000, 253_402_300_799_000  # the years 1 and 9999
FORMATS = ("relative", "date", "time", "exact", "stamp", "deadline")
_TOKEN = re.compile(rf"<t:(-?\d{{1,15}}):({'|'.join(FORMATS)})>")


def moment(at_ms: int | None, how: str = "relative") -> Markup:
    """A `<time>` element; its text is what shows until the browser has put it into words. Empty for None.

    Partners send moments too, and words with moments in them: one that no calendar has shows as the nearest.
    """
    if at_ms is None:
        return Markup("")
    at = datetime.fromtimestamp(min(max(at_ms, EARLIEST_MS), LATEST_MS) / 1000, UTC)
    fallback = f"{at:%b} {at.day}, {at.year}" + ("" if how == "date" else f" at {at:%H:%M} UTC")
    return Markup('<time datetime="{}" data-format="{}">{}</time>').format(
        at.isoformat(timespec="milliseconds").replace("+00:00", "Z"), how, fallback
    )


def sentence(text: str) -> Markup:
    """The text with its moments as `<time>` elements and everything else escaped."""
    parts: list[Markup] = []
    end = 0
    for found in _TOKEN.finditer(text):
        parts += [escape(text[end : found.start()]), moment(int(found[1]), found[2])]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def web_link(url: str | None) -> str:
    """The address when it is one that a browser may open from here, else nothing: partners send addresses too.

    A user name in front of the host reads as the host, and a browser takes a backslash for the end of it.
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:  # a bracket without its other half
        return ""
    plain = (
        parts.scheme in {"https", "http"} and parts.hostname and "@" not in parts.netloc and "\\" not in parts.netloc
    )
    return url if url and plain and url.isprintable() else ""


def count(number: int) -> str:
    """A number with separators."""
    return f"{number:,}"


def size(number: int) -> str:
    """Bytes as people read them: with a unit that leaves few digits."""
    if number < 1024:
        return f"{number:,} bytes" if number != 1 else "1 byte"
    amount, units = number / 1024, ["KB", "MB", "GB"]
    while amount >= 1024 and len(units) > 1:
        amount, units = amount / 1024, units[1:]
    return f"{amount:,.1f} {units[0]}"


def capped(number: int) -> str:
    """A number that was counted no further than 1,000, as people read it."""
    return f"{number:,}+" if number == COUNTED else f"{number:,}"


def breakable(address: str) -> Markup:
    """An address that a narrow column breaks after its dots and slashes, not in a word."""
    return Markup("<wbr>").join(escape(part) for part in re.split(r"(?<=[./])(?=\w)", address))


def fingerprint_groups(text: str) -> list[str]:
    """A key fingerprint in groups of four, as people read it to each other."""
    plain = re.sub(r"[^0-9A-Za-z]", "", text).upper()
    return [plain[at : at + 4] for at in range(0, len(plain), 4)]
