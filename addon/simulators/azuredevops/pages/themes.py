"""The theme data that the host hands to frames: names as the product uses them, for light and dark.

`palette-primary*`, `palette-neutral-*` and `palette-accent*` are triplets, all others whole colors.
"""

GRAYS = (0, 2, 4, 6, 8, 10, 20, 30, 60, 70, 80, 100)
LIGHT_GRAYS = (255, 248, 244, 239, 234, 218, 200, 166, 102, 75, 51, 0)
DARK_GRAYS = (32, 27, 37, 41, 49, 59, 72, 96, 161, 190, 225, 255)


def _theme(dark: bool) -> dict[str, str]:
    ink = 255 if dark else 0
    grays = DARK_GRAYS if dark else LIGHT_GRAYS
    theme = {f"palette-neutral-{step}": f"{gray}, {gray}, {gray}" for step, gray in zip(GRAYS, grays, strict=True)}
    for step in (2, 4, 6, 8, 10, 20, 30, 60, 70, 80, 100):
        theme[f"palette-black-alpha-{step}"] = f"rgba({ink}, {ink}, {ink}, {step / 100})"
    theme["palette-black-alpha-0"] = f"rgba({ink}, {ink}, {ink}, 0)"
    for suffix, triplet in PRIMARY[dark].items():
        theme[f"palette-primary{suffix}"] = triplet
    for name, pair in COLORS.items():
        theme[name] = pair[1 if dark else 0]
    for number, pair in enumerate((("177, 0, 30", "241, 112, 123"), ("16, 124, 16", "92, 184, 92")), 1):
        theme[f"palette-accent{number}"] = pair[1 if dark else 0]
    return theme


PRIMARY = {
    False: {
        "": "0, 120, 212",
        "-tint-10": "43, 136, 216",
        "-tint-20": "199, 224, 244",
        "-tint-30": "222, 236, 249",
        "-tint-40": "239, 246, 252",
        "-shade-10": "0, 106, 190",
        "-shade-20": "0, 90, 158",
        "-shade-30": "0, 69, 120",
        "-darken-6": "0, 103, 181",
        "-darken-10": "0, 91, 161",
        "-darkened-6": "0, 103, 181",
        "-darkened-10": "0, 91, 161",
    },
    True: {
        "": "0, 120, 212",
        "-tint-10": "16, 110, 190",
        "-tint-20": "0, 90, 158",
        "-tint-30": "0, 69, 120",
        "-tint-40": "0, 50, 88",
        "-shade-10": "43, 136, 216",
        "-shade-20": "75, 166, 239",
        "-shade-30": "123, 189, 243",
        "-darken-6": "0, 103, 181",
        "-darken-10": "0, 91, 161",
        "-darkened-6": "0, 103, 181",
        "-darkened-10": "0, 91, 161",
    },
}
COLORS: dict[str, tuple[str, str]] = {
    "background-color": ("rgba(255, 255, 255, 1)", "rgba(32, 31, 30, 1)"),
    "text-primary-color": ("rgba(0, 0, 0, .9)", "rgba(255, 255, 255, .9)"),
    "text-secondary-color": ("rgba(0, 0, 0, .55)", "rgba(255, 255, 255, .6)"),
    "text-disabled-color": ("rgba(0, 0, 0, .38)", "rgba(255, 255, 255, .38)"),
    "text-on-communication-background": ("rgba(255, 255, 255, 1)", "rgba(255, 255, 255, 1)"),
    "communication-foreground": ("rgba(0, 90, 158, 1)", "rgba(75, 166, 239, 1)"),
    "communication-background": ("rgba(0, 120, 212, 1)", "rgba(0, 120, 212, 1)"),
    "focus-border-color": ("rgba(0, 120, 212, 1)", "rgba(75, 166, 239, 1)"),
    "focus-pulse-max-color": ("rgba(0, 120, 212, .23)", "rgba(0, 120, 212, .5)"),
    "focus-pulse-min-color": ("rgba(0, 120, 212, .15)", "rgba(0, 120, 212, .35)"),
    "callout-background-color": ("rgba(255, 255, 255, 1)", "rgba(41, 40, 39, 1)"),
    "callout-filtered-background-color": ("rgba(255, 255, 255, .86)", "rgba(41, 40, 39, .86)"),
    "callout-shadow-color": ("rgba(0, 0, 0, .132)", "rgba(0, 0, 0, .5)"),
    "callout-shadow-secondary-color": ("rgba(0, 0, 0, .108)", "rgba(0, 0, 0, .4)"),
    "panel-shadow-color": ("rgba(0, 0, 0, .22)", "rgba(0, 0, 0, .55)"),
    "panel-shadow-secondary-color": ("rgba(0, 0, 0, .18)", "rgba(0, 0, 0, .45)"),
    "palette-error": ("rgba(232, 17, 35, 1)", "rgba(197, 15, 31, 1)"),
    "palette-error-6": ("rgba(203, 15, 31, 1)", "rgba(168, 13, 26, 1)"),
    "palette-error-10": ("rgba(184, 14, 28, 1)", "rgba(148, 11, 23, 1)"),
    "status-error-background": ("rgba(249, 235, 235, 1)", "rgba(68, 39, 38, 1)"),
    "status-error-foreground": ("rgba(205, 74, 69, 1)", "rgba(228, 110, 105, 1)"),
    "status-error-text": ("rgba(218, 10, 0, 1)", "rgba(243, 144, 139, 1)"),
    "status-warning-background": ("rgba(251, 242, 236, 1)", "rgba(67, 53, 25, 1)"),
    "status-warning-icon-foreground": ("rgba(177, 133, 37, 1)", "rgba(232, 163, 61, 1)"),
    "status-warning-text": ("rgba(184, 94, 6, 1)", "rgba(242, 198, 97, 1)"),
    "status-success-background": ("rgba(223, 246, 221, 1)", "rgba(36, 56, 42, 1)"),
    "status-success-foreground": ("rgba(85, 163, 98, 1)", "rgba(85, 163, 98, 1)"),
    "status-success-text": ("rgba(11, 106, 11, 1)", "rgba(146, 211, 156, 1)"),
    "status-info-background": ("rgba(242, 248, 253, 1)", "rgba(27, 51, 71, 1)"),
    "component-status-success": ("rgba(85, 163, 98, 1)", "rgba(85, 163, 98, 1)"),
    "component-status-info": ("rgba(0, 120, 212, 1)", "rgba(75, 166, 239, 1)"),
    "component-grid-row-hover-color": ("rgba(0, 0, 0, .02)", "rgba(255, 255, 255, .04)"),
    "component-grid-selected-row-color": ("rgba(222, 236, 249, 1)", "rgba(27, 51, 71, 1)"),
    "component-grid-cell-bottom-border-color": ("rgba(234, 234, 234, 1)", "rgba(59, 58, 57, 1)"),
    "nav-header-background": ("rgba(255, 255, 255, 1)", "rgba(27, 26, 25, 1)"),
    "nav-vertical-background-color": ("rgba(244, 244, 244, 1)", "rgba(37, 36, 35, 1)"),
    "diff-color-original": ("rgba(172, 0, 0, .1)", "rgba(172, 0, 0, .3)"),
    "diff-color-modified": ("rgba(51, 153, 51, .1)", "rgba(51, 153, 51, .3)"),
}
THEMES = {"light": _theme(False), "dark": _theme(True)}
