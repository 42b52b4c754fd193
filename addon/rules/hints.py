"""What an author needs to hear when a line of a rule met null: which name in it is not there, and which one is."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from addon.rules.site import Site
from addon.scripting.advice import ELSEWHERE
from addon.scripting.names import known_names

OWN = frozenset({"issue", "workItem", "entity"})
_READ = re.compile(
    r"""\b(issue|workItem|entity|replica|previous)\s*\??\.\s*(customFields\s*(?:\??\.\s*|\[\s*))?"""
    r"""(?:(["'])([^"'\n]{1,255})\3|([A-Za-z_$][\w$]*)(?!\s*[\w$({]))"""
)
"""A name that is read of an entity, in a line of a rule: in quotes or bare, but no method."""

_MISSING = re.compile(r"No such property: (\w+) for class: Rules")
_VALUE = re.compile(
    r"No such property: value for class: java\.(?:lang|math|util)\.(?:String|Boolean|Integer|Long|BigDecimal|Date)\Z"
)
_PARSED = re.compile(
    r"No signature of method: groovy\.json\.JsonSlurper\.parseText\(\) .*types: \((?!null)\w*(?:Map|List)\)"
)


def about_null(line: str, site: Site, replica: Mapping[str, Any]) -> str:
    """Sentences about the names of a line that nothing stands behind; empty when all of them are there."""
    said: list[str] = []
    for found in _READ.finditer(line):
        variable, name = found[1], found[4] or found[5]
        if name in ("customFields", "customKeys") or (found[5] and variable in OWN and name in known_names(site.kind)):
            continue
        words = _own(name, site, bool(found[2])) if variable in OWN else _theirs(name, replica, bool(found[2]))
        if words and words not in said and variable != "previous":
            said.append(words)
    return " ".join(said)


def about_missing(said: str) -> str:
    """What to use instead of something that other products have; empty for any other message."""
    found = _MISSING.match(said)
    if found is not None and found[1] in ELSEWHERE:
        return f"{found[1]} is not available here: use {ELSEWHERE[found[1]]}."
    if found is not None and found[1] == "sprint":
        return "Sprints are not synced by themselves here: rules of an issue read and set issue.sprint."
    if _VALUE.match(said):
        return 'What customFields."Name".value and issue."Name" give is the value already: leave the last .value out.'
    if _PARSED.match(said):
        return "What httpClient gives is read already: leave parseText out."
    return ""


def _own(name: str, site: Site, custom: bool) -> str:
    if not site.names or site.field_id(name) in site.names or name in site.references.values():
        return ""
    if not custom and name in known_names(site.kind):
        return ""
    hubs = () if custom else known_names(site.kind)
    near = _near(name, [*site.names.values(), *hubs])
    return f"There is no field “{name}” here; {near or 'was it renamed or deleted?'}"


def _theirs(name: str, replica: Mapping[str, Any], custom: bool) -> str:
    fields = replica.get("customFields")
    names = list(fields) if isinstance(fields, Mapping) else []
    if not custom:
        names += [one for one in replica if one not in ("customFields", "customKeys")]
    if name in names or not replica:
        return ""
    what = "custom field “" if custom else "“"
    near = _near(name, names)
    return f"The other side sends no {what}{name}”; {near or 'its outgoing rules have to put it into the replica.'}"


def _near(name: str, names: Iterable[str]) -> str:
    by_lower = {str(one).casefold(): str(one) for one in names}
    found = get_close_matches(name.casefold(), list(by_lower), 1, 0.7)
    return f"did you mean {by_lower[found[0]]}?" if found else ""
