"""Structured logs: one line for each step, with tenant, connection, entity, reason and duration; never a secret.

`configure` is called once by each composition root. Redaction works on names and on shapes, as the last step before
a line is written, so that a careless log call still leaks nothing.
"""

import logging
import re
import sys
import time
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog

_SECRET_NAMES = re.compile(
    r"(token|secret|password|authorization|cookie|certificate|private_key|api_key|assertion|jwt)", re.IGNORECASE
)
_SECRET_SHAPES = re.compile(
    r"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"  # a JWT
    r"|liaise1\.[A-Za-z0-9_-]{20,}[.A-Za-z0-9_-]*"  # an invitation code
    r"|[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}|(?<![A-Za-z0-9])[a-z2-7]{52}(?![A-Za-z0-9])"  # Azure DevOps tokens
    r"|(?<=jwt=)[^&\s\"']+"
    r"|(?i:(?:bearer|basic|jwt|liaise) )[A-Za-z0-9._~+/=-]{12,}"
)
_HIDDEN = "[hidden]"
_BEGAN = "began"
_ALLOWED_NAMES = frozenset({"token_kind"})


def redact(value: Any, name: str = "") -> Any:
    """The value without anything that looks or is named like a secret."""
    if name and name not in _ALLOWED_NAMES and _SECRET_NAMES.search(name) and value not in (None, "", True, False):
        return _HIDDEN
    if isinstance(value, str):
        return _SECRET_SHAPES.sub(_HIDDEN, value)
    if isinstance(value, dict):
        return {redact(key): redact(one, str(key)) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [redact(one) for one in value]
    if value is None or isinstance(value, int | float):
        return value
    return _SECRET_SHAPES.sub(_HIDDEN, repr(value))  # exceptions, bytes: what the line would have shown of them


def _redacting(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name in list(event):
        event[name] = redact(event[name], name)
    return event


@contextmanager
def timed() -> Iterator[None]:
    """Every line written in here, by this thread, says after how many milliseconds of the step (`ms`) it was."""
    with structlog.contextvars.bound_contextvars(**{_BEGAN: time.monotonic()}):
        yield


def lasting(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The processor that writes `ms` into the lines of `timed`."""
    began = event.pop(_BEGAN, None)
    if began is not None:
        event.setdefault("ms", round((time.monotonic() - began) * 1000, 1))
    return event


_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_TRACE = frozenset({"exception", "stack"})


def _visible(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Texts whose control characters are written out: what people typed elsewhere makes no line or colour of its own.

    For the form that people read; JSON writes them so by itself.
    """

    def written(found: re.Match[str]) -> str:
        return found[0].encode("unicode_escape").decode()

    for name, value in event.items():
        if isinstance(value, str):  # of all else the representation is written, which shows them itself
            lines = value.split("\n") if name in _TRACE else [value]
            text = [_UNSEEN.sub(written, line) for line in lines]
            event[name] = "\n".join(f"    {line}" for line in text) if name in _TRACE else text[0]
    return event


def configure(level: str = "info", form: str = "json") -> None:
    """Send structured lines to standard error; also what libraries log from `warning` on."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        lasting,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    ]
    end: list[Any] = [structlog.processors.format_exc_info, _redacting]
    people = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    end += [structlog.processors.JSONRenderer()] if form == "json" else [_visible, people]
    structlog.configure(
        processors=[*shared, *end],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[
        structlog.stdlib.ProcessorFormatter.remove_processors_meta, *end
    ]))  # fmt: skip
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
