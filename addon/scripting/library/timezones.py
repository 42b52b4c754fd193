"""java.util.TimeZone and Locale."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.civil import DAY
from addon.scripting.library.clock import now
from addon.scripting.library.dates import Date
from addon.scripting.library.locale_names import COUNTRIES, LANGUAGES
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


define("java.util.TimeZone", "Cloneable", "Serializable")
define("sun.util.calendar.ZoneInfo", "java.util.TimeZone", python=[TimeZone])
define("java.util.SimpleTimeZone", "java.util.TimeZone")
define("java.util.Locale", "Cloneable", "Serializable", python=[Locale])

zones = Table("TimeZone")
locales = Table("Locale")


def zone_text(zone: Zone) -> str:
    """A zone as Java prints it; how often its offset changed is known only where it never did."""
    words = [f'id="{zone.name}"']
    if zone.fixed is not None:
        words += [f"offset={zone.fixed * 1000}", "dstSavings=0", "useDaylight=false", "transitions=0", "lastRule=null"]
    return f"sun.util.calendar.ZoneInfo[{','.join(words)}]"


extend(
    TimeZone,
    text=lambda value: zone_text(value.zone),
    equals=lambda left, right: left.zone.name == right.zone.name,
)
extend(Locale, text=lambda value: value.tag, equals=lambda left, right: left.tag == right.tag)


@zones.static("getTimeZone(String)", "getTimeZone(ZoneId)")
def get_time_zone(run: Any, name: Any) -> TimeZone:
    """The zone of this name; GMT for an unknown one."""
    return TimeZone(time_zone(name) if isinstance(name, str) else name.zone)


@zones.static("getDefault()")
def default_zone(run: Any) -> TimeZone:
    """The zone of a run: always UTC."""
    return TimeZone(UTC_ZONE)


@zones.static("setDefault(TimeZone)")
def set_default_zone(run: Any, zone: TimeZone) -> None:
    """Refused: the zone of a run is UTC."""
    throw(
        "UnsupportedOperationException",
        "TimeZone.setDefault is not available here: a run is always in UTC. Give the zone to what needs it,"
        " as format.timeZone = zone, date.format(pattern, zone) or Calendar.getInstance(zone).",
    )


@zones.method("getID()")
def zone_id(run: Any, self: TimeZone) -> str:
    """The identifier."""
    return self.zone.name


@zones.method("getDisplayName()", "getDisplayName(Locale)")
def display_name(run: Any, self: TimeZone, locale: Any = None) -> str:
    """The name in words."""
    return str(styled_name(run, self, False, 1))


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
    if style not in (0, 1):
        throw("IllegalArgumentException", f"Illegal style: {style}")
    moment = now() // 1000
    for days in (0, 91, 182, 273):
        if self.zone.is_daylight(moment + days * DAY) == daylight:
            moment += days * DAY
            break
    return self.zone.long_name(moment) if style else self.zone.short_name(moment)


@zones.method("clone()")
def copy_zone(run: Any, self: TimeZone) -> TimeZone:
    return TimeZone(self.zone)


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


@zones.static("getAvailableIDs(int)")
def available_at(run: Any, offset: int) -> Array:
    """The identifiers of the zones with this offset from UTC in winter, in milliseconds."""
    found = []
    for name in sorted(zone_names()):
        run.meter.step(24)
        if time_zone(name).standard(now() // 1000) * 1000 == offset:
            found.append(name)
    run.meter.elements(len(found))
    return Array(BY_NAME["java.lang.String"], found)


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
    "KOREA": "ko_KR",
    "KOREAN": "ko",
    "CANADA_FRENCH": "fr_CA",
    "PRC": "zh_CN",
    "SIMPLIFIED_CHINESE": "zh_CN",
    "TAIWAN": "zh_TW",
    "TRADITIONAL_CHINESE": "zh_TW",
}
for _name, _tag in NAMED_LOCALES.items():
    locales.constant(_name, Locale(_tag))


@locales.constructor("(String)", "(String, String)")
def make_locale(run: Any, language: str, country: str = "") -> Locale:
    """A locale by language and country."""
    return Locale(f"{language.lower()}_{country.upper()}" if country else language.lower())


@locales.static("getDefault()")
def default_locale(run: Any) -> Locale:
    """The locale of a run: always US English."""
    return Locale("en_US")


@locales.static("setDefault(Locale)")
def set_default_locale(run: Any, locale: Locale) -> None:
    """Refused: the locale of a run is US English."""
    throw(
        "UnsupportedOperationException",
        "Locale.setDefault is not available here: a run always writes as in the US. Give the locale to what needs it,"
        " as String.format(locale, pattern, value).",
    )


@locales.static("forLanguageTag(String)")
def for_language_tag(run: Any, tag: str) -> Locale:
    """A locale by its tag."""
    return Locale(tag.replace("-", "_"))


@locales.method("getScript()")
def script(run: Any, self: Locale) -> str:
    """The script's code; empty for none."""
    return next((part for part in self.tag.split("_")[1:] if len(part) == 4 and part.isalpha()), "")


@locales.method("getVariant()", "getDisplayVariant()")
def no_variant(run: Any, self: Locale) -> str:
    """Nothing: a locale here is a language, a script and a country."""
    return ""


@locales.method("clone()", "stripExtensions()")
def same_locale(run: Any, self: Locale) -> Locale:
    """The same locale."""
    return Locale(self.tag)


@locales.method("hasExtensions()")
def has_extensions(run: Any, self: Locale) -> bool:
    """Whether there is more than language and country: never."""
    return False


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


@locales.method("getDisplayLanguage()", "getDisplayLanguage(Locale)")
def display_language(run: Any, self: Locale, shown_in: Any = None) -> str:
    """The language in English."""
    code = self.tag.partition("_")[0]
    return LANGUAGES.get(code, code)


@locales.method("getDisplayCountry()", "getDisplayCountry(Locale)")
def display_country(run: Any, self: Locale, shown_in: Any = None) -> str:
    """The country in English."""
    code = self.tag.partition("_")[2]
    return COUNTRIES.get(code, code)


@locales.method("getDisplayName()", "getDisplayName(Locale)")
def display_locale(run: Any, self: Locale, shown_in: Any = None) -> str:
    """Language and country in English."""
    language_code, _, country_code = self.tag.partition("_")
    where = COUNTRIES.get(country_code, country_code)
    return LANGUAGES.get(language_code, language_code) + (f" ({where})" if where else "")
