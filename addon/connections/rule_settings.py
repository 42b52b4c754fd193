"""What a rule version holds beside its texts, as people read and change it: who wins, who is who, what may leave.

What is here is checked before it is saved, and each refusal names the row. Other names in the settings of a version
are carried over untouched.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from addon.connections.rule_names import find, nearest
from addon.nodes.refusals import Refusal
from addon.platforms.names import OwnField
from addon.rules.site import HUB_FIELDS

CONFLICTS, PEOPLE, HOSTS, SHARE = "conflicts", "people", "http_hosts", "share_internal_comments"
PORTABLE = (CONFLICTS, PEOPLE, HOSTS, SHARE)
ALL = "*"
POLICY_OF = "Conflicts: "
POLICIES: Mapping[str, str] = {
    "newest": "The newer edit wins",
    "here": "This side wins",
    "there": "The partner wins",
    "union": "Keep both (lists)",
    "ask": "Ask a person",
}
CONFIRM_WORDS = "share internal comments"
MOST_ROWS, LONGEST = 200, 255
FIELDS = tuple(sorted(HUB_FIELDS - {"created", "creator", "comment_count"}))
_HOST = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\Z")


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Settings as a form shows and sends them.

    `conflicts`: field and policy; `default` for all other fields. `people`: mail address or name there, mail address or
    id here; `fallback` for everybody else, or empty. `hosts`: one for each row. `share_words`: typed to confirm.
    """

    default: str = "newest"
    conflicts: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    fallback: str = ""
    hosts: tuple[str, ...] = ()
    share_internal: bool = False
    share_words: str = ""


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One setting before and after, in words; empty where it was not, or is no longer, set."""

    name: str
    before: str
    after: str


def shown(saved: Mapping[str, Any], fields: Sequence[OwnField] = ()) -> RuleSettings:
    """Saved settings as a form shows them; custom fields by the name that people know."""
    conflicts, people = _texts(saved.get(CONFLICTS)), _texts(saved.get(PEOPLE))
    hosts = saved.get(HOSTS)
    return RuleSettings(
        conflicts.get(ALL, "newest"),
        tuple((_label(name, fields), policy) for name, policy in conflicts.items() if name != ALL),
        tuple((there, here) for there, here in people.items() if there != ALL),
        people.get(ALL, ""),
        tuple(str(one) for one in hosts) if isinstance(hosts, list) else (),
        bool(saved.get(SHARE)),
    )


def portable(saved: Mapping[str, Any]) -> dict[str, Any]:
    """Saved settings as a file keeps them: each of them, empty ones too, by the names that the engine has."""
    return {
        CONFLICTS: _texts(saved.get(CONFLICTS)),
        PEOPLE: _texts(saved.get(PEOPLE)),
        HOSTS: list(shown(saved).hosts),
        SHARE: bool(saved.get(SHARE)),
    }


def checked(
    typed: RuleSettings, saved: Mapping[str, Any], fields: Sequence[OwnField] | None, *, kind: str, script: bool
) -> dict[str, Any]:
    """The settings to save: `saved` with what was typed in place of what a form shows.

    `fields` are the site's own, None when they cannot be asked: then every name is taken. Without `script`, what only
    scripts use stays as it is. Raises `Refusal` whose field names part and row, as `people-2`.
    """
    made = dict(saved)
    _put(made, CONFLICTS, _conflicts(typed, fields, kind))
    _put(made, PEOPLE, _people(typed))
    if not script:
        return made
    _put(made, HOSTS, _hosts(typed.hosts))
    if typed.share_internal and not saved.get(SHARE) and typed.share_words.strip().casefold() != CONFIRM_WORDS:
        raise Refusal("not_confirmed", f"Type “{CONFIRM_WORDS}” to confirm.", field="share")
    _put(made, SHARE, typed.share_internal)
    return made


def changes(
    before: Mapping[str, Any], after: Mapping[str, Any], fields: Sequence[OwnField] = ()
) -> tuple[SettingChange, ...]:
    """What differs between the settings of two versions; custom fields by the name that people know."""
    old, new = _lines(before), _lines(after)
    names = [*old, *(name for name in new if name not in old)]
    labels = {f"{POLICY_OF}{one.label}": f"{POLICY_OF}{one.name}" for one in fields}
    pairs = ((labels.get(name, name), old.get(name, ""), new.get(name, "")) for name in names)
    return tuple(SettingChange(*one) for one in pairs if one[1] != one[2])


def _conflicts(typed: RuleSettings, fields: Sequence[OwnField] | None, kind: str) -> dict[str, str]:
    made: dict[str, str] = {}
    if _policy(typed.default, "default") != "newest":
        made[ALL] = typed.default
    for row, (name, policy) in _rows(typed.conflicts, "conflicts"):
        if not name:
            raise _wrong("conflicts", row, "enter the field that this is for.")
        key = _key(name, fields, kind, row)
        if key in made:
            raise _wrong("conflicts", row, f"{name} is listed above already.")
        made[key] = _policy(policy, f"conflicts-{row}")
    return made


def _people(typed: RuleSettings) -> dict[str, str]:
    made: dict[str, str] = {}
    seen: dict[str, int] = {}
    for row, (there, here) in _rows(typed.people, "people"):
        if not there:
            raise _wrong("people", row, "enter the email address or full name that the partner's side knows.")
        if there == ALL:
            raise _wrong("people", row, "for everybody else, use the field below the table.")
        if not here:
            raise _wrong("people", row, f"enter who {there} is here.")
        if there.casefold() in seen:
            raise _wrong("people", row, f"{there} is listed in row {seen[there.casefold()]} already.")
        seen[there.casefold()] = row
        made[there] = here
    fallback = typed.fallback.strip()
    if len(fallback) > LONGEST:
        raise Refusal("too_long", f"Use at most {LONGEST} characters.", field="fallback")
    if fallback:
        made[ALL] = fallback
    return made


def _hosts(typed: Sequence[str]) -> list[str]:
    made: list[str] = []
    for row, (text, _) in _rows([(one, "") for one in typed], "hosts"):
        host = text.lower()
        if "/" in host or ":" in host:
            raise _wrong("hosts", row, "enter the host alone, such as api.example.com: no https://, port or path.")
        if "*" in host:
            raise _wrong("hosts", row, "list each host by its full name; * is not understood.")
        if not _HOST.match(host):
            raise _wrong(
                "hosts", row, f"{text} is no host name that can be reached from here, such as api.example.com."
            )
        if host not in made:
            made.append(host)
    return made


def _rows(typed: Sequence[tuple[str, str]], part: str) -> list[tuple[int, tuple[str, str]]]:
    """The rows that hold something, numbered as the form shows them."""
    found = [(number, (one.strip(), two.strip())) for number, (one, two) in enumerate(typed, 1)]
    kept = [(number, pair) for number, pair in found if pair[0] or (pair[1] and part == "people")]
    if len(kept) > MOST_ROWS:
        raise Refusal("too_many", f"Use at most {MOST_ROWS} rows.", field=part)
    for number, pair in kept:
        if any(len(text) > LONGEST or not text.isprintable() for text in pair):
            raise _wrong(part, number, f"use at most {LONGEST} characters on one line.")
    return kept


def _policy(policy: str, field: str) -> str:
    if policy not in POLICIES:
        raise Refusal("bad_policy", "Choose who wins.", field=field)
    return policy


def _key(name: str, fields: Sequence[OwnField] | None, kind: str, row: int) -> str:
    """The name that the engine has for a field: a hub name, a custom field's id, a reference name."""
    hub = next((one for one in FIELDS if one.casefold() == name.casefold()), None)
    if hub is not None:
        return hub
    if fields is None:
        return name
    found = find(fields, name)
    if found is None:
        near = nearest(name, [*FIELDS, *(one.name for one in fields)])
        hint = f" Did you mean {near}?" if near else ""
        raise _wrong("conflicts", row, f"no field is called “{name}”.{hint}")
    return found.label if kind == "jira" else found.name


def _label(name: str, fields: Sequence[OwnField]) -> str:
    return next((one.name for one in fields if name == one.label), name)


def _wrong(part: str, row: int, words: str) -> Refusal:
    return Refusal("bad_row", f"Row {row}: {words}", field=f"{part}-{row}")


def _put(made: dict[str, Any], name: str, value: Any) -> None:
    """Set what says something; what says nothing is not kept."""
    if value:
        made[name] = value
    else:
        made.pop(name, None)


def _texts(found: Any) -> dict[str, str]:
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, Mapping) else {}


def _lines(saved: Mapping[str, Any]) -> dict[str, str]:
    read = shown(saved)
    policies = {"All other fields" if one == ALL else one: two for one, two in _texts(saved.get(CONFLICTS)).items()}
    people = {"everybody else" if one == ALL else one: two for one, two in _texts(saved.get(PEOPLE)).items()}
    return {
        **{f"{POLICY_OF}{name}": POLICIES.get(policy, policy) for name, policy in policies.items()},
        **{f"People: {name}": here for name, here in people.items()},
        **{f"Allowed host: {host}": "Allowed" for host in read.hosts},
        **({"Internal comments": "Shared"} if read.share_internal else {}),
    }
