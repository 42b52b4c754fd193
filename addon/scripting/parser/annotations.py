"""Annotations: those that change nothing when a rule runs, and what to write instead of the others."""

HARMLESS = frozenset(
    [
        *("Override", "SuppressWarnings", "Deprecated", "FunctionalInterface", "SafeVarargs", "Field"),
        *(
            "CompileStatic",
            "CompileDynamic",
            "TypeChecked",
            "DelegatesTo",
            "ClosureParams",
            "NamedParam",
            "NamedParams",
        ),
        *(
            "PackageScope",
            "AutoFinal",
            "SelfType",
            "Generated",
            "Internal",
            "NotNull",
            "Nullable",
            "NonNull",
            "Nonnull",
        ),
    ]
)
"""Hints for compilers and readers."""

_INSTEAD = {
    "Canonical": "Write the constructor, equals(), hashCode() and toString() out.",
    "ToString": "Write toString() out.",
    "EqualsAndHashCode": "Write equals() and hashCode() out.",
    "TupleConstructor": "Write the constructor out, or use named arguments.",
    "MapConstructor": "Classes without a constructor take named arguments as they are.",
    "Immutable": "Make the fields final and write the constructor out.",
    "ImmutableBase": "Make the fields final and write the constructor out.",
    "InheritConstructors": "Write each constructor out; it calls super(...).",
    "Singleton": "Use a class with static methods only.",
    "Lazy": "Write a getter that makes the value at its first call.",
    "Memoized": "Keep results in a map, or use memoize() on a closure.",
    "Delegate": "Write the methods that pass calls on.",
    "Sortable": "Implement Comparable, or sort with a closure.",
    "Builder": "Use named arguments, or methods that return this.",
    "Newify": "Write new.",
    "Slf4j": "Use log.info(text) of the rule.",
    "Log": "Use log.info(text) of the rule.",
    "Log4j": "Use log.info(text) of the rule.",
    "Log4j2": "Use log.info(text) of the rule.",
    "Commons": "Use log.info(text) of the rule.",
    "Grab": "Libraries cannot be loaded.",
    "Grapes": "Libraries cannot be loaded.",
    "GrabResolver": "Libraries cannot be loaded.",
    "GrabConfig": "Libraries cannot be loaded.",
    "Category": "Write a method that takes the object as an argument.",
    "Mixin": "Use a trait.",
    "Synchronized": "A rule runs alone; leave it out.",
    "BaseScript": "Write the methods in the rule itself.",
    "TailRecursive": "Write a loop.",
    "AutoClone": "Write clone() out.",
    "IndexedProperty": "Write the methods out.",
    "Bindable": "Write the setter out.",
}


def refusal(name: str) -> tuple[str, str]:
    """What to say of an annotation that is not harmless, and what to use instead."""
    instead = _INSTEAD.get(name, "Write the code out.")
    return f"Annotations that generate code are not available here: @{name}. {instead}", instead
