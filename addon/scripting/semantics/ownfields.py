"""Fields as the code of their own class reaches them: directly, without asking a getter or setter.

Closures are no such code: they see properties, like everybody else.
"""

from typing import Any

from addon.scripting.semantics.access import get_property
from addon.scripting.semantics.assigning import set_property
from addon.scripting.semantics.fieldvalues import fitted, statics
from addon.scripting.semantics.instances import ScriptClass


def read_own(run: Any, this: Any, within: ScriptClass, name: str) -> Any:
    """A field that the class `within` declares, of `this` or static."""
    field = within.own_fields[name]
    if field.static:
        return statics(run, within)[name]
    if isinstance(this, ScriptClass) or name not in this.fields:
        return get_property(run, this, name)
    return this.fields[this.class_info.place(within, name)]


def write_own(run: Any, this: Any, within: ScriptClass, name: str, value: Any) -> Any:
    """Set such a field; the value as it holds it."""
    field = within.own_fields[name]
    if not field.static and (isinstance(this, ScriptClass) or name not in this.fields):
        set_property(run, this, name, value)
        return value
    if field.static:
        statics(run, within)[name] = fitted(value, field)
    else:
        this.fields[this.class_info.place(within, name)] = fitted(value, field)
    return value
