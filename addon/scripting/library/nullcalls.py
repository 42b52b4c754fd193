"""What calls whose only argument is null throw in Java and Groovy, where the function that serves them here has no say.

`nullcalls.txt` is written by `tests/unit/scripting/corpus/oracle/NullCalls.groovy`: what is called, its name, the
exception and its message, and for which classes that is so.
"""

from pathlib import Path

from addon.scripting.errors import Thrown
from addon.scripting.values.classes import BY_NAME
from addon.scripting.values.throwables import new_throwable

_TOLD: dict[tuple[str, str, str], tuple[str, str]] = {}


def _read() -> None:
    for line in (Path(__file__).parent / "nullcalls.txt").read_text(encoding="utf-8").splitlines():
        kind, name, exception, message, owners = line.split("|")
        for owner in owners.split():
            _TOLD[kind, owner, name] = exception, message


_read()


def unexplained(error: Thrown) -> bool:
    """Whether a function of the library itself threw a NullPointerException without a message."""
    value = error.value
    if error.position is not None or value.message is not None or value.class_info.simple != "NullPointerException":
        return False
    value.details = {"refused": True}
    return True


def in_words(error: Thrown, kind: str, owner: str, name: str) -> Thrown:
    """The error as Groovy tells it; `kind` is method, static or new."""
    told = _TOLD.get((kind, owner, name)) if "refused" in error.value.details else None
    if told is None or (error.value.message is not None and (kind != "new" or told[0] == "NullPointerException")):
        return error
    if told[0] == "MissingMethodException":
        from addon.scripting.semantics.missing import missing_method

        missing_method(BY_NAME[owner], name, (None,), static=True)
    message = told[1].replace("{}", owner, 1).replace("\\n", "\n").replace("\\t", "\t")
    return Thrown(new_throwable(told[0], message))
