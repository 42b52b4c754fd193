"""What an `assert` with a message says of its condition: the condition as Groovy writes it, and its variables."""

from collections.abc import Callable
from typing import Any

from addon.scripting import nodes
from addon.scripting.nodes import Node, TypeRef
from addon.scripting.semantics.texts import text


class Unwritten(Exception):
    """A condition holds something whose text is not known here."""


def assertion_text(compiler: Any, condition: Node, source: str) -> str:
    """The condition as Groovy's `getText` writes it, `(x == 6)`; `source` where it holds what is not known here."""
    try:
        return Written(compiler).of(condition)
    except Unwritten:
        return source


class Written:
    """Writes expressions as Groovy's syntax tree does, with full names of classes."""

    def __init__(self, compiler: Any) -> None:
        self.compiler = compiler

    def of(self, node: Node) -> str:
        write = _WRITERS.get(type(node))
        if write is None:
            raise Unwritten
        return write(self, node)

    def several(self, found: list[Node]) -> str:
        return ", ".join([self.of(one) for one in found])

    def type(self, reference: TypeRef) -> str:
        plain = TypeRef(reference.line, reference.column, reference.name, 0)
        return str(self.compiler.class_for(plain).name) + "[]" * reference.dimensions

    def name(self, node: nodes.Name) -> str:
        known = None if node.variable is not None else self.compiler.constant_class(node.name)
        return node.name if known is None else str(known.name)

    def template(self, node: nodes.Template) -> str:
        written = node.strings[0]
        for value, following in zip(node.values, node.strings[1:], strict=False):
            written += "$" + self.of(value) + following
        return written

    def member(self, node: nodes.Property) -> str:
        if not isinstance(node.name, str) or node.attribute:
            raise Unwritten
        return self.of(node.owner) + _operator(node) + node.name

    def call(self, node: nodes.Call) -> str:
        given = f"({self.several(node.arguments)})"
        if node.name is None and node.owner is not None:
            return f"{self.of(node.owner)}.call{given}"
        if not isinstance(node.name, str):
            raise Unwritten
        return ("this" if node.owner is None else self.of(node.owner)) + _operator(node) + node.name + given

    def unary(self, node: nodes.Unary) -> str:
        operand = self.of(node.operand)
        return f"~({operand})" if node.operator == "~" else operand

    def new(self, node: nodes.New) -> str:
        if node.body is not None:
            raise Unwritten
        return f"new {self.type(node.type)}({self.several(node.arguments)})"

    def map(self, node: nodes.MapLiteral) -> str:
        entries = [
            f"*:{self.of(one.value)}" if one.key is None else f"{self.of(one.key)}:{self.of(one.value)}"
            for one in node.entries
        ]
        return "[" + (", ".join(entries) or ":") + "]"

    def cast(self, node: nodes.Cast) -> str:
        value, kind = self.of(node.value), self.type(node.type)
        return f"{value} as {kind}" if node.loose else f"({kind}) {value}"

    def instance_of(self, node: nodes.InstanceOf) -> str:
        word = "!instanceof" if node.negated else "instanceof"
        return f"({self.of(node.value)} {word} {self.type(node.type)})"

    def range(self, node: nodes.RangeLiteral) -> str:
        dots = ("<" if node.exclusive_left else "") + ".." + ("<" if node.exclusive_right else "")
        return f"({self.of(node.first)}{dots}{self.of(node.last)})"

    def step(self, node: nodes.Step) -> str:
        target, sign = self.of(node.target), node.operator * 2
        return f"({sign}{target})" if node.prefix else f"({target}{sign})"


def _operator(node: nodes.Property | nodes.Call) -> str:
    return "?." if node.safe else ("*." if node.spread else ".")


_WRITERS: dict[type, Callable[[Written, Any], str]] = {
    nodes.Literal: lambda self, node: text(node.value),
    nodes.Name: Written.name,
    nodes.This: lambda self, node: "this",
    nodes.Template: Written.template,
    nodes.Property: Written.member,
    nodes.Call: Written.call,
    nodes.Unary: Written.unary,
    nodes.New: Written.new,
    nodes.ListLiteral: lambda self, node: f"[{self.several(node.elements)}]",
    nodes.MapLiteral: Written.map,
    nodes.Spread: lambda self, node: "*" + self.of(node.value),
    nodes.Cast: Written.cast,
    nodes.InstanceOf: Written.instance_of,
    nodes.RangeLiteral: Written.range,
    nodes.Step: Written.step,
    nodes.Binary: lambda self, node: f"({self.of(node.left)} {node.operator} {self.of(node.right)})",
    nodes.Index: lambda self, node: f"{self.of(node.owner)}[{self.several(node.arguments)}]",
    nodes.Ternary: lambda self, node: f"({self.of(node.condition)}) ? {self.of(node.yes)} : {self.of(node.no)}",
    nodes.Elvis: lambda self, node: f"({self.of(node.value)}) ? {self.of(node.value)} : {self.of(node.otherwise)}",
    nodes.MethodPointer: lambda self, node: f"{self.of(node.owner)}.&{node.name}",
    nodes.ClosureLiteral: lambda self, node: "{ ... }" if node.implicit else _never(),
}


def _never() -> str:
    raise Unwritten


def named_values(compiler: Any, condition: Node) -> list[nodes.Name | nodes.This]:
    """The variables compared in a condition, whose values a failed assert lists."""
    if isinstance(condition, nodes.This):
        return [condition]
    if isinstance(condition, nodes.Name):
        known = condition.variable is None and compiler.constant_class(condition.name) is not None
        return [] if known else [condition]
    if isinstance(condition, nodes.Unary) and condition.operator == "!":
        return named_values(compiler, condition.operand)
    if isinstance(condition, nodes.InstanceOf):
        return named_values(compiler, condition.value)
    if isinstance(condition, nodes.Index):
        return named_values(compiler, condition.owner)
    if isinstance(condition, nodes.Binary):
        found = named_values(compiler, condition.left)
        known_names = {spelled(one) for one in found}
        more = named_values(compiler, condition.right)
        return found + [one for one in more if spelled(one) not in known_names]
    return []


def spelled(node: nodes.Name | nodes.This) -> str:
    """How the list of values names a variable."""
    return node.name if isinstance(node, nodes.Name) else "this"
