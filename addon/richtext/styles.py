"""What inline styles say about text, as far as the tree knows it."""

import re
from functools import lru_cache

from addon.richtext.colors import NAMED, as_hex
from addon.richtext.tree import Mark

_PIXELS = re.compile(r"(\d{1,5})(?:\.\d+)?px\Z")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)%\Z")
_BOLD = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_LIGHT = frozenset({"normal", "lighter", "100", "200", "300", "400", "500"})
# How services write "no color of my own": browsers and Office put these on every piece of text.
_DEFAULT_FRONT = frozenset({"black", "rgb(0, 0, 0)", "rgb(0,0,0)", "rgba(0, 0, 0, 1)", "windowtext"})
_DEFAULT_BACK = frozenset({"white", "rgb(255, 255, 255)", "rgb(255,255,255)", "rgba(255, 255, 255, 1)"})

_KEPT_SPACES = {
    "pre": "all", "pre-wrap": "all", "break-spaces": "all", "pre-line": "lines", "normal": "", "nowrap": "",
}  # fmt: skip

Styles = dict[str, str]


@lru_cache(maxsize=1024)
def styles_of(written: str) -> Styles:
    """The declarations by lower-case name, without `!important`; the result must not be changed."""
    found: Styles = {}
    for declaration in written[:20_000].split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            value = value.strip()
            if "#" not in value:  # digits of a color keep their case, so that they travel unchanged
                value = value.lower()
            found[name.strip().lower()] = value.removesuffix("!important").strip()
    return found


def kept_spaces(written: str) -> str | None:
    """Which spaces and line ends of the text are seen as they stand: `all`, line ends (`lines`), or none;
    None where the style does not say.
    """
    return _KEPT_SPACES.get(styles_of(written).get("white-space", "")) if "white-space" in written else None


def front(styles: Styles) -> str | None:
    """The text color, None when none is set or it is the default one."""
    value = styles.get("color")
    return as_hex(value) if value and value not in _DEFAULT_FRONT else None


def back(styles: Styles) -> str | None:
    """The background color, None when none is set or it is the default one."""
    value = styles.get("background-color") or styles.get("background", "")
    if value in _DEFAULT_BACK or not value:
        return None
    found = as_hex(value)
    if found is None and " " in value and "(" not in value:
        found = next((as_hex(part) for part in value.split() if part in NAMED or part[0] == "#"), None)
    return found


@lru_cache(maxsize=1024)
def marks_of(written: str) -> tuple[tuple[Mark, ...], frozenset[str]]:
    """The marks that a style sets, and the kinds of marks that it takes away."""
    styles = styles_of(written)
    found: list[Mark] = []
    gone: set[str] = set()
    weight = styles.get("font-weight", "")
    if weight in _BOLD:
        found.append(Mark("strong"))
    elif weight in _LIGHT:
        gone.add("strong")
    slope = styles.get("font-style", "")
    if slope in ("italic", "oblique"):
        found.append(Mark("em"))
    elif slope == "normal":
        gone.add("em")
    decoration = styles.get("text-decoration", "") + " " + styles.get("text-decoration-line", "")
    if "underline" in decoration:
        found.append(Mark("underline"))
    if "line-through" in decoration:
        found.append(Mark("strike"))
    raised = styles.get("vertical-align")
    if raised in ("sub", "super"):
        found.append(Mark("subsup", (("type", "sub" if raised == "sub" else "sup"),)))
    color = front(styles)
    if color is not None:
        found.append(Mark("textColor", (("color", color),)))
    behind = back(styles)
    if behind is not None:
        found.append(Mark("backgroundColor", (("color", behind),)))
    return tuple(found), frozenset(gone)


def alignment(styles: Styles, attribute: str) -> str | None:
    """`center`, `end`, `start` (said to be neither), or None where nothing is said."""
    value = styles.get("text-align") or attribute
    if value in ("center", "-webkit-center"):
        return "center"
    if value in ("right", "end", "-webkit-right"):
        return "end"
    return "start" if value in ("left", "start", "justify") else None


def pixels(styles: Styles, name: str) -> int | None:
    """A length in whole pixels."""
    found = _PIXELS.match(styles.get(name, ""))
    return int(found[1]) if found is not None else None


def percent(styles: Styles, name: str) -> float | None:
    """A share in percent."""
    found = _PERCENT.match(styles.get(name, ""))
    if found is None:
        return None
    value = float(found[1])
    return int(value) if value == int(value) else value
