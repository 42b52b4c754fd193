"""How the manifests are written down, so that two builds of the same variant are equal byte for byte."""

import json
import re
from typing import Any

_PLAIN = re.compile(r"^[A-Za-z/][A-Za-z0-9_./-]*$")
_WORDS_OF_YAML = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def as_json(manifest: Any) -> str:
    """Indented JSON with a final newline, in the order of the description."""
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def as_yaml(value: Any) -> str:
    """Block YAML of dictionaries, lists and scalars; every string that could be read as something else is quoted."""
    return "\n".join(_lines(value)) + "\n"


def _lines(value: Any) -> list[str]:
    if isinstance(value, dict) and value:
        lines = []
        for key, inner in value.items():
            nested = isinstance(inner, (dict, list)) and inner
            lines += (
                [f"{_scalar(key)}:", *("  " + line for line in _lines(inner))]
                if nested
                else [f"{_scalar(key)}: {_scalar(inner)}"]
            )
        return lines
    if isinstance(value, list) and value:
        lines = []
        for inner in value:
            first, *rest = _lines(inner)
            lines += [f"- {first}", *("  " + line for line in rest)]
        return lines
    return [_scalar(value)]


def _scalar(value: Any) -> str:
    if isinstance(value, str) and _PLAIN.match(value) and value.lower() not in _WORDS_OF_YAML:
        return value
    return json.dumps(value, ensure_ascii=False)
