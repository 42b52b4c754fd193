"""Scripts made runnable: `compile_script` and `Program.run`."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from addon.scripting import library, nodes
from addon.scripting.compiler import finals
from addon.scripting.compiler.calls import fill_tables
from addon.scripting.compiler.classes import Classes
from addon.scripting.compiler.closurenames import name_closures
from addon.scripting.compiler.duplicates import declared_methods, duplicates
from addon.scripting.compiler.staticscope import static_properties
from addon.scripting.errors import (
    CompileError,
    InternalFault,
    LimitExceeded,
    Position,
    Problem,
    ScriptFrame,
    Thrown,
    Unwinding,
)
from addon.scripting.limits import Meter, metered
from addon.scripting.parser import parse
from addon.scripting.parser.cursor import Cursor
from addon.scripting.reached import entered_last
from addon.scripting.resolve import Resolver
from addon.scripting.run import Run, located
from addon.scripting.semantics.calling import throwable_message
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.fieldvalues import default_value
from addon.scripting.semantics.instances import Instance, ScriptClass
from addon.scripting.semantics.shapes import Shape
from addon.scripting.tokens import Token, source_lines
from addon.scripting.values.classes import BY_NAME

RECURSION = 60_000
"""Python frames a run may nest; script calls are limited long before by `Limits.depth`."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What ended a run: `class_name` and `message` as Groovy words them, the place, the script frames."""

    class_name: str
    message: str | None
    line: int | None
    column: int | None
    snippet: str = ""
    frames: tuple[ScriptFrame, ...] = ()
    value: Any = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. `status` is ok, error, limit or internal; `value` the script's result."""

    status: str
    value: Any
    failure: Failure | None
    output: str
    logs: list[tuple[str, str | None]]
    calls: list[tuple[str, list[Any]]]
    variables: dict[str, Any] = field(default_factory=dict)
    reason: str | None = None
    run: Any = None
    printed: tuple[tuple[bool, str], ...] = ()

    @property
    def stdout(self) -> str:
        """What the script itself printed."""
        return "".join([text for own, text in self.printed if own])

    @property
    def system_out(self) -> str:
        """What its classes printed, and what it wrote to System.out."""
        return "".join([text for own, text in self.printed if not own])


class Program:
    """A compiled script; may be run any number of times, each run has its own state."""

    def __init__(
        self, source: str, name: str, main: Shape, script: ScriptClass, fields: list[Any], end: Position
    ) -> None:
        self.source = source
        self.end = end
        """Where its last statement begins: what makes the result."""
        self.name = name
        self.main = main
        self.script = script
        self.fields = fields
        self.warnings: list[Problem] = []

    def run(
        self,
        bindings: dict[str, Any],
        meter: Meter | None = None,
        functions: dict[str, Callable[..., Any]] | None = None,
        services: Any = None,
        prepare: Callable[[Run], None] | None = None,
    ) -> Outcome:
        """Run once; never raises. `bindings` is changed by the script's assignments.

        `functions` are callable by name and get (run, *arguments); `services` is kept as `run.services` for host
        objects; `prepare` is called with the `Run` before anything else.
        """
        gauge = meter or Meter()
        run = Run(bindings, gauge, functions, services)
        if prepare is not None:
            prepare(run)
        if sys.getrecursionlimit() < RECURSION:
            sys.setrecursionlimit(RECURSION)
        status, value, failure, reason = "ok", None, None, None
        with metered(gauge, run):
            try:
                script = Instance(self.script, run)
                run.script = script
                run.classes[self.script] = script.fields
                for one in self.fields:
                    self._field(run, script, one)
                value = self.main.body([run, script, None, None, *self.main.pad])
            except Exception as raised:  # everything a script can do wrong ends here
                begun = entered_last(raised)
                error = located(raised, begun.line, begun.column)
                assert isinstance(error, Unwinding)
                status, failure, reason = self.explain(error)
        printed = tuple(run.out)
        output = "".join([text for _, text in printed])
        return Outcome(status, value, failure, output, run.logs, run.calls, run.variables, reason, run, printed)

    @staticmethod
    def _field(run: Run, script: Instance, spec: Any) -> None:
        value = default_value(spec.type)
        if spec.initial is not None:
            value = spec.initial.enter(run, script, None, (), ())
            if spec.type is not None:
                value = cast(value, spec.type)
        script.fields[spec.name] = value

    def explain(self, error: Unwinding) -> tuple[str, Failure, str | None]:
        """The failure behind an exception that left the script."""
        position = error.position or Position(1, 1)
        snippet = snippet_at(self.source, position)
        frames = tuple(error.frames)
        if isinstance(error, Thrown):
            value = error.value
            place = value.position or position
            try:
                message = value.message if "arguments" in value.details else throwable_message(value)
            except Exception:
                message = value.message
            message = message and message.partition("\nPossible solutions: ")[0]
            return (
                "error",
                Failure(
                    value.class_info.name,
                    message,
                    place.line,
                    place.column,
                    snippet_at(self.source, place),
                    frames,
                    value,
                ),
                None,
            )
        if isinstance(error, LimitExceeded):
            failure = Failure("Limit", error.message, position.line, position.column, snippet, frames)
            return "limit", failure, error.reason
        assert isinstance(error, InternalFault)
        message = "Something in the script engine itself failed at this place. This is not the script's fault."
        return (
            "error",
            Failure("InternalError", message, position.line, position.column, snippet, frames, error.cause),
            "internal",
        )


def snippet_at(source: str, position: Position) -> str:
    """The source line with a caret below the column."""
    lines = source_lines(source)
    if not 1 <= position.line <= len(lines):
        return ""
    line = lines[position.line - 1].replace("\t", " ")
    start = max(0, position.column - 120)
    return f"{line[start : start + 200]}\n{' ' * (position.column - 1 - start)}^"


def compile_script(source: str, name: str = "Script1") -> Program:
    """Compile a script; raises `CompileError` with every problem found."""
    library.load()
    fill_tables()
    try:
        tree = parse(source)
        return _compile(tree, source, name)
    except RecursionError as error:
        raise CompileError([too_deep(error)]) from None


def too_deep(error: RecursionError) -> Problem:
    """What is said of a script that is nested deeper than our own calls may be, where that was met."""
    line, column = 1, 1
    passed = error.__traceback__
    while passed is not None:
        held = passed.tb_frame.f_locals
        met = held.get("node")
        reader = held.get("self")
        if isinstance(reader, Cursor):
            met = reader.token
        if isinstance(met, (nodes.Node, Token)) and met.line > 0:
            line, column = met.line, met.column
        passed = passed.tb_next
    return Problem(line, column, "error", "The script is nested too deep.")


def _start_main(tree: nodes.Script) -> None:
    """A script of classes alone is a program: as in Groovy, `main` of its first class is run."""
    if tree.body.statements or tree.methods or tree.fields or not tree.classes:
        return
    first = tree.classes[0]
    line, column = first.line, first.column
    texts = nodes.NewArray(line, column, nodes.TypeRef(line, column, "String", 1), [], [])
    owner = nodes.Name(line, column, first.name)
    call = nodes.Call(line, column, owner, "main", [texts], at=(line, column))
    tree.body.statements.append(nodes.ExpressionStatement(line, column, call))


def _compile(tree: nodes.Script, source: str, name: str) -> Program:
    _start_main(tree)
    repeated = duplicates(tree)
    name_closures(tree, name)
    resolver = Resolver()
    resolver.script(tree)
    compiler = Classes(name)
    compiler.type_variables = frozenset(tree.type_parameters)
    compiler.declared_methods = frozenset(declared_methods(tree))
    compiler.made, compiler.linked, compiler.anonymous_bodies = {}, set(), []
    for declared in tree.classes:
        compiler.declare(declared, None)
    compiler.imports(tree.imports)
    script = ScriptClass(name, (BY_NAME["groovy.lang.Script"],), False)
    for declared in tree.classes:
        compiler.inherit(declared)
    for declared in tree.classes:
        compiler.define(declared)
    compiler.static_fields[script] = static_properties(tree.methods) | {
        one.name for one in tree.fields if "static" in one.modifiers
    }
    for method in tree.methods:
        script.own_methods.setdefault(method.name, []).append(compiler.method(method, script))
    fields = [compiler.field(one, False) for one in tree.fields]
    for spec in fields:
        script.all_fields[spec.name] = spec
    assert tree.function is not None
    main = compiler.function(tree.function, "run")
    for made in list(compiler.made.values()):
        compiler.order_ancestors(made)
    compiler.order_ancestors(script)
    compiler.check_inheritance([*tree.classes, *compiler.anonymous_bodies])
    misused = [problem for function in resolver.late for problem in finals.problems(function)]
    problems = sorted(
        [*repeated, *resolver.problems, *compiler.problems, *misused], key=lambda one: (one.line, one.column)
    )
    if problems:
        raise CompileError(problems)
    last: nodes.Node = tree.body.statements[-1] if tree.body.statements else tree
    program = Program(source, name, main, script, fields, Position(last.line, last.column))
    program.warnings = compiler.unused_imports()
    return program
