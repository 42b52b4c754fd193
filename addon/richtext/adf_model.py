"""Which node may stand where in Atlassian's document format.

Read from npm `@atlaskit/adf-schema` (`dist/json-schema/v1/full.json`), in names of the tree. The writer fits
every document into this table; the schema gate afterwards is the proof that the table is right.
"""

from collections.abc import Mapping
from types import MappingProxyType

_LISTS = frozenset({"bulletList", "orderedList"})
_TASKS = frozenset({"taskList", "decisionList"})
_MEDIA = frozenset({"mediaSingle", "mediaGroup"})
_CARDS = frozenset({"blockCard", "embedCard"})
_PLAIN = frozenset({"paragraph", "codeBlock", "extension"}) | _LISTS | _MEDIA

_NESTED_EXPAND = _PLAIN | _TASKS | {"heading", "rule", "panel", "blockquote"}
_CELL = _NESTED_EXPAND | _CARDS | {"nestedExpand"}
_EXPAND = _CELL | {"table"}
_COLUMN = _EXPAND - {"nestedExpand"} | {"expand", "bodiedExtension"}

BLOCKS_IN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "doc": _COLUMN | {"layoutSection", "syncBlock", "bodiedSyncBlock"},
        "layoutColumn": _COLUMN,
        "expand": _EXPAND,
        "nestedExpand": _NESTED_EXPAND,
        "tableCell": _CELL,
        "tableHeader": _CELL,
        "panel": _PLAIN | _TASKS | {"heading", "rule", "blockCard"},
        "blockquote": _PLAIN,
        "listItem": (_PLAIN - {"mediaGroup"}) | {"taskList"},
        "blockTaskItem": frozenset({"paragraph", "extension"}),
    }
)

# Marks that blocks may carry, by the parent they stand in.
ALIGNED_IN = frozenset({"doc", "layoutColumn", "tableCell", "tableHeader"})
PARAGRAPH_INDENTED_IN = frozenset({"doc", "layoutColumn"})
HEADING_INDENTED_IN = ALIGNED_IN
SMALL_IN = frozenset(BLOCKS_IN) - {"blockquote"}
BREAKOUT_IN = frozenset({"doc"})
BREAKOUT_ON = frozenset({"codeBlock", "expand", "layoutSection"})

# What a caption holds beside text; every other line of inlines takes all of them.
CAPTION_INLINES = frozenset({"text", "hardBreak", "mention", "emoji", "date", "placeholder", "inlineCard", "status"})

# Attributes that ADF itself knows, beyond those it names like the tree does.
NOT_IN_ADF = frozenset(
    {
        "align", "indent", "small", "breakout", "breakoutWidth", "fragment", "fragmentName",
        "dataJson", "datasourceJson", "hash", "name", "size", "home",
    }
)  # fmt: skip
