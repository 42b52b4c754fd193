"""What the compiler knows while it walks: classes in scope, the current function, problems found."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from addon.scripting import nodes
from addon.scripting.compiler.refusals import refused_process, refused_reflection, unknown_class, well_known
from addon.scripting.compiler.returns import with_returns, zero_for
from addon.scripting.compiler.signals import RETURNED
from addon.scripting.errors import Problem
from addon.scripting.nodes import Node, TypeRef
from addon.scripting.resolve import BASE
from addon.scripting.run import located
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.instances import ScriptClass
from addon.scripting.semantics.shapes import Shape
from addon.scripting.tokens import PRIMITIVES
from addon.scripting.values.classes import (
    BY_NAME,
    BY_SIMPLE_NAME,
    DEFAULT_PACKAGES,
    ClassInfo,
    array_class,
    component_of,
    is_imported_by_default,
)

Code = Callable[[list[Any]], Any]

if TYPE_CHECKING:
    from addon.scripting.compiler.powerassert import OneLine


class Context(ABC):
    """Shared by the mix-ins that compile expressions, statements and classes."""

    def __init__(self, script_name: str) -> None:
        self.script_name = script_name
        self.problems: list[Problem] = []
        self.aliases: dict[str, ClassInfo] = {}
        self.static_imports: dict[str, tuple[ClassInfo, str]] = {}
        self.static_stars: list[ClassInfo] = []
        self.classes: dict[str, ScriptClass] = {}
        self.static_fields: dict[ScriptClass, frozenset[str]] = {}
        self.static_methods: dict[ScriptClass, frozenset[str]] = {}
        self.outer_class: ScriptClass | None = None
        self.in_class = False
        self.in_closure = False
        self.initializing = False
        self.marker = (1, 1)
        self.unavailable: dict[str, tuple[str, str | None, Node]] = {}
        self.used_unavailable: set[str] = set()
        self.warnings: list[Problem] = []

    def unavailable_name(self, node: Node, name: str) -> bool:
        """Report the use of an imported or well-known class that is not there."""
        known = self.unavailable.get(name)
        if known is not None:
            self.used_unavailable.add(name)
            self.problem(node, known[0], known[1])
            return True
        said = well_known(name)
        if said is not None:
            self.problem(node, *said)
        return said is not None

    declared_methods: frozenset[str] = frozenset()
    """Names of all methods that the source declares anywhere."""

    @property
    def answers_any_call(self) -> bool:
        """Whether some class of the source answers methods that it does not have."""
        return not self.declared_methods.isdisjoint(("methodMissing", "invokeMethod"))

    def refuse_asked(self, node: Node, owner: Node | None, name: object) -> None:
        """Report what is refused for the expression that it is asked of."""
        said = refused_reflection(owner, name) or refused_process(owner, name)
        if said is not None:
            self.problem(node, *said)

    def problem(self, node: Node, message: str, replacement: str | None = None) -> None:
        self.problems.append(Problem(node.line, node.column, "error", message, replacement))

    # Places

    def mark(self, line: int, column: int) -> None:
        """Note the place of a construct that a Groovy compiler gives a line of its own."""
        self.marker = (line, column)

    def here(self, line: int, column: int) -> tuple[int, int]:
        """Where an error of a node is reported: its own place, or, as the JVM counts lines, the last marked one.

        Only statements, calls, operators and literals start a line there; a property on a later line belongs
        to the construct before it.
        """
        return (line, column) if self.marker[0] == line else self.marker

    # Classes by name

    def find_class(self, name: str) -> ClassInfo | None:
        """The class a simple or full name means here, or None."""
        if name.endswith("[]"):
            component = self.find_class(name[:-2])
            return None if component is None else array_class(component)
        if name in PRIMITIVES:
            return BY_NAME[name]
        found: ClassInfo | None = None
        outer = self.outer_class
        while outer is not None and found is None:
            found = inner_class(outer, name)
            if outer.simple == name:
                found = outer
            outer = outer.outer
        found = found or self.classes.get(name) or self.aliases.get(name)
        if found is not None:
            return found
        simple = BY_SIMPLE_NAME.get(name)
        if simple is not None:
            if is_imported_by_default(simple):
                return simple
            for package in DEFAULT_PACKAGES:
                other = BY_NAME.get(f"{package}.{name}")
                if other is not None:
                    return other
        if "." in name:
            found = BY_NAME.get(name)
            if found is not None:
                return found
            owner, _, last = name.rpartition(".")
            holder = self.find_class(owner)
            if holder is not None:
                inner = holder.constants.get(last)
                if isinstance(inner, ClassInfo):
                    return inner
                return BY_NAME.get(f"{holder.name}${last}")
        return None

    def class_for(self, reference: TypeRef) -> ClassInfo:
        """The class of a type in source; a problem if there is none."""
        found = self.find_class(reference.name)
        if found is None and reference.name in self.type_variables:
            found = BY_NAME["java.lang.Object"]
        if found is None and self.unavailable_name(reference, reference.name):
            found = BY_NAME["java.lang.Object"]
        if found is None:
            message, replacement = unknown_class(reference.name)
            self.problem(reference, message, replacement)
            found = BY_NAME["java.lang.Object"]
        for _ in range(reference.dimensions):
            found = array_class(found)
        return found

    def declared_type(self, reference: TypeRef | None) -> ClassInfo | None:
        """The class to cast to on assignment; None where any value fits."""
        if reference is None:
            return None
        found = self.class_for(reference)
        return None if found.name == "java.lang.Object" else found

    type_variables: frozenset[str] = frozenset()
    """Names that stand for any type: the type parameters of classes and methods."""

    # Functions

    recording: "OneLine | None" = None
    static_of: ScriptClass | None = None
    """The class whose static code is being compiled."""
    beginning = False
    """Whether the call that a constructor begins with is being compiled."""
    too_early: frozenset[str] = frozenset()
    """Static names that the constructor of an enum, if one is being compiled, must not use."""
    own_names: frozenset[str] = frozenset()
    """Fields that the class being compiled declares itself."""

    def own_field(self, name: object) -> ScriptClass | None:
        """The class whose field a name means here without asking an accessor."""
        within = self.outer_class
        reached = within is not None and (within.trait or not self.in_closure)
        return within if name in self.own_names and reached else None

    @abstractmethod
    def expression(self, node: Node) -> Code:
        """The code that gives an expression's value."""

    @abstractmethod
    def block(self, node: nodes.Block) -> Code:
        """The code of several statements; it gives a signal, or None to go on."""

    @abstractmethod
    def statement(self, node: Node) -> Code:
        """The code of one statement; it gives a signal, or None to go on."""

    void = False
    """Whether the function being compiled is a method that gives nothing."""
    returned: ClassInfo | None = None
    """What the function being compiled declares to return: each `return` casts to it, in its own line."""

    def function(
        self,
        function: nodes.Function,
        name: str,
        returns: bool = True,
        kind_returned: ClassInfo | None = None,
        void: bool = False,
    ) -> Shape:
        """The compiled form of a method or closure body with its parameters."""
        returned, self.returned = self.returned, kind_returned
        outer_void, self.void = self.void, void
        kept, self.marker = self.marker, (function.line, function.column)
        recording, self.recording = self.recording, None
        parameters = function.parameters
        types: list[ClassInfo | None] = []
        component = None
        variadic = bool(parameters) and parameters[-1].variadic
        for parameter in parameters[:-1]:
            if parameter.variadic:
                self.problem(parameter, f"The var-arg parameter {parameter.name} must be the last parameter")
        for parameter in parameters:
            kind = self.declared_type(parameter.type)
            if parameter.variadic:
                component = kind or BY_NAME["java.lang.Object"]
                kind = array_class(component)
            elif parameter is parameters[-1] and kind is not None and kind.name.startswith("["):
                variadic = True
                component = component_of(kind)
            types.append(kind)
        cells = [one.variable.slot for one in parameters if one.variable is not None and one.variable.captured]
        pad = function.slots - BASE - len(parameters) - len(function.captures)
        defaults = [self.default(one, kind) for one, kind in zip(parameters, types, strict=True)]
        shape = Shape(name, [one.name for one in parameters], types, defaults, variadic, cells, pad)
        shape.component = component
        shape.begins = (function.line, function.column)
        body = with_returns(function.body, zero_for(kind_returned, function)) if returns else function.body
        shape.body = self.body(body)
        self.returned, self.void = returned, outer_void
        self.marker = kept
        self.recording = recording
        return shape

    def default(self, parameter: nodes.Parameter, kind: ClassInfo | None) -> Code | None:
        """What a parameter holds where nothing is given for it."""
        if parameter.default is None:
            return None
        value = self.expression(parameter.default)
        return value if kind is None else casting(value, kind, parameter.line, parameter.column)

    def returned_value(self, node: nodes.Return) -> Code:
        """What a `return` gives; one without a value gives null, which not every declared type takes."""
        if node.value is not None and not (self.void and _is_null(node.value)):
            return self.cast_return(self.expression(node.value), node)
        return _nothing if self.returned is None or self.void else self.cast_return(_nothing, node)

    def cast_return(self, value: Code, node: Node) -> Code:
        """The value of a `return` as the method declares it."""
        kind = self.returned
        if self.void:
            self.problem(node, "Cannot use return statement with an expression on a method that returns void")
        return value if kind is None else casting(value, kind, *self.here(node.line, node.column))

    def body(self, block: nodes.Block) -> Code:
        """Statements as code that gives the returned value."""
        statements = block.statements
        if not statements:
            return _nothing
        last = statements[-1]
        if isinstance(last, nodes.Return):
            before = self.block(nodes.Block(block.line, block.column, statements[:-1]))
            self.mark(last.line, last.column)
            value = self.returned_value(last)
            if len(statements) == 1:
                return value

            def finish(frame: list[Any]) -> Any:
                if before(frame) is not None:
                    return frame[RETURNED]
                return value(frame)

            return finish
        run = self.block(block)

        def whole(frame: list[Any]) -> Any:
            run(frame)
            return frame[RETURNED]

        return whole


def _is_null(node: Node) -> bool:
    return isinstance(node, nodes.Literal) and node.value is None


def casting(value: Code, kind: ClassInfo, line: int, column: int) -> Code:
    """The value as a declared type takes it; what goes wrong then stands at line and column."""

    def run(frame: list[Any]) -> Any:
        found = value(frame)
        try:
            return cast(found, kind)
        except Exception as error:
            raise located(error, line, column) from None

    return run


def inner_class(owner: ScriptClass, name: str) -> ClassInfo | None:
    """The class of that name which a class declares, or one of its parents as far as they are known yet."""
    seen: set[ClassInfo] = set()
    waiting: list[ClassInfo] = [owner]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, ScriptClass) and one not in seen:
            seen.add(one)
            inner = one.constants.get(name)
            if isinstance(inner, ClassInfo):
                return inner
            waiting.extend(one.parents)
    return None


def _nothing(frame: list[Any]) -> Any:
    return None
