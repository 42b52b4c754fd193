"""Colors as services write them, brought to `#rrggbb`, and the palettes of panels and status lozenges."""

import re

NAMED = {
    "aqua": "#00ffff", "black": "#000000", "blue": "#0000ff", "brown": "#a52a2a", "crimson": "#dc143c",
    "cyan": "#00ffff", "darkblue": "#00008b", "darkgray": "#a9a9a9", "darkgreen": "#006400",
    "darkorange": "#ff8c00", "darkred": "#8b0000", "fuchsia": "#ff00ff", "gold": "#ffd700",
    "gray": "#808080", "green": "#008000", "grey": "#808080", "indigo": "#4b0082", "lightblue": "#add8e6",
    "lightgray": "#d3d3d3", "lightgreen": "#90ee90", "lightgrey": "#d3d3d3", "lightyellow": "#ffffe0",
    "lime": "#00ff00", "limegreen": "#32cd32", "magenta": "#ff00ff", "maroon": "#800000", "navy": "#000080",
    "olive": "#808000", "orange": "#ffa500", "orangered": "#ff4500", "pink": "#ffc0cb", "purple": "#800080",
    "red": "#ff0000", "royalblue": "#4169e1", "salmon": "#fa8072", "silver": "#c0c0c0",
    "skyblue": "#87ceeb", "tan": "#d2b48c", "teal": "#008080", "tomato": "#ff6347", "turquoise": "#40e0d0",
    "violet": "#ee82ee", "white": "#ffffff", "yellow": "#ffff00", "yellowgreen": "#9acd32",
}  # fmt: skip

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\Z")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*(?:[,/]\s*(\d*\.?\d+%?)\s*)?\)\Z")

# Background of each panel type, as the other side shows it.
PANELS = {
    "info": "#deebff",
    "note": "#eae6ff",
    "tip": "#e6fcff",
    "success": "#e3fcef",
    "warning": "#fffae6",
    "error": "#ffebe6",
}
CUSTOM_PANEL = "#f4f5f7"

# Status lozenge: background and letter color by the lozenge's name.
STATUSES = {
    "neutral": ("#dfe1e6", "#42526e"),
    "purple": ("#eae6ff", "#403294"),
    "blue": ("#deebff", "#0747a6"),
    "red": ("#ffebe6", "#bf2600"),
    "yellow": ("#fff0b3", "#172b4d"),
    "green": ("#e3fcef", "#006644"),
}


def as_hex(written: str) -> str | None:
    """`#rrggbb` for a color in any usual spelling, None when it is no color or fully transparent.

    Hexadecimal digits keep the case they were written in, so that a color travels unchanged.
    """
    value = written.strip()
    if _HEX.match(value):
        if len(value) == 4:
            return "#" + "".join(digit * 2 for digit in value[1:])
        if len(value) == 9:
            return None if value[7:] == "00" else value[:7]
        return value
    lowered = value.lower()
    if lowered in NAMED:
        return NAMED[lowered]
    found = _RGB.match(lowered)
    if found is None or found[4] in ("0", "0%", "0.0"):
        return None
    parts = [int(found[number]) for number in (1, 2, 3)]
    return None if max(parts) > 255 else "#" + "".join(f"{part:02x}" for part in parts)
