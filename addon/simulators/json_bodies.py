"""Request bodies as the two products read them: any JSON, or a refusal, never an error of the server."""

import json
import re
from typing import Any, NoReturn

DEEPEST = 200
"""Levels of lists and objects; the services, too, stop reading somewhere."""

_HALF = re.compile("[\ud800-\udfff]")


def read_json(data: bytes, instead: str) -> Any:
    """The value; ValueError for what is no JSON or nested too deep.

    JSON can name half a character (`"\\ud800"`), which no answer could be written with: both products' languages
    put another sign in its place when they write text (`instead`: Java's is `?`, .NET's U+FFFD).
    """
    try:
        value = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except RecursionError:
        raise ValueError("nested too deep") from None
    return _whole(value, instead, 0)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON value")


def _whole(value: Any, instead: str, level: int) -> Any:
    if level > DEEPEST:
        raise ValueError("nested too deep")
    if isinstance(value, str):
        return _HALF.sub(instead, value)
    if isinstance(value, list):
        return [_whole(item, instead, level + 1) for item in value]
    if isinstance(value, dict):
        return {_HALF.sub(instead, key): _whole(item, instead, level + 1) for key, item in value.items()}
    return value
