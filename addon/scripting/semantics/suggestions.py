"""The properties that the message of a missing one proposes, ranked as Groovy's MethodRankHelper ranks them."""

from collections.abc import Callable, Sequence

from addon.scripting.library.signatures import offered
from addon.scripting.limits import meter
from addon.scripting.semantics.instances import ScriptClass
from addon.scripting.values.classes import ClassInfo

_SUBSTITUTE = _DELETE = 10
_TRANSPOSE = _CASE = 5
_FARTHEST = 30
_MOST = 6
_COMPARED = 200
_LONGEST = 40
"""Names longer than this are no slip of the pen, and comparing them takes time."""


def suggested(info: ClassInfo, name: str) -> str:
    """What is added to the message; empty where nothing is near."""
    if len(name) > _LONGEST:
        return ""
    ranked = []
    near = _properties(info) if isinstance(info, ScriptClass) else _of_library(info)
    meter().step(len(near))
    for one in near[:_COMPARED]:
        if abs(len(one) - len(name)) * _DELETE <= _FARTHEST:
            far = distance(name, one)
            if far <= _FARTHEST:
                ranked.append((far, one))
    ranked.sort(key=lambda pair: pair[0])
    return "\nPossible solutions: " + ", ".join([one for _, one in ranked[:_MOST]]) if ranked else ""


def _of_library(info: ClassInfo) -> list[str]:
    found = offered(info.name)
    return [] if found is None else found.properties


def _properties(info: ScriptClass) -> list[str]:
    """Fields and properties, those of the class before those of its parents, then what has accessors only."""
    names: dict[str, None] = {}
    for ancestor in info.ancestors:
        if isinstance(ancestor, ScriptClass) and not ancestor.trait:
            names.update(dict.fromkeys(one for one, _, _ in ancestor.constants_of))
            for field in ancestor.fields:
                if ancestor is info or not field.private:
                    names[field.name] = None
    for method, overloads in info.table.items():
        for prefix, count in (("get", 0), ("is", 0), ("set", 1)):
            rest = method.removeprefix(prefix)
            if (
                rest
                and rest != method
                and any(one.shape.size == count and (prefix != "is" or one.truth) for one in overloads)
            ):
                names[rest if rest[1:2].isupper() else rest[:1].lower() + rest[1:]] = None
    if any(one.name == "groovy.lang.Script" for one in info.ancestors):
        names["binding"] = None
    names["class"] = None
    return list(names)


def distance(one: str, two: str) -> int:
    """How many slips, each with its weight, lie between two names."""
    return slips(one, two, lambda mine, theirs: _CASE if mine.lower() == theirs.lower() else _SUBSTITUTE)


def slips(one: Sequence[str], two: Sequence[str], substitute: Callable[[str, str], int]) -> int:
    """The same of any parts: left out, changed places, or put for others, which weighs what `substitute` says."""
    before: list[int] = []
    last = [_DELETE * place for place in range(len(two) + 1)]
    for row, mine in enumerate(one, 1):
        line = [_DELETE * row]
        for column, theirs in enumerate(two, 1):
            change = 0 if mine == theirs else substitute(mine, theirs)
            far = min(last[column] + _DELETE, line[column - 1] + _DELETE, last[column - 1] + change)
            if row > 1 and column > 1 and mine == two[column - 2] and one[row - 2] == theirs:
                far = min(far, before[column - 2] + _TRANSPOSE)
            line.append(far)
        before, last = last, line
    return last[-1]
