"""Which of Java's classes a stream is: errors say it. Each step of a pipeline has its own.

Loaded after the streams: it goes over what they offer.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from addon.scripting.library import number_streams as _numbers  # noqa: F401 - these define what is gone over
from addon.scripting.library import stream_ends as _ends  # noqa: F401
from addon.scripting.library.registry import Overload
from addon.scripting.library.streams import Stream, doubles, ints, longs, streams

_SHARED = ("limit", "skip", "takeWhile", "dropWhile")
_STEPS = {
    "Reference": "unordered 1|filter 2|map 3|mapToInt 4|mapToLong 5|mapToDouble 6|flatMap 7|flatMapToInt 8"
    "|flatMapToDouble 9|flatMapToLong 10|mapMulti 11|peek 15",
    "Int": "mapToObj 1|boxed 1|asLongStream 2|asDoubleStream 3|map 4|mapToLong 5|mapToDouble 6|flatMap 7|filter 10"
    "|peek 11",
    "Long": "mapToObj 1|boxed 1|asDoubleStream 2|map 3|mapToInt 4|mapToDouble 5|flatMap 6|filter 9|peek 10",
    "Double": "mapToObj 1|boxed 1|map 2|mapToInt 3|mapToLong 4|flatMap 5|filter 8|peek 9",
}
_KINDS = (("Reference", "Ref", streams), ("Int", "Int", ints), ("Long", "Long", longs), ("Double", "Double", doubles))


def _named(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    @wraps(function)
    def of_class(run: Any, self: Stream, *arguments: Any) -> Any:
        made = function(run, self, *arguments)
        made.class_name = name
        return made

    return of_class


def _classes(place: int, kind: str, short: str) -> dict[str, str]:
    """The class of what each step gives."""
    steps = (step.split(" ") for step in _STEPS[kind].split("|"))
    found = {name: f"{kind}Pipeline${number}" for name, number in steps}
    found["sorted"] = f"SortedOps$Of{short}"
    found["distinct"] = f"ReferencePipeline${place + 2}" if place > 1 else "DistinctOps$1"
    found |= {"limit": f"SliceOps${place}", "skip": f"SliceOps${place}"}
    return found | {"takeWhile": f"WhileOps${place}", "dropWhile": f"WhileOps${place}Op"}


for _place, (_kind, _short, _table) in enumerate(_KINDS, 1):
    for _name, _class in _classes(_place, _kind, _short).items():
        for _key, _overloads in _table.info.own.items():
            if _key.partition("/")[0] == _name:
                _table.info.own[_key] = [
                    Overload(one.signature, _named(one.function, f"java.util.stream.{_class}")) for one in _overloads
                ]
