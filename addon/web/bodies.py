"""The body of a request as JSON, read so that hostile bytes are refused and never a failure of ours."""

import json
from typing import Any

import flask

from addon.nodes.refusals import Refusal


def json_object(words: str) -> dict[str, Any]:
    """The body as a JSON object; raises `Refusal` bad_body with these words when it is none, or too_large."""
    raw, most = flask.request.get_data(), flask.request.max_content_length
    if most is not None and len(raw) >= most:  # one without a length is just cut off there
        raise Refusal("too_large", "The body is larger than 8 MiB.", status=413)
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:  # brackets by the thousand end the reader's recursion
        raise Refusal("bad_body", words) from problem
    if not isinstance(found, dict):
        raise Refusal("bad_body", words)
    return found
