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

_ALTERNATIVE = re.compile(
    r"(?P<start>if not \w+_any_of_count\d+):"
    r"(?P<rest>\s+try:\s+(?P<function>validate___definitions_\w+)\((?P<value>\w+), )"
)
_PLACE_HANDED_ON = re.compile(r', custom_formats, \(name_prefix or "data"\) \+ "[^"]*"\)')
_SET_OF_LIST = re.compile(r"set\(\[([^\[\]]+)\]\)")
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

    The generator writes the place of every node and item into a string as it goes, valid or not, which is half of
    the run time; without it an error names the outermost list and not the item. It also tries alternatives that cannot
    fit because they are about nodes of another type; each is asked for its types first.
    """
    code = fastjsonschema.compile_to_code(
        cast("dict[str, Any]", _ordered(schema)), use_default=False, detailed_exceptions=False
    )
    code = _PLACE_HANDED_ON.sub(", custom_formats, name_prefix)", code.replace(".format(**locals())", ""))
    code = _SET_OF_LIST.sub(r"{\1}", code)
    types = _types_by_function(cast("dict[str, dict[str, object]]", cast("dict[str, object]", schema)["definitions"]))
    names: dict[str, object] = {}

    def asked_first(found: re.Match[str]) -> str:
        words = types.get(found["function"])
        if words is None:
            return found[0]
        value = found["value"]
        return (
            f"{found['start']} and (not isinstance({value}, dict) or {value}.get('type') in {words!r}):{found['rest']}"
        )

    exec(compile(_ALTERNATIVE.sub(asked_first, code), "adf-schema", "exec"), names)  # noqa: S102
    return cast(Callable[[object], object], names["validate"])


def _types_by_function(definitions: dict[str, dict[str, object]]) -> dict[str, tuple[str, ...]]:
    """The types of node or mark that each generated function could accept, where its definition demands one."""
    found: dict[str, tuple[str, ...]] = {}
    for name, definition in definitions.items():
        words = _types(definition, definitions)
        if words is not None:
            found["validate___definitions_" + name.lower()] = words
    return found


def _types(schema: object, definitions: dict[str, dict[str, object]]) -> tuple[str, ...] | None:
    part = cast("dict[str, Any]", schema)
    if "$ref" in part:
        return _types(definitions[part["$ref"].rpartition("/")[2]], definitions)
    for inner in part.get("allOf", ()):
        if (words := _types(inner, definitions)) is not None:
            return words
    if "type" not in part.get("required", ()):
        return None
    words = part.get("properties", {}).get("type", {}).get("enum")
    return tuple(words) if words and all(isinstance(word, str) for word in words) else None


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
