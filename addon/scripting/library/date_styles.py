"""How days and times are written in the places of the world: the patterns of DateFormat by style."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.languages import refuse

Styles = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]

STYLES: dict[str, Styles] = {
    "en_GB": (
        ("EEEE, d MMMM y", "d MMMM y", "d MMM y", "dd/MM/y"),
        ("HH:mm:ss zzzz", "HH:mm:ss z", "HH:mm:ss", "HH:mm"),
        ("{1} 'at' {0}", "{1} 'at' {0}", "{1}, {0}", "{1}, {0}"),
    ),
    "en_CA": (
        ("EEEE, MMMM d, y", "MMMM d, y", "MMM d, y", "y-MM-dd"),
        ("h:mm:ss a zzzz", "h:mm:ss a z", "h:mm:ss a", "h:mm a"),
        ("{1} 'at' {0}", "{1} 'at' {0}", "{1}, {0}", "{1}, {0}"),
    ),
    "en_AU": (
        ("EEEE, d MMMM y", "d MMMM y", "d MMM y", "d/M/yy"),
        ("h:mm:ss a zzzz", "h:mm:ss a z", "h:mm:ss a", "h:mm a"),
        ("{1} 'at' {0}", "{1} 'at' {0}", "{1}, {0}", "{1}, {0}"),
    ),
    "en_IE": (
        ("EEEE d MMMM y", "d MMMM y", "d MMM y", "dd/MM/y"),
        ("HH:mm:ss zzzz", "HH:mm:ss z", "HH:mm:ss", "HH:mm"),
        ("{1} 'at' {0}", "{1} 'at' {0}", "{1}, {0}", "{1}, {0}"),
    ),
    "fr_CA": (
        ("EEEE d MMMM y", "d MMMM y", "d MMM y", "y-MM-dd"),
        ("HH 'h' mm 'min' ss 's' zzzz", "HH 'h' mm 'min' ss 's' z", "HH 'h' mm 'min' ss 's'", "HH 'h' mm"),
        ("{1} 'à' {0}", "{1} 'à' {0}", "{1}, {0}", "{1} {0}"),
    ),
    "fr_CH": (
        ("EEEE, d MMMM y", "d MMMM y", "d MMM y", "dd.MM.yy"),
        ("HH.mm:ss 'h' zzzz", "HH:mm:ss z", "HH:mm:ss", "HH:mm"),
        ("{1} 'à' {0}", "{1} 'à' {0}", "{1}, {0}", "{1} {0}"),
    ),
    "es_MX": (
        ("EEEE, d 'de' MMMM 'de' y", "d 'de' MMMM 'de' y", "d MMM y", "dd/MM/yy"),
        ("HH:mm:ss zzzz", "HH:mm:ss z", "HH:mm:ss", "HH:mm"),
        ("{1}, {0}", "{1}, {0}", "{1} {0}", "{1} {0}"),
    ),
    "pt_PT": (
        ("EEEE, d 'de' MMMM 'de' y", "d 'de' MMMM 'de' y", "dd/MM/y", "dd/MM/yy"),
        ("HH:mm:ss zzzz", "HH:mm:ss z", "HH:mm:ss", "HH:mm"),
        ("{1} 'às' {0}", "{1} 'às' {0}", "{1}, {0}", "{1}, {0}"),
    ),
    "nl_BE": (
        ("EEEE d MMMM y", "d MMMM y", "d MMM y", "d/MM/y"),
        ("HH:mm:ss zzzz", "HH:mm:ss z", "HH:mm:ss", "HH:mm"),
        ("{1} 'om' {0}", "{1} 'om' {0}", "{1} {0}", "{1} {0}"),
    ),
    "pl_PL": (
        ("EEEE, d MMMM y", "d MMMM y", "d MMM y", "dd.MM.y"),
        ("HH:mm:ss zzzz", "HH:mm:ss z", "HH:mm:ss", "HH:mm"),
        ("{1} {0}", "{1} {0}", "{1}, {0}", "{1}, {0}"),
    ),
    "cs_CZ": (
        ("EEEE d. MMMM y", "d. MMMM y", "d. M. y", "dd.MM.yy"),
        ("H:mm:ss zzzz", "H:mm:ss z", "H:mm:ss", "H:mm"),
        ("{1} {0}", "{1} {0}", "{1} {0}", "{1} {0}"),
    ),
    "da_DK": (
        ("EEEE 'den' d. MMMM y", "d. MMMM y", "d. MMM y", "dd.MM.y"),
        ("HH.mm.ss zzzz", "HH.mm.ss z", "HH.mm.ss", "HH.mm"),
        ("{1} 'kl'. {0}", "{1} 'kl'. {0}", "{1} {0}", "{1} {0}"),
    ),
    "sv_SE": (
        ("EEEE d MMMM y", "d MMMM y", "d MMM y", "y-MM-dd"),
        ("HH:mm:ss zzzz", "HH:mm:ss z", "HH:mm:ss", "HH:mm"),
        ("{1} {0}", "{1} {0}", "{1} {0}", "{1} {0}"),
    ),
    "nb_NO": (
        ("EEEE d. MMMM y", "d. MMMM y", "d. MMM y", "dd.MM.y"),
        ("HH:mm:ss zzzz", "HH:mm:ss z", "HH:mm:ss", "HH:mm"),
        ("{1} 'kl'. {0}", "{1} 'kl'. {0}", "{1}, {0}", "{1}, {0}"),
    ),
    "fi_FI": (
        ("EEEE d. MMMM y", "d. MMMM y", "d.M.y", "d.M.y"),
        ("H.mm.ss zzzz", "H.mm.ss z", "H.mm.ss", "H.mm"),
        ("{1} 'klo' {0}", "{1} 'klo' {0}", "{1} 'klo' {0}", "{1} {0}"),
    ),
    "hu_HU": (
        ("y. MMMM d., EEEE", "y. MMMM d.", "y. MMM d.", "y. MM. dd."),
        ("H:mm:ss zzzz", "H:mm:ss z", "H:mm:ss", "H:mm"),
        ("{1} {0}", "{1} {0}", "{1} {0}", "{1} {0}"),
    ),
    "ro_RO": (
        ("EEEE, d MMMM y", "d MMMM y", "d MMM y", "dd.MM.y"),
        ("HH:mm:ss zzzz", "HH:mm:ss z", "HH:mm:ss", "HH:mm"),
        ("{1}, {0}", "{1}, {0}", "{1}, {0}", "{1}, {0}"),
    ),
    "tr_TR": (
        ("d MMMM y EEEE", "d MMMM y", "d MMM y", "d.MM.y"),
        ("HH:mm:ss zzzz", "HH:mm:ss z", "HH:mm:ss", "HH:mm"),
        ("{1} {0}", "{1} {0}", "{1} {0}", "{1} {0}"),
    ),
    "ru_RU": (
        ("EEEE, d MMMM y 'г'.", "d MMMM y 'г'.", "d MMM y 'г'.", "dd.MM.y"),
        ("HH:mm:ss zzzz", "HH:mm:ss z", "HH:mm:ss", "HH:mm"),
        ("{1}, {0}", "{1}, {0}", "{1}, {0}", "{1}, {0}"),
    ),
    "uk_UA": (
        ("EEEE, d MMMM y 'р'.", "d MMMM y 'р'.", "d MMM y 'р'.", "dd.MM.yy"),
        ("HH:mm:ss zzzz", "HH:mm:ss z", "HH:mm:ss", "HH:mm"),
        ("{1} 'о' {0}", "{1} 'о' {0}", "{1}, {0}", "{1}, {0}"),
    ),
    "zh_TW": (
        ("y年M月d日 EEEE", "y年M月d日", "y年M月d日", "y/M/d"),
        ("ah:mm:ss [zzzz]", "ah:mm:ss [z]", "ah:mm:ss", "ah:mm"),
        ("{1} {0}", "{1} {0}", "{1} {0}", "{1} {0}"),
    ),
    "en": (
        ("EEEE, MMMM d, y", "MMMM d, y", "MMM d, y", "M/d/yy"),
        ("h:mm:ss a zzzz", "h:mm:ss a z", "h:mm:ss a", "h:mm a"),
        ("{1} 'at' {0}", "{1} 'at' {0}", "{1}, {0}", "{1}, {0}"),
    ),
    "de": (
        ("EEEE, d. MMMM y", "d. MMMM y", "dd.MM.y", "dd.MM.yy"),
        ("HH:mm:ss zzzz", "HH:mm:ss z", "HH:mm:ss", "HH:mm"),
        ("{1} 'um' {0}", "{1} 'um' {0}", "{1}, {0}", "{1}, {0}"),
    ),
    "fr": (
        ("EEEE d MMMM y", "d MMMM y", "d MMM y", "dd/MM/y"),
        ("HH:mm:ss zzzz", "HH:mm:ss z", "HH:mm:ss", "HH:mm"),
        ("{1} 'à' {0}", "{1} 'à' {0}", "{1}, {0}", "{1} {0}"),
    ),
    "it": (
        ("EEEE d MMMM y", "d MMMM y", "d MMM y", "dd/MM/yy"),
        ("HH:mm:ss zzzz", "HH:mm:ss z", "HH:mm:ss", "HH:mm"),
        ("{1} {0}", "{1} {0}", "{1}, {0}", "{1}, {0}"),
    ),
    "es": (
        ("EEEE, d 'de' MMMM 'de' y", "d 'de' MMMM 'de' y", "d MMM y", "d/M/yy"),
        ("H:mm:ss (zzzz)", "H:mm:ss z", "H:mm:ss", "H:mm"),
        ("{1}, {0}", "{1}, {0}", "{1} {0}", "{1} {0}"),
    ),
    "pt": (
        ("EEEE, d 'de' MMMM 'de' y", "d 'de' MMMM 'de' y", "d 'de' MMM 'de' y", "dd/MM/y"),
        ("HH:mm:ss zzzz", "HH:mm:ss z", "HH:mm:ss", "HH:mm"),
        ("{1} {0}", "{1} {0}", "{1} {0}", "{1} {0}"),
    ),
    "nl": (
        ("EEEE d MMMM y", "d MMMM y", "d MMM y", "dd-MM-y"),
        ("HH:mm:ss zzzz", "HH:mm:ss z", "HH:mm:ss", "HH:mm"),
        ("{1} 'om' {0}", "{1} 'om' {0}", "{1} {0}", "{1} {0}"),
    ),
    "ja": (
        ("y年M月d日EEEE", "y年M月d日", "y/MM/dd", "y/MM/dd"),
        ("H時mm分ss秒 zzzz", "H:mm:ss z", "H:mm:ss", "H:mm"),
        ("{1} {0}", "{1} {0}", "{1} {0}", "{1} {0}"),
    ),
    "ko": (
        ("y년 M월 d일 EEEE", "y년 M월 d일", "y. M. d.", "yy. M. d."),
        ("a h시 m분 s초 zzzz", "a h시 m분 s초 z", "a h:mm:ss", "a h:mm"),
        ("{1} {0}", "{1} {0}", "{1} {0}", "{1} {0}"),
    ),
    "zh": (
        ("y年M月d日EEEE", "y年M月d日", "y年M月d日", "y/M/d"),
        ("zzzz ah:mm:ss", "z ah:mm:ss", "ah:mm:ss", "ah:mm"),
        ("{1} {0}", "{1} {0}", "{1} {0}", "{1} {0}"),
    ),
}
"""By locale, else by language: the day from FULL to SHORT, the time, and how day `{1}` and time `{0}` stand."""


def styles_in(locale: Any) -> Styles:
    """The styles of a locale, None being the US; refuses a language that has none."""
    tag = getattr(locale, "tag", "en_US")
    language = tag.partition("_")[0] or "en"
    found = STYLES.get(tag) or STYLES.get(language)
    if found is None:
        found = next((one for name, one in STYLES.items() if name.startswith(f"{language}_")), None)
    if found is None:
        refuse(tag)
        raise AssertionError
    return found


def styled(locale: Any, day: int | None, time: int | None) -> str:
    """The pattern for a style of the day, of the time, or of both."""
    days, times, together = styles_in(locale)
    for style in (day, time):
        if style is not None and not 0 <= style < len(days):
            throw("IllegalArgumentException", f"Illegal {'date' if style is day else 'time'} style {style}")
    if day is None:
        return times[time or 0]
    return days[day] if time is None else together[max(day, time)].replace("{1}", days[day]).replace("{0}", times[time])
