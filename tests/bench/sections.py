"""The parts of `make bench` in the order of the table; each is a generator of figures in a module of its own."""

import importlib
import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tests.bench.table import Figure, unmeasured


class NotMeasured(Exception):
    """A part cannot run here; the text says why and what would help."""


@dataclass(frozen=True)
class Section:
    """A part: `BENCH=name` runs it alone; `module`'s `measure` gives its figures.

    A `measure` that takes `quick` gets it; one that does not is left out of a quick run when it is `long`. An
    `extra` part runs only when BENCH names it. Parts that are `counted` measure no time: they run at once.
    """

    name: str
    title: str
    module: str
    long: bool = False
    extra: bool = False
    counted: bool = False

    def figures(self, quick: bool) -> Iterator[Figure]:
        """Every line of the part; one that says why, when it cannot run or ends early."""
        try:
            measure: Callable[..., Iterable[Figure]] = importlib.import_module(self.module).measure
            takes_quick = "quick" in inspect.signature(measure).parameters
            if quick and self.long and not takes_quick:
                raise NotMeasured("left out of a quick run: unset QUICK")
            yield from measure(quick=quick) if takes_quick else measure()
        except NotMeasured as reason:
            yield unmeasured("", self.title, str(reason))
        except Exception as problem:
            yield unmeasured("", self.title, f"{type(problem).__name__}: {problem}".splitlines()[0])


SECTIONS = (
    Section("vendor-calls", "vendor API calls of a pair", "tests.bench.vendor_calls", counted=True),
    Section("memory", "memory of an idle web and worker", "tests.bench.memory", counted=True),
    Section("kills", "the ledger under kills", "tests.bench.ledger_kills", counted=True),
    Section("wizard", "the wizard's project list", "tests.bench.wizard"),
    Section("richtext", "rich text", "tests.bench.richtext", long=True),
    Section("webhooks", "webhooks acknowledged by the product", "tests.bench.webhooks"),
    Section("engine", "the engine's promptness and fairness", "tests.bench.engine"),
    Section("scale-out", "changes applied by several workers", "tests.bench.scale_out"),
    Section("lists", "lists of the console with very many rows", "tests.bench.lists"),
    Section("ledger", "the ledger under load", "tests.bench.ledger"),
    Section("ledger-ingest", "the ledger behind a bare endpoint", "tests.bench.ledger_ingest", long=True, extra=True),
    Section("script", "the script engine", "tests.bench.script", long=True),
)


def chosen(name: str, sections: Iterable[Section] = SECTIONS) -> list[Section]:
    """The section of that name, or those whose names hold the text; for no text all but the extra ones."""
    wanted = name.strip().lower()
    if not wanted:
        return [one for one in sections if not one.extra]
    exact = [one for one in sections if one.name == wanted]
    return exact or [one for one in sections if wanted in one.name]


def together(sections: Iterable[Section]) -> list[list[Section]]:
    """The sections in their order, those that run at once together."""
    groups: list[list[Section]] = []
    for one in sections:
        if groups and one.counted and groups[-1][0].counted:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups
