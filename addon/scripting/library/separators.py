"""What stands before the fraction and between thousands, by locale. Names of months and days stay English."""

POINT_AND_GROUP = {
    "de": (",", "."),
    "de_AT": (",", "\u00a0"),
    "de_CH": (".", "’"),
    "fr": (",", "\u202f"),
    "it": (",", "."),
    "es": (",", "."),
    "nl": (",", "."),
    "pt": (",", "."),
    "pt_PT": (",", "\u00a0"),
    "fr_CA": (",", "\u00a0"),
    "fi": (",", "\u00a0"),
    "nb": (",", "\u00a0"),
    "no": (",", "\u00a0"),
    "da": (",", "."),
    "sv": (",", "\u00a0"),
    "pl": (",", "\u00a0"),
    "cs": (",", "\u00a0"),
}


def separators_of(tag: str) -> tuple[str, str]:
    """The decimal point and the grouping separator of a locale such as de_DE; those of the US if unknown."""
    return POINT_AND_GROUP.get(tag) or POINT_AND_GROUP.get(tag.partition("_")[0]) or (".", ",")
