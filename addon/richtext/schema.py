"""The schema of Atlassian's document format as a compiled gate.

The schema is not part of this repository: it comes from npm `@atlaskit/adf-schema` when the product is built
(`make setup`, the image's build) and lies at `DEFAULT_PATH`. Where the file is missing, `load_schema` says
so by returning None, and the caller must report it; our own check (`adf_check`) stands guard alone then.
"""

import json
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import fastjsonschema

DEFAULT_PATH = Path(__file__).resolve().parents[2] / "build" / "adf-schema" / "full.json"

Problem = str
Gate = Callable[[object], Problem | None]

_PLACE = re.compile(r"\[\{[^}]*\}\]")

# Tried first, because a failed alternative costs as much as a passed one and paragraphs are the most frequent.
_FREQUENT = (
    "formatted_text_inline_node", "code_inline_node", "paragraph_with_no_marks_node",
    "paragraph_with_alignment_node", "heading_with_no_marks_node", "bulletList_node", "orderedList_node",
    "listItem_node", "codeBlock_node", "table_node", "table_cell_node", "link_mark", "strong_mark", "em_mark",
)  # fmt: skip


@lru_cache(maxsize=4)
def load_schema(path: Path = DEFAULT_PATH) -> Gate | None:
    """A function that tells what the schema has against an ADF object, or None when the file is missing.

    Raises ValueError when the file is there and is no JSON schema. Compiling takes about a tenth of a second.
    """
    try:
        content = path.read_bytes()
    except OSError:
        return None
    validate = _compiled(json.loads(content))

    def gate(document: object) -> Problem | None:
        try:
            validate(document)
        except fastjsonschema.JsonSchemaException as error:
            return "Atlassian's schema: " + _PLACE.sub("[…]", str(error)).replace("data", "the document", 1)[:300]
        except RecursionError:
            return "The document is nested too deeply."
        return None

    return gate


def _compiled(schema: object) -> Callable[[object], object]:
    """The schema as a Python function.

    The generator writes the place of every list item into a string as it goes, valid or not, which is half of
    the run time; without it an error names the list and not the item.
    """
    code = fastjsonschema.compile_to_code(
        cast("dict[str, Any]", _ordered(schema)), use_default=False, detailed_exceptions=False
    )
    names: dict[str, object] = {}
    exec(compile(code.replace(".format(**locals())", ""), "adf-schema", "exec"), names)  # noqa: S102
    return cast(Callable[[object], object], names["validate"])


def _ordered(schema: object) -> object:
    """The same schema with frequent alternatives first; the order of `anyOf` has no meaning."""
    if isinstance(schema, dict):
        ordered = {key: _ordered(value) for key, value in schema.items()}
        alternatives = ordered.get("anyOf")
        if isinstance(alternatives, list):
            ordered["anyOf"] = sorted(alternatives, key=_rank)
        return ordered
    return [_ordered(item) for item in schema] if isinstance(schema, list) else schema


def _rank(alternative: object) -> int:
    name = str(cast(dict[str, object], alternative).get("$ref", "")).rpartition("/")[2]
    return _FREQUENT.index(name) if name in _FREQUENT else len(_FREQUENT)
