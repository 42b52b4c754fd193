"""Objects of script-defined classes as JSON: their properties."""

from typing import Any


def as_json(run: Any, value: Any) -> list[tuple[str, Any]]:
    """Name and value of every property, or the name alone of an enum constant."""
    from addon.scripting.semantics.instances import properties_of

    return [(name, held) for name, held in properties_of(run, value) if name != "class"]
