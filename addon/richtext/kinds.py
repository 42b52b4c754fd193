"""Every kind of node and mark: what it holds, and which attributes it may carry.

The table is the single place that decides whether an attribute is taken over, from any notation.
A value that fails its check is dropped, so nothing a stranger writes reaches an output unchecked.
Names are those of Atlassian's document format, the richest of the four notations (npm
`@atlaskit/adf-schema`); what is ours is marked so.
"""

from collections.abc import Mapping
from types import MappingProxyType

from addon.richtext.checks import (
    Check,
    address,
    any_string,
    between,
    border_color,
    color,
    filled,
    flag,
    image_address,
    json_text,
    milliseconds,
    number,
    one_line,
    one_of,
    status_color,
    visible,
    whole,
    widths,
)
from addon.richtext.tree import Attributes, Value, attributes

_LAYOUT = one_of("wide", "full-width", "center", "wrap-right", "wrap-left", "align-end", "align-start")
_VALIGN = one_of("top", "middle", "bottom")
_PLACEMENT: dict[str, Check] = {
    "align": one_of("center", "end"),
    "indent": whole(1, 6),
}
_BREAKOUT: dict[str, Check] = {"breakout": one_of("wide", "full-width"), "breakoutWidth": number}
_CELL: dict[str, Check] = {
    "colspan": whole(1, 1000),
    "rowspan": whole(1, 65534),
    "colwidth": widths,
    "background": any_string,
    "valign": _VALIGN,
}
_MEDIA: dict[str, Check] = {
    "type": one_of("file", "link", "external", "image"),
    "id": filled,
    "collection": any_string,
    "alt": filled,
    "height": number,
    "width": number,
    "occurrenceKey": filled,
    "url": image_address,
    # Ours: what the picture is, whichever product holds it.
    "hash": filled,
    "name": filled,
    "size": whole(0, 10**15),
}

BLOCKS: Mapping[str, Mapping[str, Check]] = MappingProxyType(
    {
        "paragraph": {**_PLACEMENT, "small": flag},
        "heading": {**_PLACEMENT, "level": whole(1, 6)},
        "bulletList": {},
        "orderedList": {"order": between(0, 999_999_999)},
        "listItem": {},
        "taskList": {},
        "taskItem": {"state": one_of("TODO", "DONE")},
        "blockTaskItem": {"state": one_of("TODO", "DONE")},
        "decisionList": {},
        "decisionItem": {"state": any_string},
        "codeBlock": {
            "language": any_string,
            "uniqueId": any_string,
            "wrap": flag,
            "hideLineNumbers": flag,
            **_BREAKOUT,
        },
        "blockquote": {},
        "rule": {},
        "panel": {
            "panelType": one_of("info", "note", "tip", "warning", "error", "success", "custom"),
            "panelIcon": any_string,
            "panelIconId": any_string,
            "panelIconText": any_string,
            "panelColor": any_string,
        },
        "expand": {"title": one_line, **_BREAKOUT},
        "table": {
            "displayMode": one_of("default", "fixed"),
            "isNumberColumnEnabled": flag,
            "layout": one_of("wide", "full-width", "center", "align-end", "align-start", "default"),
            "width": number,
            "fragment": filled,
            "fragmentName": any_string,
        },
        "tableRow": {},
        "tableHeader": _CELL,
        "tableCell": _CELL,
        "layoutSection": _BREAKOUT,
        "layoutColumn": {"width": between(0, 100), "valign": _VALIGN},
        "mediaSingle": {
            "layout": _LAYOUT,
            "width": between(0, 1_000_000),
            "widthType": one_of("percentage", "pixel"),
        },
        "mediaGroup": {},
        "media": _MEDIA,
        "caption": {},
        "blockCard": {
            "url": address,
            "dataJson": json_text,
            "datasourceJson": json_text,
            "width": number,
            "layout": _LAYOUT,
        },
        "embedCard": {
            "url": address,
            "layout": _LAYOUT,
            "width": between(0, 100),
            "originalHeight": number,
            "originalWidth": number,
        },
        "opaque": {"raw": json_text},
    }
)

INLINES: Mapping[str, Mapping[str, Check]] = MappingProxyType(
    {
        "text": {},
        "hardBreak": {},
        "mention": {
            "id": any_string,
            "text": any_string,
            "accessLevel": any_string,
            "userType": one_of("DEFAULT", "SPECIAL", "APP"),
            # Ours: the product in which `id` names an account.
            "home": one_of("jira", "azuredevops"),
        },
        "emoji": {"shortName": any_string, "id": any_string, "text": any_string},
        "date": {"timestamp": milliseconds},
        "status": {"text": visible, "color": status_color, "style": any_string},
        "inlineCard": {"url": address, "dataJson": json_text},
        "mediaInline": {**_MEDIA, "dataJson": json_text},
        "placeholder": {"text": any_string},
        "opaqueInline": {"raw": json_text},
    }
)

MARKS: Mapping[str, Mapping[str, Check]] = MappingProxyType(
    {
        "strong": {},
        "em": {},
        "underline": {},
        "strike": {},
        "code": {},
        "subsup": {"type": one_of("sub", "sup")},
        "textColor": {"color": color},
        "backgroundColor": {"color": color},
        "link": {
            "href": address,
            "title": visible,
            "id": any_string,
            "collection": any_string,
            "occurrenceKey": any_string,
        },
        "annotation": {"id": any_string, "annotationType": one_of("inlineComment")},
        "border": {"size": between(1, 3), "color": border_color},
    }
)

# What a kind cannot be without; a node that lacks it is read as its content or its text.
REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "heading": ("level",),
        "mention": ("id",),
        "emoji": ("shortName",),
        "placeholder": ("text",),
        "date": ("timestamp",),
        "status": ("text", "color"),
        "panel": ("panelType",),
        "subsup": ("type",),
        "textColor": ("color",),
        "backgroundColor": ("color",),
        "link": ("href",),
        "annotation": ("id", "annotationType"),
        "border": ("size", "color"),
        "embedCard": ("url",),
    }
)

# What each kind holds. Kinds that are not named hold nothing.
HOLDS_INLINES = frozenset({"paragraph", "heading", "taskItem", "decisionItem", "caption", "opaqueInline"})
HOLDS_BLOCKS = frozenset(
    {
        "listItem",
        "blockTaskItem",
        "blockquote",
        "panel",
        "expand",
        "tableHeader",
        "tableCell",
        "layoutColumn",
        "opaque",
    }
)
HOLDS_OWN = MappingProxyType(
    {
        "bulletList": ("listItem",),
        "orderedList": ("listItem",),
        "taskList": ("taskItem", "blockTaskItem", "taskList"),
        "decisionList": ("decisionItem",),
        "table": ("tableRow",),
        "tableRow": ("tableHeader", "tableCell"),
        "layoutSection": ("layoutColumn",),
        "mediaGroup": ("media",),
        "mediaSingle": ("media", "caption"),
    }
)
# Kinds that only live inside their own parents.
PARTS = frozenset(
    {
        "listItem",
        "taskItem",
        "blockTaskItem",
        "decisionItem",
        "tableRow",
        "tableHeader",
        "tableCell",
        "layoutColumn",
        "media",
        "caption",
    }
)

# Values that mean the same as saying nothing.
DEFAULTS = frozenset(
    {
        ("orderedList", "order", 1),
        ("table", "layout", "default"),
        ("table", "isNumberColumnEnabled", False),
        ("table", "displayMode", "default"),
        ("tableCell", "colspan", 1),
        ("tableCell", "rowspan", 1),
        ("tableHeader", "colspan", 1),
        ("tableHeader", "rowspan", 1),
        ("status", "style", ""),
        ("mention", "accessLevel", ""),
    }
)

# Attributes that no reader sees.
INVISIBLE = frozenset(
    {
        "localId",
        "uniqueId",
        "occurrenceKey",
        "collection",
        "fragment",
        "fragmentName",
        "accessLevel",
        "userType",
        "dataJson",
        "datasourceJson",
    }
)


def checked(specification: Mapping[str, Check], values: Mapping[str, object]) -> Attributes:
    """The attributes that the specification knows and whose values pass, in the tree's form."""
    kept: dict[str, Value] = {}
    for name, value in values.items():
        if name == "localId":
            passed: Value | None = any_string(value)
        else:
            check = specification.get(name)
            passed = check(value) if check is not None else None
        if passed is not None:
            kept[name] = passed
    return attributes(kept)


def mark_values(kind: str, values: Mapping[str, object]) -> Attributes:
    """The attributes of a mark that are known and pass; a mark has no id of its own, unlike a node."""
    known = MARKS[kind]
    return checked(known, {name: value for name, value in values.items() if name in known}) if known else ()


def complete(kind: str, found: Attributes) -> bool:
    """Whether everything that the kind cannot be without is there."""
    names = {name for name, _ in found}
    return all(name in names for name in REQUIRED.get(kind, ()))
