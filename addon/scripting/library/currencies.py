"""How amounts of money and percents are written by locale: signs, places, and where they stand."""

from addon.scripting.errors import throw
from addon.scripting.library.separators import separators_of

EURO = "€"
SIGNS = {
    "US": "$",
    "CA": "$",
    "AU": "$",
    "GB": "£",
    "JP": "￥",
    "KR": "₩",
    "CN": "¥",
    "IN": "₹",
    "BR": "R$",
    "CH": "CHF",
    "SE": "kr",
    "NO": "kr",
    "DK": "kr.",
    "PL": "zł",
    "CZ": "Kč",
    **dict.fromkeys(("DE", "AT", "FR", "IT", "ES", "NL", "IE", "FI", "PT", "BE"), EURO),
}
WITHOUT_PLACES = frozenset(("JP", "KR"))
AFTER = frozenset(("de", "fr", "it", "es", "da", "sv", "cs", "pl", "fi", "pt_PT"))
"""Languages that write the sign behind the amount."""
SPACED = frozenset(("nl", "pt", "nb", "no", "de_AT", "de_CH"))
"""Languages and locales that write it before the amount, with a space."""
SPACED_PERCENT = frozenset(("de", "fr", "es", "da", "sv", "cs", "fi", "nb", "no", "fr_CA", "de_AT"))
PLAIN_PERCENT = frozenset(("de_CH", "fr_CH"))
MONEY_SEPARATORS = {"de_AT": (",", "."), "fr_CH": (".", "\u202f")}
MINUS = {"sv": "−", "fi": "−", "nb": "−", "no": "−"}
SPACE = "\u00a0"


def _language(tag: str) -> str:
    return tag.partition("_")[0]


def minus_of(tag: str) -> str:
    """The sign before negative numbers."""
    return MINUS.get(_language(tag), "-")


def money_separators(tag: str) -> tuple[str, str]:
    """The point and the grouping separator of amounts of money."""
    return MONEY_SEPARATORS.get(tag) or separators_of(tag)


def money_pattern(tag: str) -> str:
    """The pattern of amounts in a locale's own currency; throws where that is not known here."""
    language, _, country = tag.partition("_")
    sign = SIGNS.get(country) if country else "¤"
    if sign is None:
        message = f"The currency of {tag} is not known here. Use DecimalFormat with the sign in the pattern."
        return throw("UnsupportedOperationException", message)
    if tag == "fr_CA":
        sign = f"${SPACE}CA"
    sign = f"'{sign}'"
    number = "#,##0" if country in WITHOUT_PLACES else "#,##0.00"
    if tag == "de_CH":
        return f"{sign}{SPACE}{number};{sign}-{number}"
    if language == "nl":
        return f"{sign}{SPACE}{number};{sign}{SPACE}-{number}"
    if tag in SPACED or (language in SPACED and tag not in AFTER):
        return f"{sign}{SPACE}{number}"
    return f"{number}{SPACE}{sign}" if tag in AFTER or language in AFTER else sign + number


def percent_pattern(tag: str) -> str:
    """The pattern of percents."""
    spaced = (tag in SPACED_PERCENT or _language(tag) in SPACED_PERCENT) and tag not in PLAIN_PERCENT
    return f"#,##0{SPACE}%" if spaced else "#,##0%"
