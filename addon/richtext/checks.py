"""What a value must be to be taken over as an attribute: each check gives the value to keep, or None.

Nothing that a stranger writes reaches an output unchecked.
"""

import json
import re
from collections.abc import Callable

from addon.richtext.colors import STATUSES, as_hex
from addon.richtext.inlines import clean
from addon.richtext.tree import Value
from addon.richtext.urls import safe_image, safe_url

Check = Callable[[object], Value | None]

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
_MILLISECONDS = re.compile(r"-?\d{1,15}\Z")


def any_string(value: object) -> str | None:
    """Any string, without control characters."""
    return clean(value) if isinstance(value, str) else None


def filled(value: object) -> str | None:
    """A string that is not empty."""
    return any_string(value) or None


def visible(value: object) -> str | None:
    """A string of one line in which a reader sees something."""
    found = any_string(value)
    if found is None or not found.strip():
        return None
    found = _CONTROL.sub("", found.replace("\n", " ").replace("\t", " "))
    return found if found.strip() else None


def one_line(value: object) -> str | None:
    """A string of one line, perhaps empty."""
    return visible(value) or ("" if isinstance(value, str) else None)


def number(value: object) -> int | float | None:
    """A finite number; one without a fraction is an integer, however it was written."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not -1e15 < value < 1e15:
        return None
    return int(value) if value == int(value) else value


def between(low: float, high: float) -> Check:
    """A number from low to high."""

    def check(value: object) -> Value | None:
        found = number(value)
        return found if found is not None and low <= found <= high else None

    return check


def whole(low: int, high: int) -> Check:
    """A whole number from low to high; `2.0` counts."""

    def check(value: object) -> Value | None:
        found = number(value)
        return int(found) if found is not None and found == int(found) and low <= found <= high else None

    return check


def one_of(*words: str) -> Check:
    """One of these words."""
    return lambda value: value if isinstance(value, str) and value in words else None


def flag(value: object) -> bool | None:
    """True or false."""
    return value if isinstance(value, bool) else None


def color(value: object) -> str | None:
    """A color as `#rrggbb`."""
    return as_hex(value) if isinstance(value, str) else None


def border_color(value: object) -> str | None:
    """A color as `#rrggbb` or `#rrggbbaa`."""
    return value if isinstance(value, str) and re.match(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})\Z", value) else None


def status_color(value: object) -> str | None:
    """A lozenge's color: a name of the palette or `#rrggbb`."""
    if isinstance(value, str) and value in STATUSES:
        return value
    return value if isinstance(value, str) and re.match(r"#[0-9a-fA-F]{6}\Z", value) else None


def widths(value: object) -> tuple[int | float, ...] | None:
    """A list of numbers."""
    if not isinstance(value, list | tuple) or not value or len(value) > 1000:
        return None
    found = [number(each) for each in value]
    return None if None in found else tuple(each for each in found if each is not None)


def milliseconds(value: object) -> str | None:
    """A time stamp: milliseconds since 1970 as a string of digits."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return value if isinstance(value, str) and _MILLISECONDS.match(value) else None


def address(value: object) -> str | None:
    """An address that the policy allows."""
    return safe_url(value) if isinstance(value, str) else None


def image_address(value: object) -> str | None:
    """An image's address that the policy allows."""
    return safe_image(value) if isinstance(value, str) else None


def json_text(value: object) -> str | None:
    """A JSON value kept as canonical text, for parts nobody but its owner reads."""
    if not isinstance(value, str):
        return None
    try:
        json.loads(value)
    except (ValueError, RecursionError):
        return None
    return value
