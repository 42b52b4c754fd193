"""Types of field values that stand for themselves: text, documents, numbers, dates, labels, durations.

A `FieldKind` knows one type of value: what it takes, what it shows and what it tells the change history.
Internal values hold ids, never names, so that renaming a priority renames it everywhere.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ..text_lengths import characters
from . import adf, adf_text
from .durations import duration_of, seconds_of
from .records import Json, Named, Project

if TYPE_CHECKING:
    from .site import JiraSite


class FieldProblem(Exception):
    """A value that the field does not take; the text is shown beside the field."""


@dataclass(frozen=True)
class Context:
    """Where a value is read or shown: the site, the project of the issue, the version of the API."""

    site: "JiraSite"
    project: Project | None
    version: int = 3


class FieldKind:
    """A type of value. The base takes and shows strings."""

    type = "string"
    items: str | None = None
    operations: tuple[str, ...] = ("set",)
    rich = False

    def parse(self, context: Context, raw: Json) -> Any:
        """The internal value of what a caller sent; None empties the field."""
        if not isinstance(raw, str):
            raise FieldProblem("Operation value must be a string")
        return raw or None

    def show(self, context: Context, value: Any) -> Json:
        """What the API answers for an internal value."""
        return value

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        """Id and text of a value for the change history."""
        return None, None if value is None else str(value)

    def allowed(self, context: Context, options: list[Named]) -> list[Json] | None:
        """The values on offer, where the field has a fixed set."""
        return None


class LineKind(FieldKind):
    """One line of up to 255 characters."""

    def parse(self, context: Context, raw: Json) -> Any:
        text = super().parse(context, raw)
        if text is not None and characters(text) > 255:
            raise FieldProblem("The entered text is too long. It exceeds the allowed limit of 255 characters.")
        if text is not None and "\n" in text:
            raise FieldProblem("The text is invalid because it contains newline characters.")
        return text


class RichKind(FieldKind):
    """A document: ADF in version 3, wiki text in version 2."""

    rich = True

    def parse(self, context: Context, raw: Json) -> Any:
        if context.version < 3:
            if not isinstance(raw, str):
                raise FieldProblem("Operation value must be a string")
            document = adf_text.from_text(raw)
        else:
            wrong = adf.problem(raw)
            if wrong is not None:
                raise FieldProblem(wrong)
            document = raw
            if any(identity not in context.site.media for identity in adf.media_ids(document)):
                raise FieldProblem("ATTACHMENT_VALIDATION_ERROR")
        text = adf_text.plain(document)
        if characters(text) > adf.MAXIMUM_TEXT:
            raise FieldProblem("The entered text is too long. It exceeds the allowed limit of 32,767 characters.")
        return document if document["content"] else None

    def show(self, context: Context, value: Any) -> Json:
        return adf_text.wiki(value) if context.version < 3 else value

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        return None, adf_text.wiki(value)


class NumberKind(FieldKind):
    type = "number"

    def parse(self, context: Context, raw: Json) -> Any:
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise FieldProblem("Operation value must be a number")
        return float(raw)


class DayKind(FieldKind):
    type = "date"

    def parse(self, context: Context, raw: Json) -> Any:
        try:
            return date.fromisoformat(raw).isoformat()
        except (TypeError, ValueError):
            raise FieldProblem(f"Error parsing date string: {raw}") from None


class MomentKind(FieldKind):
    type = "datetime"

    def parse(self, context: Context, raw: Json) -> Any:
        try:
            moment = datetime.fromisoformat(raw)
        except (TypeError, ValueError):
            moment = None
        if moment is None or moment.tzinfo is None:
            raise FieldProblem(f"Error parsing time: {raw}")
        return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}" + moment.strftime("%z")


class UrlKind(LineKind):
    def parse(self, context: Context, raw: Json) -> Any:
        text = super().parse(context, raw)
        if text is not None and not re.match(r"https?://\S+$", text):
            raise FieldProblem("The value is not a valid URL.")
        return text


class LabelsKind(FieldKind):
    type, items, operations = "array", "string", ("add", "set", "remove")

    def parse(self, context: Context, raw: Json) -> Any:
        if not isinstance(raw, list):
            raise FieldProblem("data was not an array")
        for label in raw:
            if not isinstance(label, str):
                raise FieldProblem("string expected at index 0")
            if re.search(r"\s", label):
                raise FieldProblem(f"The label '{label}' contains spaces which is invalid.")
            if len(label) > 255:
                raise FieldProblem("The label is too long. It exceeds the allowed limit of 255 characters.")
        return sorted(set(raw))

    def show(self, context: Context, value: Any) -> Json:
        return list(value or [])

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        return None, " ".join(value or [])


class TimeTrackingKind(FieldKind):
    """Original and remaining estimate in seconds."""

    type, operations = "timetracking", ("set", "edit")

    def parse(self, context: Context, raw: Json) -> Any:
        if not isinstance(raw, dict):
            raise FieldProblem("expected Object")
        value: dict[str, int] = {}
        for name in ("originalEstimate", "remainingEstimate"):
            if raw.get(name) is not None:
                try:
                    value[name] = seconds_of(raw[name])
                except ValueError as wrong:
                    raise FieldProblem(str(wrong)) from None
        return value or None

    def show(self, context: Context, value: Any) -> Json:
        shown: dict[str, Json] = {}
        for name, seconds in (value or {}).items():
            shown[name] = duration_of(seconds)
            shown[f"{name}Seconds"] = seconds
        return shown

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        seconds = (value or {}).get("originalEstimate")
        return (None, None) if seconds is None else (str(seconds), duration_of(seconds))
