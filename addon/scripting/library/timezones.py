"""java.util.TimeZone and Locale."""

from typing import Any

from addon.scripting.library.civil import DAY
from addon.scripting.library.clock import now
from addon.scripting.library.dates import Date
from addon.scripting.library.registry import Table
from addon.scripting.library.zones import UTC_ZONE, Zone, time_zone, zone_names
from addon.scripting.semantics.extend import extend
from addon.scripting.values.classes import BY_NAME, define
from addon.scripting.values.lists import Array


class TimeZone:
    """java.util.TimeZone"""

    __slots__ = ("zone",)

    def __init__(self, zone: Zone) -> None:
        self.zone = zone


class Locale:
    """java.util.Locale; kept for rules that name one, everything is written as in the US."""

    __slots__ = ("tag",)

    def __init__(self, tag: str) -> None:
        self.tag = tag


define("java.util.TimeZone", "Cloneable", "Serializable", python=[TimeZone])
define("java.util.SimpleTimeZone", "java.util.TimeZone")
define("java.util.Locale", "Cloneable", "Serializable", python=[Locale])

zones = Table("TimeZone")
locales = Table("Locale")

extend(
    TimeZone,
    text=lambda value: f'sun.util.calendar.ZoneInfo[id="{value.zone.name}"]',
    equals=lambda left, right: left.zone.name == right.zone.name,
)
extend(Locale, text=lambda value: value.tag, equals=lambda left, right: left.tag == right.tag)

LANGUAGES = {"en": "English", "de": "German", "fr": "French", "it": "Italian", "es": "Spanish", "ja": "Japanese"}
COUNTRIES = {
    "US": "United States",
    "GB": "United Kingdom",
    "DE": "Germany",
    "FR": "France",
    "IT": "Italy",
    "ES": "Spain",
    "AT": "Austria",
    "CH": "Switzerland",
    "CA": "Canada",
    "JP": "Japan",
    "CN": "China",
}


@zones.static("getTimeZone(String)", "getTimeZone(ZoneId)")
def get_time_zone(run: Any, name: Any) -> TimeZone:
    """The zone of this name; GMT for an unknown one."""
    return TimeZone(time_zone(name) if isinstance(name, str) else name.zone)


@zones.static("getDefault()")
def default_zone(run: Any) -> TimeZone:
    """The zone of a run: always UTC."""
    return TimeZone(UTC_ZONE)


@zones.method("getID()")
def zone_id(run: Any, self: TimeZone) -> str:
    """The identifier."""
    return self.zone.name


@zones.method("getDisplayName()")
def display_name(run: Any, self: TimeZone) -> str:
    """The name in words."""
    return self.zone.long_name(0)


@zones.method("getRawOffset()")
def raw_offset(run: Any, self: TimeZone) -> int:
    """The offset from UTC without daylight saving, in milliseconds."""
    return self.zone.standard(0 if self.zone.fixed is not None else now() // 1000) * 1000


@zones.method("getOffset(long)")
def get_offset(run: Any, self: TimeZone, millis: int) -> int:
    """The offset from UTC at a moment, in milliseconds."""
    return self.zone.at(millis // 1000) * 1000


@zones.method("inDaylightTime(Date)")
def in_daylight_time(run: Any, self: TimeZone, moment: Date) -> bool:
    """Whether daylight saving is in force at a moment."""
    return self.zone.is_daylight(moment.millis // 1000)


@zones.method("useDaylightTime()", "observesDaylightTime()")
def use_daylight_time(run: Any, self: TimeZone) -> bool:
    """Whether the zone has daylight saving these days."""
    return saving(self.zone) != 0


def saving(zone: Zone) -> int:
    """What daylight saving adds this year, in milliseconds; 0 for none."""
    moment = now() // 1000
    return max(zone.at(moment + days * DAY) - zone.standard(moment + days * DAY) for days in (0, 91, 182, 273)) * 1000


@zones.method("getDSTSavings()")
def daylight_savings(run: Any, self: TimeZone) -> int:
    """What daylight saving adds, in milliseconds."""
    return saving(self.zone)


@zones.method("getDisplayName(boolean, int)", "getDisplayName(boolean, int, Locale)")
def styled_name(run: Any, self: TimeZone, daylight: bool, style: int, locale: Any = None) -> str:
    """The name with or without daylight saving, as TimeZone.SHORT or TimeZone.LONG."""
    moment = now() // 1000
    for days in (0, 91, 182, 273):
        if self.zone.is_daylight(moment + days * DAY) == daylight:
            moment += days * DAY
            break
    return self.zone.long_name(moment) if style else self.zone.short_name(moment)


@zones.method("hasSameRules(TimeZone)")
def has_same_rules(run: Any, self: TimeZone, other: TimeZone) -> bool:
    """Whether both have the same offsets."""
    return self.zone.name == other.zone.name or (self.zone.fixed is not None and self.zone.fixed == other.zone.fixed)


@zones.static("getAvailableIDs()")
def available(run: Any) -> Array:
    """The identifiers of all zones."""
    names = sorted(zone_names())
    run.meter.elements(len(names))
    return Array(BY_NAME["java.lang.String"], names)


zones.constant("SHORT", 0)
zones.constant("LONG", 1)


@zones.method("toZoneId()")
def to_zone_id(run: Any, self: TimeZone) -> Any:
    """The zone as java.time.ZoneId."""
    from addon.scripting.library.javatime_types import ZoneRegion

    return ZoneRegion(self.zone)


NAMED_LOCALES = {
    "US": "en_US",
    "ENGLISH": "en",
    "UK": "en_GB",
    "ROOT": "",
    "GERMANY": "de_DE",
    "GERMAN": "de",
    "FRANCE": "fr_FR",
    "FRENCH": "fr",
    "ITALY": "it_IT",
    "ITALIAN": "it",
    "JAPAN": "ja_JP",
    "JAPANESE": "ja",
    "CANADA": "en_CA",
    "CHINA": "zh_CN",
    "CHINESE": "zh",
}
for _name, _tag in NAMED_LOCALES.items():
    locales.constant(_name, Locale(_tag))


@locales.constructor("(String)", "(String, String)")
def make_locale(run: Any, language: str, country: str = "") -> Locale:
    """A locale by language and country."""
    return Locale(f"{language}_{country}" if country else language)


@locales.static("getDefault()")
def default_locale(run: Any) -> Locale:
    """The locale of a run: always US English."""
    return Locale("en_US")


@locales.static("forLanguageTag(String)")
def for_language_tag(run: Any, tag: str) -> Locale:
    """A locale by its tag."""
    return Locale(tag.replace("-", "_"))


@locales.method("getLanguage()")
def language(run: Any, self: Locale) -> str:
    """The language's code."""
    return self.tag.partition("_")[0]


@locales.method("getCountry()")
def country(run: Any, self: Locale) -> str:
    """The country's code; empty for none."""
    return self.tag.partition("_")[2]


@locales.method("toLanguageTag()")
def language_tag(run: Any, self: Locale) -> str:
    """Such as en-US."""
    return self.tag.replace("_", "-") or "und"


@locales.method("getDisplayLanguage()")
def display_language(run: Any, self: Locale) -> str:
    """The language in English."""
    code = self.tag.partition("_")[0]
    return LANGUAGES.get(code, code)


@locales.method("getDisplayCountry()")
def display_country(run: Any, self: Locale) -> str:
    """The country in English."""
    code = self.tag.partition("_")[2]
    return COUNTRIES.get(code, code)


@locales.method("getDisplayName()")
def display_locale(run: Any, self: Locale) -> str:
    """Language and country in English."""
    language_code, _, country_code = self.tag.partition("_")
    where = COUNTRIES.get(country_code, country_code)
    return LANGUAGES.get(language_code, language_code) + (f" ({where})" if where else "")
