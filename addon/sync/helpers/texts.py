"""nodeHelper: rich text as HTML or Markdown."""

from typing import Any

from addon.richtext import Document, Refused, from_json, parse, render
from addon.rules.texts import written
from addon.sandbox.services import HelperFailed
from addon.sync.helpers.session import Session, argument, text, unfit


def get_html_field(session: Session, arguments: list[Any]) -> Any:
    """A rich field of the entity as HTML; null where there is none."""
    issue, name = argument(arguments, 0), text(argument(arguments, 1))
    if not isinstance(issue, dict):
        return None
    value = issue.get(name)
    if value is None:
        custom = (issue.get("customFields") or {}).get(name)
        value = custom.get("value") if isinstance(custom, dict) else custom
    return None if value is None else html_of(session, value)


def get_html_comments(session: Session, arguments: list[Any]) -> Any:
    """The comments, or those of an entity, with their bodies as HTML."""
    given = argument(arguments, 0)
    listed = given.get("comments") if isinstance(given, dict) else given
    return [{**one, "body": html_of(session, one.get("body"))} for one in listed or () if isinstance(one, dict)]


def to_markdown_from_html(session: Session, arguments: list[Any]) -> Any:
    """HTML, or a rich value, as Markdown."""
    value = argument(arguments, 0)
    if isinstance(value, dict) and "$rich" not in value and "value" in value:
        value = value["value"]  # a custom field as a whole
    if isinstance(value, dict | list) and "$rich" not in value:
        raise HelperFailed("IllegalArgumentException", unfit("nodeHelper.toMarkDownFromHtml", [value]))
    return None if value is None else _markdown(session, value)


def to_markdown_comments(session: Session, arguments: list[Any]) -> Any:
    """The comments with their bodies as Markdown."""
    return [
        {**one, "body": _markdown(session, one.get("body"))}
        for one in argument(arguments, 0) or ()
        if isinstance(one, dict)
    ]


def html_of(session: Session, value: Any) -> str:
    """A rich value, or a String in this side's markup, as HTML."""
    if isinstance(value, dict) and "$rich" in value:
        document = from_json(value["$rich"])
    else:
        document = written(value, session.site.kind)
    return render(document, "html", flavour=session.node.kind)  # type: ignore[arg-type]


def _markdown(session: Session, value: Any) -> str:
    document: Document
    if isinstance(value, dict) and "$rich" in value:
        document = from_json(value["$rich"])
    else:
        try:
            document = parse(str(value or ""), "html")
        except Refused:
            return str(value or "")
    return render(document, "markdown", flavour=session.node.kind)  # type: ignore[arg-type]


TABLE = {
    "nodeHelper.getHtmlField": get_html_field,
    "nodeHelper.getHtmlComments": get_html_comments,
    "nodeHelper.toMarkDownFromHtml": to_markdown_from_html,
    "nodeHelper.toMarkDownComments": to_markdown_comments,
}
