"""Rich text between documents and scripts: a document that also reads as text in its side's own markup."""

import re
from datetime import UTC, datetime
from typing import Any

from addon.replica.values import RichText
from addon.richtext import Document, Refused, from_json, from_plain_text, parse, render, to_json
from addon.richtext.references import Flavour

LATEST = 253_402_300_799_000
"""The last moment (ms) of the year 9999; beyond it is no date of a tracker."""
TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")


def document_of(text: RichText) -> Document:
    """The document behind stored text."""
    return from_plain_text(text.source) if text.notation == "text" else parse(text.source, text.notation)


def rich_variable(document: Document, kind: str) -> dict[str, Any]:
    """A document as a script gets it: `$rich` travels on, `text` is what string operations see."""
    if not document.blocks:
        return {"$rich": to_json(document), "text": ""}
    flavour: Flavour = "jira" if kind == "jira" else "azuredevops"
    text = render(document, "wiki" if kind == "jira" else "html", flavour=flavour)
    return {"$rich": to_json(document), "text": text}


def written(value: Any, kind: str) -> Document:
    """The document that a script meant: an untouched rich value, or a String in the markup of this side.

    Jira reads a String as wiki markup; Azure DevOps as HTML if it holds a tag, else as text with its line breaks.
    """
    if isinstance(value, dict) and "$rich" in value:
        try:
            return from_json(value["$rich"])
        except Refused:
            return Document()
    if value is None:
        return Document()
    text = value if isinstance(value, str) else str(value.get("name") or "") if isinstance(value, dict) else str(value)
    if not text:
        return Document()
    try:
        if kind == "jira":
            return parse(text, "wiki")
        return parse(text, "html") if TAG.search(text) else from_plain_text(text)
    except Refused:
        return from_plain_text(text)


def date_variable(at: int | None) -> dict[str, int] | None:
    """A moment (ms) as a script's Date."""
    return None if at is None else {"$date": at}


def day_variable(value: Any) -> Any:
    """`YYYY-MM-DD`, a moment as Jira writes it, or one in ms, as a script's Date; anything else as it is."""
    if isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}(T|\Z)", value):
        try:
            found = datetime.fromisoformat(value)
            return {"$date": round((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() * 1000)}
        except ValueError:
            return value
    return {"$date": value} if isinstance(value, int) and not isinstance(value, bool) else value


def moment_of(value: Any) -> int | None:
    """The moment (ms) in a script's Date or number; None for what is none, or no date of a tracker."""
    found = value.get("$date") if isinstance(value, dict) else value
    if not isinstance(found, int | float) or isinstance(found, bool) or abs(found) > LATEST:
        return None
    return int(found)


def day_text(at: int) -> str:
    """A moment as the day it falls on, in UTC."""
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d")


def universal_text(at: int) -> str:
    """A moment as Azure DevOps keeps it: in UTC, with no more of a second than there is."""
    second = datetime.fromtimestamp(at // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    part = f".{at % 1000:03d}".rstrip("0") if at % 1000 else ""
    return f"{second}{part}Z"


def moment_text(at: int) -> str:
    """A moment as trackers write it."""
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at % 1000:03d}+0000"
