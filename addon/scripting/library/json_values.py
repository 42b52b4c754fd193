"""Objects of script-defined classes as JSON: their properties; enum constants by name."""

from typing import Any

from addon.scripting.semantics.access import instance_property
from addon.scripting.semantics.instances import Instance, ScriptClass


def property_names(info: ScriptClass) -> list[str]:
    """The names of properties: fields declared without a modifier, then what has a getter."""
    names = dict.fromkeys(name for name, field in info.all_fields.items() if field.property and not field.static)
    for method in info.table:
        if len(method) > 3 and method.startswith("get") and method[3].isupper():
            names.setdefault(method[3].lower() + method[4:])
    return list(names)


def as_json(run: Any, value: Instance) -> list[tuple[str, Any]] | str:
    """Name and value of every property, or the name of an enum constant."""
    info = value.class_info
    if info.enum_like():
        return str(value.fields["$name"])
    return [(name, instance_property(run, value, name)) for name in property_names(info)]
