"""The generated rules through the real sandbox say what the native ones say; scripts see and set what is documented."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from addon.replica.entity import Entity
from addon.replica.values import Attachment, Comment, EntityRef, Named, Person, ProjectRef, RichText
from addon.richtext import fingerprint, from_plain_text
from addon.rules.basic import DefaultRules
from addon.rules.defaults import incoming_text, outgoing_text
from addon.rules.ruleset import Edits, IncomingFacts, OutgoingFacts, Replica, Traces
from addon.rules.script import Rules, ScriptRules
from addon.rules.site import Site
from addon.sandbox.launcher import Sandbox

KINDS = ("jira", "azuredevops")
ANN = Person("p-1", "Ann", "ann@example.com", "ann")
TYPES = ("Task", "Bug", "Story")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    made = Sandbox(require_wall=False)
    yield made
    made.close()


class Answers:
    """A tracker with three types; remembers what it was asked."""

    def __init__(self, **more: Any) -> None:
        self.more = more
        self.asked: list[tuple[str, list[Any]]] = []

    def call(self, name: str, arguments: list[Any]) -> Any:
        self.asked.append((name, arguments))
        if name in self.more:
            return self.more[name]
        if name == "nodeHelper.getIssueType":
            found = next((one for one in TYPES if one.casefold() == str(arguments[0] or "").casefold()), None)
            return {"id": "1", "name": found, "$local": True} if found else None
        return None


def rules(
    sandbox: Sandbox,
    kind: str,
    outgoing: str = "",
    incoming: str = "",
    partner: str = "jira",
    answers: Answers | None = None,
    **more: Any,
) -> ScriptRules:
    services = answers or Answers()
    site = Site(
        kind,
        names={"customfield_10010": "Severity", "customfield_10011": "Notes"}
        if kind == "jira"
        else {"Custom.Risk": "Risk"},
        kinds={"customfield_10011": "rich"},
        references={} if kind == "jira" else {"summary": "System.Title", "status": "System.State"},
        project=ProjectRef("p-9", "DEV", "Development"),
    )
    return ScriptRules(
        Rules(outgoing, incoming, 3),
        site,
        partner,
        lambda job, side, rehearsal, translate: sandbox.execute(job, services),
        **more,
    )


def rich(words: str, notation: Any = "text") -> RichText:
    return RichText(notation, words)


def entity(kind: str, **changes: Any) -> Entity:
    """An entity with something of everything."""
    made = Entity(
        id="10001",
        key="SUP-1",
        project=ProjectRef("p-9", "DEV", "Development"),
        fields={
            "summary": "A title 😀",
            "description": rich("Some words"),
            "type": Named("3", "Bug"),
            "status": Named("4", "Doing", "indeterminate"),
            "priority": Named("2", "High") if kind == "jira" else 2,
            "assignee": ANN,
            "reporter": ANN,
            "labels": ("b", "a"),
            "parent": EntityRef("9", "SUP-9"),
            "resolution": None,
            "areaPath": "DEV\\Area",
            "iterationPath": "DEV\\Sprint",
            "created": 1_700_000_000_000,
            "due": "2026-12-24",
            **({"customfield_10010": Named("77", "Low")} if kind == "jira" else {"Custom.Risk": "Low"}),
        },
        revision="2",
        updated=1,
        comments=(
            Comment("c-1", rich("First"), ANN, 1_700_000_000_001),
            Comment("c-2", rich("Internal"), ANN, 2, internal=True),
            Comment("c-3", rich("Theirs"), ANN, 3),
        ),
        attachments=(Attachment("a-1", "one.txt", 5, "text/plain", ANN), Attachment("a-2", "two.txt", 6)),
        url="https://acme.example/browse/SUP-1",
    )
    return replace(made, **changes)


TRACES = Traces({"c-3": "r-3"}, {"a-2": "r-9"})


@pytest.mark.parametrize("kind", KINDS)
def test_the_generated_outgoing_rules_send_what_the_native_ones_send(sandbox: Sandbox, kind: str) -> None:
    found = entity(kind)
    facts = OutgoingFacts(TRACES)
    scripted = rules(sandbox, kind, outgoing=outgoing_text(kind, "Acme"))
    assert scripted.outgoing(found, facts) == DefaultRules(kind, "script").outgoing(found, facts)


def arriving(sender: str) -> Replica:
    """What a partner of that kind sends: three comments, two files."""
    theirs = entity(
        sender,
        id="555",
        key="X-5",
        fields={
            **entity(sender).fields,
            "summary": "New title",
            "description": rich("New\n\nwords"),
            "labels": ("x", "a"),
        },
        comments=(
            Comment("r-1", rich("Brand new"), ANN, 1),
            Comment("r-3", rich("Theirs, edited"), ANN, 3),
            Comment("r-4", rich("Ours coming back"), ANN, 4),
            Comment("r-6", rich("As it was"), ANN, 4),
        ),
        attachments=(Attachment("r-8", "new.txt", 5), Attachment("r-9", "two.txt", 6)),
    )
    made = DefaultRules(sender, "script").outgoing(theirs, OutgoingFacts(Traces({"r-4": "c-1"})))
    assert made is not None
    return made


def facts(**changes: Any) -> IncomingFacts:
    made = IncomingFacts(
        first_sync=False,
        project_id="p-9",
        types=TYPES,
        partner_name="Acme",
        written={
            "r-3": ("c-3", fingerprint(from_plain_text("Theirs"))),
            "r-5": ("c-5", fingerprint(from_plain_text("Gone there"))),
            "r-6": ("c-6", fingerprint(from_plain_text("As it was"))),
        },
        own=frozenset({"c-1", "c-2", "c-3", "c-5", "c-6"}),
        files=frozenset({"r-9"}),
        traces=Traces({"c-3": "r-3", "c-5": "r-5", "c-6": "r-6"}, {"a-2": "r-9"}),
    )
    return replace(made, **changes)


def comparable(edits: Edits) -> Any:
    comments = [replace(one, received="") for one in edits.comments]
    return replace(edits, comments=tuple(comments), fields=dict(edits.fields))


@pytest.mark.parametrize("sender", KINDS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_generated_incoming_rules_want_what_the_native_ones_want(sandbox: Sandbox, kind: str, sender: str) -> None:
    here = entity(kind)
    here = replace(
        here, comments=(*(here.comments or ()), Comment("c-5", rich("Gone there")), Comment("c-6", rich("As it was")))
    )
    scripted = rules(sandbox, kind, incoming=incoming_text(kind, "Acme", "DEV", "Task"), partner=sender)
    wanted = DefaultRules(kind, "script").incoming(arriving(sender), here, facts())
    assert comparable(scripted.incoming(arriving(sender), here, facts())) == comparable(wanted)


@pytest.mark.parametrize("sender", KINDS)
@pytest.mark.parametrize("kind", KINDS)
def test_on_the_first_sync_both_want_the_same_project_type_and_fields(sandbox: Sandbox, kind: str, sender: str) -> None:
    known = facts(first_sync=True, written={}, own=frozenset(), files=frozenset(), traces=Traces())
    scripted = rules(sandbox, kind, incoming=incoming_text(kind, "Acme", "DEV", "Task"), partner=sender)
    wanted = DefaultRules(kind, "script").incoming(arriving(sender), None, known)
    assert comparable(scripted.incoming(arriving(sender), None, known)) == comparable(wanted)
