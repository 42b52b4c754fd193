"""Time zones: identifiers, offsets and their names.

Rules come from the IANA database as bytes handed in by `install`, since a locked run can open no file.
"""

import io
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import regex

from addon.scripting.library.civil import DAY

FIRST, LAST = -62_135_596_800 + DAY, 253_402_300_799 - 2 * DAY
EPOCH = datetime(1970, 1, 1)
CUSTOM = regex.compile(r"(?:GMT|UTC|UT)?([+-])(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?")
SHORT_NAMES = {"EST": -5, "MST": -7, "HST": -10}
ALIASES = {
    "PST": "America/Los_Angeles",
    "CST": "America/Chicago",
    "JST": "Asia/Tokyo",
    "IST": "Asia/Kolkata",
    "ECT": "Europe/Paris",
    "CTT": "Asia/Shanghai",
    "AET": "Australia/Sydney",
}
LONG_NAMES = {
    "UTC": "Coordinated Universal Time",
    "GMT": "Greenwich Mean Time",
    "CET": "Central European Standard Time",
    "CEST": "Central European Summer Time",
    "EET": "Eastern European Standard Time",
    "EEST": "Eastern European Summer Time",
    "WET": "Western European Standard Time",
    "WEST": "Western European Summer Time",
    "BST": "British Summer Time",
    "EST": "Eastern Standard Time",
    "EDT": "Eastern Daylight Time",
    "CST": "Central Standard Time",
    "CDT": "Central Daylight Time",
    "MST": "Mountain Standard Time",
    "MDT": "Mountain Daylight Time",
    "PST": "Pacific Standard Time",
    "PDT": "Pacific Daylight Time",
    "MSK": "Moscow Standard Time",
    "JST": "Japan Standard Time",
    "KST": "Korean Standard Time",
    "IST": "India Standard Time",
    "AEST": "Australian Eastern Standard Time",
    "AEDT": "Australian Eastern Daylight Time",
    "NZST": "New Zealand Standard Time",
    "NZDT": "New Zealand Daylight Time",
}

_data: dict[str, bytes] = {}
_known: dict[str, "Zone"] = {}


def install(data: Mapping[str, bytes]) -> None:
    """Hand in the compiled rules of every zone, by identifier."""
    _data.update(data)


def zone_names() -> set[str]:
    """The identifiers of all zones."""
    return set(_data) or available_timezones()


class Zone:
    """A time zone. `fixed` is its offset in seconds where it never changes."""

    __slots__ = ("fixed", "name", "rules")

    def __init__(self, name: str, fixed: int | None, rules: tzinfo | None = None) -> None:
        self.name = name
        self.fixed = fixed
        self.rules = rules

    def at(self, seconds: int) -> int:
        """Offset from UTC in seconds at a moment given in seconds since 1970."""
        if self.fixed is not None:
            return self.fixed
        offset = self._moment(seconds).utcoffset()
        return int(offset.total_seconds()) if offset else 0

    def _moment(self, seconds: int) -> datetime:
        held = min(max(seconds, FIRST), LAST)
        return (EPOCH + timedelta(seconds=held)).replace(tzinfo=UTC).astimezone(self.rules)

    def of_local(self, seconds: int, later: bool = False) -> int:
        """Offset for a local time in seconds since 1970-01-01T00:00 local; of two, the earlier moment's
        unless `later`. In a gap: the offset before it."""
        if self.fixed is not None:
            return self.fixed
        held = EPOCH + timedelta(seconds=min(max(seconds, FIRST), LAST))
        local = held.replace(tzinfo=self.rules)
        early, late = local.utcoffset(), local.replace(fold=1).utcoffset()
        chosen = late if later and early is not None and late is not None and late < early else early
        return int(chosen.total_seconds()) if chosen else 0

    def is_daylight(self, seconds: int) -> bool:
        if self.fixed is not None:
            return False
        saving = self._moment(seconds).dst()
        return bool(saving)

    def standard(self, seconds: int) -> int:
        """The offset without daylight saving."""
        if self.fixed is not None:
            return self.fixed
        moment = self._moment(seconds)
        offset, saving = moment.utcoffset(), moment.dst()
        return int(((offset or timedelta()) - (saving or timedelta())).total_seconds())

    def short_name(self, seconds: int) -> str:
        """CET, EDT, UTC, GMT+02:00 …"""
        if self.fixed is not None:
            return self.name
        found = self._moment(seconds).tzname() or self.name
        return found if found[:1].isalpha() else self.name

    def long_name(self, seconds: int) -> str:
        short = self.short_name(seconds)
        return LONG_NAMES.get(short, short)


def offset_text(offset: int, colon: str = ":", zero: str = "Z") -> str:
    """+02:00, -05:30, and `zero` for none; seconds only where there are some."""
    if offset == 0 and zero:
        return zero
    sign = "-" if offset < 0 else "+"
    hours, rest = divmod(abs(offset), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{sign}{hours:02d}{colon}{minutes:02d}" + (f"{colon}{seconds:02d}" if seconds else "")


def find_zone(name: str) -> Zone | None:
    """The zone of an IANA identifier; None when there is none."""
    known = _known.get(name)
    if known is not None:
        return known
    if name in ("UTC", "GMT", "UT", "Z", "Zulu", "Etc/UTC", "Etc/GMT", "Greenwich"):
        zone = Zone(name, 0)
    else:
        rules = _rules(name)
        if rules is None:
            return None
        zone = Zone(name, None, rules)
    if len(_known) < 1000:
        _known[name] = zone
    return zone


def _rules(name: str) -> ZoneInfo | None:
    if _data:
        held = _data.get(name)
        return ZoneInfo.from_file(io.BytesIO(held), key=name) if held else None
    if not regex.fullmatch(r"[A-Za-z][\w+-]*(?:/[\w+-]+){0,2}", name):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def time_zone(name: str) -> Zone:
    """The zone as TimeZone.getTimeZone finds it: custom offsets normalized, GMT for the unknown."""
    if name in SHORT_NAMES:
        return Zone(name, SHORT_NAMES[name] * 3600)
    found = find_zone(ALIASES.get(name, name))
    if found is not None:
        return found
    custom = CUSTOM.fullmatch(name) if name.startswith("GMT") else None
    if custom is None:
        return Zone("GMT", 0)
    offset = _seconds(custom)
    if abs(offset) >= DAY:
        return Zone("GMT", 0)
    return Zone("GMT" if offset == 0 else "GMT" + offset_text(offset), offset)


def _seconds(found: Any) -> int:
    sign, hours, minutes, seconds = found.groups()
    total = int(hours) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return -total if sign == "-" else total


UTC_ZONE = Zone("UTC", 0)
