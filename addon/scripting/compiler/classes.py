"""Compiling class declarations, anonymous classes and the script itself."""

from typing import Any

from addon.scripting import nodes
from addon.scripting.compiler import inheritance
from addon.scripting.compiler.context import Code, casting
from addon.scripting.compiler.refusals import unknown_class
from addon.scripting.compiler.statements import Statements
from addon.scripting.compiler.staticscope import is_literal, made_later, static_fields, static_methods
from addon.scripting.errors import Problem
from addon.scripting.run import located
from addon.scripting.semantics.construction import construct, initialize, run_initializers
from addon.scripting.semantics.instances import FieldSpec, ScriptClass, ScriptMethod
from addon.scripting.semantics.shapes import Shape
from addon.scripting.values.classes import BY_NAME, OBJECT, ClassInfo

_ELSEWHERE = (
    *("java.", "javax.", "groovy.", "groovyx.", "org.apache.", "org.codehaus.", "org.springframework."),
    *("org.slf4j.", "com.atlassian.", "com.exalate.", "com.opensymphony.", "com.onresolve.", "com.google."),
    *("play.", "scala.", "services.", "jira."),
)
"""Packages whose classes an old rule's own environment may well have had."""


class Classes(Statements):
    """Declares classes first, then compiles their code."""

    def imports(self, imports: list[nodes.Import]) -> None:
        for one in imports:
            if one.star:
                self._star_import(one)
                continue
            if one.static:
                owner_name, _, member = one.name.rpartition(".")
                owner = BY_NAME.get(owner_name) or self.find_class(owner_name)
                if owner is None:
                    self._unknown(one, owner_name)
                else:
                    self.static_imports[one.alias or member] = (owner, member)
                continue
            found = BY_NAME.get(one.name) or BY_NAME.get("$".join(one.name.rsplit(".", 1)))
            if found is None:
                self._unknown(one, one.name)
            else:
                self.aliases[one.alias or one.name.rpartition(".")[2]] = found

    def _star_import(self, one: nodes.Import) -> None:
        if one.static:
            owner = BY_NAME.get(one.name) or self.find_class(one.name)
            if owner is None:
                self._unknown(one, one.name)
            else:
                self.static_stars.append(owner)
            return
        prefix = one.name + "."
        for name, info in BY_NAME.items():
            if name.startswith(prefix) and "." not in name[len(prefix) :]:
                self.aliases.setdefault(info.simple, info)

    def _unknown(self, one: nodes.Import, name: str) -> None:
        """An import of what is not there is an error only where it is used; old rules import much in vain."""
        message, replacement = unknown_class(name)
        if replacement is None:
            message = f"class {name} is not available here"
        if not name.startswith(_ELSEWHERE):
            self.problem(one, message, replacement)
            return
        word = one.alias or one.name.rpartition(".")[2]
        self.unavailable[word] = (message, replacement, one)

    def unused_imports(self) -> list[Problem]:
        """Warnings for imports of unavailable classes that nothing uses."""
        return [
            Problem(node.line, node.column, "warning", message, replacement)
            for word, (message, replacement, node) in self.unavailable.items()
            if word not in self.used_unavailable
        ]

    # Declaring

    def declare(self, declared: nodes.ClassDeclaration, outer: ScriptClass | None) -> ScriptClass:
        """Make the class object so that code can name it; inner classes too."""
        name = declared.name if outer is None else f"{outer.name}${declared.name}"
        made = ScriptClass(name, (), declared.kind in ("interface", "trait"))
        made.simple = declared.name
        made.outer = outer
        made.enum = declared.kind == "enum"
        made.abstract = "abstract" in declared.modifiers
        made.final = "final" in declared.modifiers
        made.trait = declared.kind == "trait"
        made.components = declared.components
        made.permits = declared.permits
        made.inner = (
            outer is not None
            and not outer.interface
            and declared.kind == "class"
            and "static" not in declared.modifiers
        )
        if outer is None:
            self.classes[declared.name] = made
        else:
            outer.constants[declared.name] = made
        self.made[id(declared)] = made
        self.static_fields[made] = static_fields(declared)
        self.static_methods[made] = static_methods(declared.methods)
        for inner in declared.inner:
            self.declare(inner, made)
        return made

    made: dict[int, ScriptClass]

    def inherit(self, declared: nodes.ClassDeclaration) -> None:
        """Find the parents of a declared class and its inner ones."""
        made = self.made[id(declared)]
        kept, self.outer_class = self.outer_class, made
        parents: list[ClassInfo] = []
        if declared.extends is not None:
            made.super_class = self.class_for(declared.extends)
            parents.append(made.super_class)
        elif declared.kind == "enum":
            parents.append(BY_NAME["java.lang.Enum"])
        else:
            parents.append(OBJECT)
        named = [] if declared.extends is None else [declared.extends]
        for interface in declared.implements:
            named.append(interface)
            parents.append(self.class_for(interface))
        parents.append(BY_NAME["groovy.lang.GroovyObject"])
        for reference, parent in zip(named, parents[declared.extends is None :], strict=False):
            said = inheritance.cycle(made, parent)
            if said is not None:
                self.problem(reference, said)
                parents = [OBJECT]
                made.super_class = None
                break
        made.parents = tuple(parents)
        self.outer_class = kept
        for inner in declared.inner:
            self.inherit(inner)

    def order_ancestors(self, made: ScriptClass) -> None:
        """Fill `ancestors` and inherited methods, parents first."""
        if id(made) in self.linked:
            return
        for parent in made.parents:
            if isinstance(parent, ScriptClass):
                self.order_ancestors(parent)
        ancestors: dict[ClassInfo, None] = {made: None}
        for parent in made.parents:
            ancestors.update(dict.fromkeys(parent.ancestors))
        made.ancestors = ancestors
        made.link()
        self.linked.add(id(made))

    linked: set[int]

    # Code

    def define(self, declared: nodes.ClassDeclaration) -> None:
        """Compile methods, fields, constructors of a class and its inner ones."""
        made = self.made[id(declared)]
        kept = self.outer_class, self.in_class, self.in_closure, self.own_names
        self.initializing = False
        self.outer_class, self.in_class, self.in_closure = made, True, False
        self.own_names = frozenset(field.name for field in declared.fields)
        for field in declared.fields:
            spec = self.field(field, declared.kind == "interface")
            made.fields.append(spec)
            made.own_fields[spec.name] = spec
        for method in declared.methods:
            compiled = self.method(method, made)
            made.own_methods.setdefault(method.name, []).append(compiled)
        for constructor in declared.constructors:
            self.initializing = True
            self.too_early = made_later(declared)
            made.constructors_of.append(self.constructor(constructor, made))
            self.initializing, self.too_early = False, frozenset()
        for static, block in declared.initializers:
            literal = block.statements[0]
            assert isinstance(literal, nodes.ClosureLiteral)
            self.initializing, self.static_of = True, made if static else None
            shape = self.function(literal.function, "initializer", returns=False)
            self.initializing, self.static_of = False, None
            (made.static_initializers if static else made.initializers).append(shape)
        for constant in declared.constants:
            made.constants_of.append(self.enum_constant(constant, made))
        for inner in declared.inner:
            self.define(inner)
        self.outer_class, self.in_class, self.in_closure, self.own_names = kept

    def field(self, field: nodes.FieldDeclaration, interface: bool) -> FieldSpec:
        initial: Shape | None = None
        modifiers = field.modifiers
        if field.value is not None:
            assert isinstance(field.value, nodes.ClosureLiteral)
            self.static_of = self.outer_class if "static" in modifiers else None
            initial = self.function(field.value.function, "field")
            self.static_of = None
        is_property = not modifiers & {"private", "public", "protected"}
        made = FieldSpec(
            field.name,
            self.declared_type(field.type),
            "static" in modifiers or interface,
            "final" in modifiers or interface,
            is_property,
            initial,
        )
        made.private = "private" in modifiers
        made.constant = is_literal(field.value)
        made.place = (field.line, field.column)
        return made

    def method(self, method: nodes.MethodDeclaration, owner: ScriptClass) -> ScriptMethod:
        kind = self.declared_type(method.type) if method.type is not None and method.type.name != "void" else None
        void = self.is_void(method)
        self.static_of = owner if "static" in method.modifiers else None
        shape = self.function(method.function, method.name, not void, kind, void)
        self.static_of = None
        if kind is not None and not method.abstract:
            shape.body = casting(shape.body, kind, method.line, method.column)
        elif void:
            shape.body = _void(shape.body)
        modifiers = method.modifiers
        made = ScriptMethod(
            method.name, shape, "static" in modifiers, method.abstract, owner, private="private" in modifiers
        )
        made.final = "final" in modifiers
        made.throws = tuple([self.class_for(one) for one in method.throws])
        made.returns = "void" if void else made.returns if kind is None else kind.name
        made.kind = kind or OBJECT
        if "protected" in modifiers:
            made.access = "protected"
        made.truth = kind is not None and kind.name == "boolean"
        return made

    @staticmethod
    def is_void(method: nodes.MethodDeclaration) -> bool:
        return method.type is not None and method.type.name == "void" and not method.type.dimensions

    def constructor(self, constructor: nodes.MethodDeclaration, owner: ScriptClass) -> ScriptMethod:
        """A constructor: super(...) or this(...) first, then field initializers, then its own statements."""
        function = constructor.function
        statements = function.body.statements
        first = statements[0] if statements else None
        call = first.expression if isinstance(first, nodes.ExpressionStatement) else None
        explicit = isinstance(call, nodes.Call) and call.owner is None and call.name in ("this", "super")
        start: Code | None = None
        chained = False
        constructor.chained = explicit
        if explicit:
            assert isinstance(call, nodes.Call)
            self.static_of, self.beginning = owner, True
            start = self.expression(call)
            self.static_of, self.beginning = None, False
            chained = call.name == "this"
            function.body = nodes.Block(function.body.line, function.body.column, statements[1:])
        shape = self.function(function, "<init>", returns=False, void=True)
        body = shape.body

        def run(frame: list[Any]) -> Any:
            made = frame[1]
            if start is not None:
                start(frame)
            elif isinstance(owner.super_class, ScriptClass):
                initialize(frame[0], made, owner.super_class, ())
            if not chained:
                run_initializers(frame[0], made, owner)
            body(frame)

        shape.body = run
        return ScriptMethod("<init>", shape, False, False, owner)

    def enum_constant(
        self, constant: nodes.EnumConstant, owner: ScriptClass
    ) -> tuple[str, list[Shape], ScriptClass | None]:
        shapes = []
        for argument in constant.arguments:
            assert isinstance(argument, nodes.ClosureLiteral)
            shapes.append(self.function(argument.function, "enum constant"))
        body = None
        if constant.body is not None:
            body = self.inner_anonymous(constant.body, owner, (owner,))
        return constant.name, shapes, body

    def inner_anonymous(
        self, declared: nodes.ClassDeclaration, outer: ScriptClass | None, parents: tuple[ClassInfo, ...]
    ) -> ScriptClass:
        """The class of an anonymous body."""
        base = outer.name if outer is not None else self.script_name
        made = ScriptClass(f"{base}${declared.number}", (), False)
        made.outer = outer
        made.anonymous = True
        if declared.nameless:
            made.simple = ""
        self.made[id(declared)] = made
        parent = parents[0]
        if parent.interface:
            made.parents = (OBJECT, *parents)
        else:
            made.parents = parents
            made.super_class = parent
        for inner in declared.inner:
            self.declare(inner, made)
            self.inherit(inner)
        self.define(declared)
        self.anonymous_bodies.append(declared)
        return made

    anonymous_bodies: list[nodes.ClassDeclaration]

    def check_inheritance(self, declared: list[nodes.ClassDeclaration]) -> None:
        """Report what classes do wrong with what they inherit, once all are linked."""
        for one in declared:
            self.problems.extend(inheritance.problems(one, self.made[id(one)]))
            self.check_inheritance(one.inner)

    def anonymous(self, node: nodes.New, given: Code) -> Code:
        assert node.body is not None
        parent = self.class_for(node.type)
        made = self.inner_anonymous(node.body, self.outer_class, (parent,))
        functions: list[tuple[Shape, nodes.Function]] = []
        declared = node.body
        for method in declared.methods:
            same = made.own_methods[method.name]
            position = [one for one in declared.methods if one.name == method.name].index(method)
            functions.append((same[position].shape, method.function))
        for field, spec in zip(declared.fields, made.fields, strict=True):
            if spec.initial is not None and isinstance(field.value, nodes.ClosureLiteral):
                functions.append((spec.initial, field.value.function))
        for (static, block), shape in zip(declared.initializers, made.initializers, strict=False):
            literal = block.statements[0]
            if not static and isinstance(literal, nodes.ClosureLiteral):
                functions.append((shape, literal.function))
        captures = [
            (id(shape), [outer.slot for outer, _ in function.captures])
            for shape, function in functions
            if function.captures
        ]

        line, column = self.here(node.line, node.column)

        def make(frame: list[Any]) -> Any:
            values = given(frame)
            cells = {key: tuple([frame[slot] for slot in slots]) for key, slots in captures}
            try:
                return construct(frame[0], made, values, cells, frame[1])
            except Exception as error:
                raise located(error, line, column) from None

        return make


def _void(body: Code) -> Code:
    def run(frame: list[Any]) -> Any:
        body(frame)

    return run
