"""Compiling `new` and closures."""

from abc import abstractmethod
from typing import Any

from addon.scripting import nodes
from addon.scripting.compiler.calls import Calls
from addon.scripting.compiler.context import Code
from addon.scripting.compiler.expressions import COMPILE
from addon.scripting.errors import Position
from addon.scripting.run import full, located
from addon.scripting.semantics.construction import new_inner, new_object
from addon.scripting.semantics.instances import ScriptClass
from addon.scripting.semantics.shapes import closure_invoker
from addon.scripting.semantics.typedarguments import typed_arguments
from addon.scripting.values.callables import Closure
from addon.scripting.values.classes import class_named
from addon.scripting.values.throwables import Throwable

_ABSTRACT = frozenset(
    [
        *("java.lang.Number", "java.lang.Enum", "java.util.Calendar", "java.util.TimeZone", "java.util.TimerTask"),
        *("java.util.AbstractList", "java.util.AbstractMap", "java.util.AbstractSet", "java.util.AbstractCollection"),
        *("java.text.DateFormat", "java.text.NumberFormat", "java.text.Format", "java.time.ZoneId", "java.time.Clock"),
        *("groovy.lang.Closure", "groovy.lang.GString"),
    ]
)
"""Classes of the library that only their sub-classes make objects of."""


class Making(Calls):
    """What makes objects and closures."""

    def new(self, node: nodes.New) -> Code:
        self.mark(node.line, node.column)
        given = self.arguments(node.arguments)
        if node.body is not None:
            return self.anonymous(node, given)
        kind = self.class_for(node.type)
        if kind.interface or (kind.abstract if isinstance(kind, ScriptClass) else kind.name in _ABSTRACT):
            word = "interface" if kind.interface else "class"
            self.problem(node, f"You cannot create an instance from the abstract {word} '{kind.name}'.")

        if isinstance(kind, ScriptClass) and kind.enum:
            self.problem(node, "Enum constructor calls are only allowed inside the enum class")
        inner = kind if isinstance(kind, ScriptClass) and kind.inner else None
        if inner is not None and self.static_of is not None and self.static_of is inner.outer and not node.arguments:
            self.problem(node, "No enclosing instance passed in constructor call of a non-static inner class")
        kinds = self.cast_kinds(node.arguments)
        throwable = kind.is_a(class_named("java.lang.Throwable"))
        line, column = self.here(node.line, node.column)

        def make(frame: list[Any]) -> Any:
            values = given(frame)
            try:
                if kinds is not None and isinstance(kind, ScriptClass) and len(kind.constructors_of) > 1:
                    values = typed_arguments(values, kinds)
                elif kinds is not None and throwable and values == [None]:
                    values = []
                if inner is not None:
                    return new_inner(frame[0], inner, frame[1], values)
                made = new_object(frame[0], kind, values)
                if type(made) is Throwable and made.position is None:
                    made.position = Position(line, column)
                return made
            except Exception as error:
                raise located(error, line, column) from None

        return make

    @abstractmethod
    def anonymous(self, node: nodes.New, given: Code) -> Code:
        """The code of `new Parent(given) { members }`."""

    def closure_literal(self, node: nodes.ClosureLiteral) -> Code:
        function = node.function
        kept = self.in_closure
        class_name = node.class_name
        self.in_closure = True
        shape = self.function(function, "closure")
        self.in_closure = kept
        invoker = closure_invoker(shape, node.implicit)
        slots = [outer.slot for outer, _ in function.captures]
        size = shape.size
        types = None if node.implicit else tuple(shape.types)
        direct_size = size
        line, column = self.here(node.line, node.column)

        def make(frame: list[Any]) -> Closure:
            outer = frame[2]
            run = frame[0]
            meter = run.meter
            meter.allocated += 200
            if meter.allocated > meter.ceiling:
                full(meter, line, column)
            made = Closure(run, invoker, direct_size, frame[1] if outer is None else outer, frame[1], class_name)
            if slots:
                made.captured = tuple([frame[slot] for slot in slots])
            made.types = types
            if outer is not None and outer.redirected:
                made.redirected = True
            return made

        return make


COMPILE[nodes.New] = lambda self, node: self.new(node)
COMPILE[nodes.ClosureLiteral] = Making.closure_literal
