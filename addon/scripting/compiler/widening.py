"""The number type that both outcomes of `?:` take: Groovy widens where it knows them to be primitive.

`x ? 1 : 0.5d` gives 1.0. Known are literals, casts, and variables and fields declared with a type of number.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from addon.scripting import nodes
from addon.scripting.compiler.context import Code
from addon.scripting.errors import throw
from addon.scripting.nodes import Node
from addon.scripting.run import located
from addon.scripting.semantics.numbercasts import BOXED, NUMBER_CASTS
from addon.scripting.values.numbers import BigInteger, Float, Long

_WIDEST_FIRST = ("double", "float", "long", "int", "short", "byte")
_UNBOXED = {BOXED[name]: name for name in _WIDEST_FIRST}
_LITERALS: dict[type, str] = {int: "int", Long: "long", Float: "float", float: "double"}


def widened(compiler: Any, one: Node, two: Node) -> Callable[[Any], Any] | None:
    """What makes either outcome the type common to both; None where nothing is to be made."""
    first, second = known_type(compiler, one), known_type(compiler, two)
    if first is None or second is None or (first not in _WIDEST_FIRST and second not in _WIDEST_FIRST):
        return None
    plain = {_UNBOXED.get(name, name) for name in (first, second)}
    if len(plain) == 1 or not plain <= set(_WIDEST_FIRST):
        return None
    convert = NUMBER_CASTS[min(plain, key=_WIDEST_FIRST.index)]
    return lambda value: value if value is None else convert(value)


def unconvertible(compiler: Any, kind: Any, node: Node) -> Code | None:
    """What a Boolean made of a value known to be a primitive number comes to: the virtual machine cannot."""
    if kind is None or kind.name != "java.lang.Boolean":
        return None
    known = known_type(compiler, node)
    if known not in _WIDEST_FIRST and known != "char":
        return None
    message = f"cannot convert MethodHandle({known}){known} to ({known})Boolean"
    line, column = compiler.here(node.line, node.column)

    def run(frame: list[Any]) -> Any:
        try:
            throw("WrongMethodTypeException", message)
        except Exception as error:
            raise located(error, line, column) from None

    return run


def both_primitive(compiler: Any, one: Node, two: Node) -> bool:
    """Whether two expressions are known to be primitive numbers, one of them a double or float at least."""
    known = {known_type(compiler, one), known_type(compiler, two)}
    return known <= set(_WIDEST_FIRST) and bool(known & {"double", "float"})


def known_type(compiler: Any, node: Node) -> str | None:
    """The name of the number type that an expression is known to have before anything runs."""
    if isinstance(node, nodes.Literal):
        if isinstance(node.value, (Decimal, BigInteger)):
            return None
        return _LITERALS.get(type(node.value))
    if isinstance(node, nodes.Unary) and node.operator == "()":
        return known_type(compiler, node.operand)
    if isinstance(node, nodes.Cast):
        return str(compiler.class_for(node.type).name)
    if isinstance(node, nodes.Name):
        kind = None
        if node.variable is not None:
            kind = compiler.declared_type(node.variable.type)
        else:
            within = compiler.own_field(node.name)
            kind = within.own_fields[node.name].type if within is not None else None
        return None if kind is None else str(kind.name)
    return None
