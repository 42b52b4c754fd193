"""Classes as scripts see them: a name, parents, and tables of what may be called. Nothing of Python's classes."""

from collections.abc import Iterable
from typing import Any


class ClassInfo:
    """One class. `methods`, `statics`, `constructors` are filled by `library`; keys are "name/count".

    `python` lists the exact Python types whose instances are of this class.
    """

    __slots__ = (
        "ancestors",
        "constants",
        "constructors",
        "doc",
        "individual",
        "interface",
        "methods",
        "name",
        "own",
        "parents",
        "python",
        "simple",
        "statics",
    )

    def __init__(
        self,
        name: str,
        parents: Iterable["ClassInfo"] = (),
        python: Iterable[type] = (),
        interface: bool = False,
    ) -> None:
        self.name = name
        self.simple = name.rpartition(".")[2].rpartition("$")[2]
        self.parents = tuple(parents)
        self.python = tuple(python)
        self.interface = interface
        self.own: dict[str, Any] = {}
        self.methods: dict[str, Any] = {}
        self.statics: dict[str, Any] = {}
        self.constructors: dict[str, Any] = {}
        self.constants: dict[str, Any] = {}
        self.doc = ""
        self.individual = False
        ancestors: dict[ClassInfo, None] = {self: None}
        for parent in self.parents:
            ancestors.update(dict.fromkeys(parent.ancestors))
        self.ancestors: dict[ClassInfo, None] = ancestors

    def is_a(self, other: "ClassInfo") -> bool:
        """Whether this class is `other` or inherits from it."""
        return other in self.ancestors

    def __repr__(self) -> str:
        return f"<class {self.name}>"


BY_NAME: dict[str, ClassInfo] = {}
BY_SIMPLE_NAME: dict[str, ClassInfo] = {}
BY_PYTHON: dict[type, ClassInfo] = {}

DEFAULT_PACKAGES = ("java.lang", "java.util", "java.io", "java.net", "groovy.lang", "groovy.util")
DEFAULT_CLASSES = frozenset(("java.math.BigDecimal", "java.math.BigInteger"))


def define(name: str, *parents: str | ClassInfo, python: Iterable[type] = (), interface: bool = False) -> ClassInfo:
    """Create and register a class; parents may be given by simple or full name. Object is implied."""
    found = [parent if isinstance(parent, ClassInfo) else class_named(parent) for parent in parents]
    if not found and name != "java.lang.Object":
        found = [BY_NAME["java.lang.Object"]]
    info = ClassInfo(name, found, python, interface)
    BY_NAME[name] = info
    BY_SIMPLE_NAME.setdefault(info.simple, info)
    for kind in info.python:
        BY_PYTHON[kind] = info
    return info


def class_named(name: str) -> ClassInfo:
    """The registered class of this simple or full name; a fault of the library if there is none."""
    info = BY_NAME.get(name) or BY_SIMPLE_NAME.get(name)
    if info is None:
        raise LookupError(name)
    return info


def is_imported_by_default(info: ClassInfo) -> bool:
    """Whether Groovy knows the class without an import."""
    return info.name.rpartition(".")[0] in DEFAULT_PACKAGES or info.name in DEFAULT_CLASSES


OBJECT = define("java.lang.Object")


def class_of(value: Any) -> ClassInfo:
    """The class of a value; not to be asked of null."""
    info = BY_PYTHON.get(type(value))
    if info is not None:
        return info if not info.individual else individual_class(value.class_name, info)
    if isinstance(value, Classed):
        return value.class_info
    if isinstance(value, ClassInfo):
        return BY_PYTHON[ClassInfo]
    raise TypeError(type(value).__name__)


_individual: dict[str, ClassInfo] = {}


def individual_class(name: str, parent: ClassInfo) -> ClassInfo:
    """The class of one closure literal: named after where it stands, a child of Closure."""
    if name == parent.name:
        return parent
    if name in BY_NAME:
        return BY_NAME[name]
    made = _individual.get(name)
    if made is None or made.parents[0] is not parent:
        if len(_individual) > 4096:
            _individual.clear()
        made = ClassInfo(name, (parent,))
        made.simple = name.rpartition(".")[2].rpartition("$")[2].lstrip("0123456789")
        _individual[name] = made
    return made


class Classed:
    """Base of Python types whose instances differ in class: they carry it as `class_info`."""

    __slots__ = ()
    class_info: ClassInfo


_arrays: dict[ClassInfo, ClassInfo] = {}
_components: dict[ClassInfo, ClassInfo] = {}


def component_of(array: ClassInfo) -> ClassInfo:
    """The class of the elements of an array class."""
    return _components[array]


PRIMITIVE_CODES = {
    "boolean": "Z",
    "byte": "B",
    "char": "C",
    "double": "D",
    "float": "F",
    "int": "I",
    "long": "J",
    "short": "S",
}


def array_class(component: ClassInfo) -> ClassInfo:
    """The class of arrays of `component`, named as Java names it: "[I", "[Ljava.lang.String;"."""
    known = _arrays.get(component)
    if known is not None:
        return known
    if component.name.startswith("["):
        name = "[" + component.name
    else:
        name = "[" + PRIMITIVE_CODES.get(component.name, f"L{component.name};")
    info = ClassInfo(name, (BY_NAME["groovy.array"],) if "groovy.array" in BY_NAME else (OBJECT,))
    info.simple = component.simple + "[]"
    _arrays[component] = info
    _components[info] = component
    return info
