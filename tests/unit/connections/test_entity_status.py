"""One entity looked up: what happened to it, in people's words, and why something was not sent."""

from dataclasses import replace
from typing import Any, cast

import pytest

from addon.connections import entity_status, history
from addon.connections.entity_status import SeveralEntities, Wanted
from addon.nodes.refusals import Refusal
from addon.platforms.errors import PlatformError, Reason
from addon.storage import connections, timeline, triggers, twins
from addon.storage.timeline import Step
from addon.sync import panel
from tests.pipeline.world import World, adf
from tests.rings import has_bundle

BROWSER = pytest.mark.skipif(not has_bundle(), reason="the browser bundle is not built: make assets")
PARTNERS = {1: "Nordlake"}


def step(number: int, event: int, word: str, text: str, connection: int = 1, **data: object) -> Step:
    return Step(number, 1, connection, "10001", event, word, text, dict(data), 1000 + number)


def test_the_steps_of_one_event_are_one_entry_newest_first() -> None:
    found = history.entries(
        [
            step(5, 9, "why_not", "The partner has this already."),
            step(4, 8, "sent", "Sent to Nordlake.", fields=["status", "comments"]),
            step(3, 8, "trigger", "Trigger: project = SUP"),
            step(2, 7, "result", "1 written.", fields=["priority"]),
            step(1, 7, "write", "PUT update"),
        ],
        PARTNERS,
        frozenset({7}),
    )
    assert [(one.title, one.state) for one in found] == [
        ("Not sent", "Why not"),
        ("Sent to Nordlake", "Sent"),
        ("Received from Nordlake", "Applied"),
    ]
    assert found[1].trail == (
        ("Trigger", "project = SUP"),
        ("Set", "status, comments"),
        ("Result", "Sent to Nordlake."),
    )
    assert found[2].trail == (("Set", "priority"), ("Writes", "Fields updated (PUT)"))


def test_writes_are_told_by_what_they_did_and_how_often() -> None:
    told = ["POST create", "POST comment add", "POST comment add", "POST something new"]
    steps = [step(number, 7, "write", text) for number, text in enumerate(told, 1)]
    (entry,) = history.entries(steps[::-1], PARTNERS, frozenset({7}))
    assert dict(entry.trail)["Writes"] == "Created (POST); Comment added (POST), 2 times; POST something new"


def test_what_came_in_and_changed_nothing_is_not_called_unsent() -> None:
    found = history.entries([step(1, 7, "why_not", "A newer state was applied already.")], PARTNERS, frozenset({7}))
    assert found[0].title == "Nothing to do for what Nordlake sent"


def test_an_error_is_the_gravest_of_an_event() -> None:
    steps = [step(2, 7, "error", "Cannot call x() on null"), step(1, 7, "trigger", "Trigger: a")]
    (entry,) = history.entries(steps, PARTNERS, frozenset())
    assert (entry.title, entry.color, entry.state) == ("Could not be sent", "danger", "Failed")


def test_steps_without_an_event_stand_alone_and_unknown_words_are_notes() -> None:
    found = history.entries([step(2, 0, "unlinked", "Unlinked by Ada."), step(1, 0, "odd", "Odd.")], {}, frozenset())
    assert [one.title for one in found] == ["Unlinked by Ada", "Odd"]
    assert found[1].trail == (("Note", "Odd."),)


def test_a_page_never_shows_half_an_event() -> None:
    steps = [step(3, 8, "sent", "a"), step(2, 7, "result", "b"), step(1, 7, "write", "c")]
    assert history.whole_events(steps, more=False) == steps
    assert history.whole_events(steps, more=True) == steps[:1]
    assert history.whole_events(steps[1:], more=True) == steps[1:]


@BROWSER
def test_an_entity_is_found_by_key_id_and_the_partners_key_with_its_story(connected: World) -> None:
    at_jira, _ = connected.connection_ids  # type: ignore[attr-defined]
    connected.trigger("jira", at_jira, "project = SUP")
    issue = connected.jira.create("Login fails")
    connected.settle()
    services, node_id = connected.services, connected.jira.caller.node_id
    twin = connected.twin("jira", issue)
    assert twin is not None
    for text in (issue, twin.local_key, twin.remote_key):
        found = entity_status.look_up(services, node_id, text)
        assert found is not None and found.entity_id == issue, text
    assert (found.key, found.title, found.pairs[0].state) == (twin.local_key, "Login fails", "synced")
    assert '"summary": "Login fails"' in found.sent and found.received == ""
    titles = [one.title for one in found.entries]
    assert "Sent to There" in titles and "There has it" in titles
    sent = entity_status.look_up(services, node_id, issue, Wanted(events="sent"))
    assert sent is not None and [one.title for one in sent.entries] == ["Sent to There"]
    quiet = entity_status.look_up(services, node_id, issue, Wanted(not_sent=False))
    assert quiet is not None and "Not sent" not in [one.title for one in quiet.entries]


@BROWSER
def test_an_entity_that_no_trigger_took_says_why(connected: World) -> None:
    at_jira, _ = connected.connection_ids  # type: ignore[attr-defined]
    connected.trigger("jira", at_jira, "project = SUP AND labels = partner")
    issue = connected.jira.create("Internal")
    connected.settle()
    found = entity_status.look_up(connected.services, connected.jira.caller.node_id, issue)
    assert found is not None and found.pairs == ()
    assert found.unpaired[0].why == "No trigger matches this entity."
    assert found.entries[0].title == "Not sent"


def why(connected: World, side: str, entity_id: str) -> entity_status.Unpaired:
    """What its page says of the one connection over which the entity is not paired."""
    node_id = (connected.jira if side == "jira" else connected.ado).caller.node_id
    found = entity_status.look_up(connected.services, node_id, entity_id)
    assert found is not None and found.pairs == ()
    (one,) = found.unpaired
    return one


@BROWSER
def test_an_entity_that_nothing_asked_about_says_why_too(connected: World) -> None:
    at_jira, at_ado = connected.connection_ids  # type: ignore[attr-defined]
    services, node_id = connected.services, connected.jira.caller.node_id
    issue, item = connected.jira.create("Quiet"), connected.ado.create("Quiet too", "Bug")
    connected.settle()
    assert why(connected, "jira", issue).why == "No trigger feeds this connection: only Sync starts it."
    connected.trigger("jira", at_jira, "project = SUP")
    assert why(connected, "jira", issue).why.startswith("Its triggers were not asked yet")
    (row,) = connected.ledger.read(lambda tx: triggers.list_for(tx, node_id, at_jira))
    connected.ledger.write(lambda tx: triggers.update(tx, node_id, row.id, active=False))
    connected.jira.set(issue, summary="Quiet and edited")
    connected.settle()
    assert why(connected, "jira", issue).why == "Its trigger is off: only Sync starts it."
    connected.trigger("ado", at_ado, "[System.WorkItemType] = 'Bug'", "00000000-0000-0000-0000-000000000001")
    assert why(connected, "ado", item).why == "Its trigger asks in another project."
    found = entity_status.look_up(services, node_id, issue)
    assert found is not None
    assert (found.title, found.key) == ("Quiet and edited", connected.jira.site.issues[issue].key)
    assert found.url.endswith(f"/browse/{found.key}")


@BROWSER
def test_what_waits_for_a_deactivated_connection_says_so(connected: World) -> None:
    at_jira, _ = connected.connection_ids  # type: ignore[attr-defined]
    node_id = connected.jira.caller.node_id
    connected.trigger("jira", at_jira, "project = SUP")
    connected.ledger.write(lambda tx: connections.switch(tx, node_id, at_jira, False, "Ada"))
    issue = connected.jira.create("Later")
    connected.settle()
    found = why(connected, "jira", issue)
    assert (found.moving, found.paused) == (True, True)
    assert found.why == "The connection is deactivated. It waits, and is sent once the connection is active."


@BROWSER
def test_what_was_unlinked_says_so(connected: World) -> None:
    at_jira, _ = connected.connection_ids  # type: ignore[attr-defined]
    connected.trigger("jira", at_jira, "project = SUP")
    issue = connected.jira.create("Apart")
    connected.settle()
    panel.unlink(connected.services, connected.jira.caller, issue, at_jira)
    connected.settle()
    assert "Unlinked by" in why(connected, "jira", issue).why


@BROWSER
def test_what_is_not_there_is_nothing_and_what_is_not_clear_is_asked(connected: World) -> None:
    services, node_id = connected.services, connected.jira.caller.node_id
    assert entity_status.look_up(services, node_id, "NO-1") is None
    for text, reason in (("", "key_missing"), ("x" * 301, "too_long")):
        with pytest.raises(Refusal) as refused:
            entity_status.look_up(services, node_id, text)
        assert refused.value.reason == reason
    at_jira, _ = connected.connection_ids  # type: ignore[attr-defined]
    for number in (1, 2):
        connected.ledger.write(
            lambda tx, number=number: twins.create(  # type: ignore[misc]
                tx, node_id, at_jira, local_id=f"9000{number}", local_key=f"SUP-90{number}",
                remote_id=f"r{number}", remote_key="REL-7",
            )
        )  # fmt: skip
    with pytest.raises(SeveralEntities) as several:
        entity_status.look_up(services, node_id, "REL-7")
    assert [one.key for one in several.value.candidates] == ["SUP-901", "SUP-902"]


@BROWSER
def test_another_tenants_entity_tells_nothing(connected: World) -> None:
    ours, theirs = connected.jira.caller.node_id, connected.ado.caller.node_id
    connected.ledger.write(lambda tx: timeline.note(tx, ours, "777777", "sent", "Sent."))
    assert entity_status.look_up(connected.services, theirs, "777777") is None


def trails(connected: World, side: str, entity_id: str) -> list[tuple[str, str]]:
    """What the timeline says changed, newest first."""
    node_id = (connected.jira if side == "jira" else connected.ado).caller.node_id
    found = entity_status.look_up(connected.services, node_id, entity_id)
    assert found is not None
    return [(entry.title, text) for entry in found.entries for label, text in entry.trail if label == "Change"]


@BROWSER
def test_the_timeline_says_which_fields_changed_and_who_did_it_on_both_sides(connected: World) -> None:
    at_jira, _ = connected.connection_ids  # type: ignore[attr-defined]
    connected.trigger("jira", at_jira, "project = SUP")
    issue = connected.jira.create("Login fails")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None and trails(connected, "jira", issue) == []
    connected.jira.set(issue, summary="Login fails on Mondays", description=adf("Only then"))
    connected.settle()
    assert trails(connected, "jira", issue) == [("Sent to There", "Ada Admin: description, summary")]
    connected.jira.comment(issue, "Since when?")
    connected.settle()
    assert trails(connected, "jira", issue)[0] == ("Sent to There", "Ada Admin: a comment")
    connected.hook_up()
    connected.ado.set(twin.remote_id, **{"System.Title": "Login fails"})
    connected.settle()
    ((title, said),) = trails(connected, "azuredevops", twin.remote_id)
    assert said.endswith(": summary") and "@" not in said and title.startswith("Sent to")


def test_a_change_by_nobody_known_is_somebodys() -> None:
    (entry,) = history.entries(
        [step(2, 7, "sent", "Sent."), step(1, 7, "change", "status", by="")], PARTNERS, frozenset()
    )
    assert entry.trail[0] == ("Change", "Somebody: status")


def test_an_event_that_was_tried_again_tells_everything_once() -> None:
    steps = [step(n, 7, word, text) for n, word, text in ((4, "error", "No."), (3, "rule", "Ran version 2."),
             (2, "error", "No."), (1, "rule", "Ran version 2."))]  # fmt: skip
    (entry,) = history.entries(steps, PARTNERS, frozenset())
    assert entry.trail == (("Rule", "Ran version 2."), ("Result", "No."))


class Away:
    """A tracker that answers look-ups with one failure."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason

    def open(self, _node_id: int) -> "Away":
        return self

    def resolve(self, _key: str) -> str | None:
        raise PlatformError(self.reason, "503 Service Unavailable")


@BROWSER
@pytest.mark.parametrize("reason", [Reason.UNAVAILABLE, Reason.RATE_LIMITED, Reason.CREDENTIAL_REJECTED])
def test_a_tracker_that_cannot_say_does_not_make_an_entity_unknown(connected: World, reason: Reason) -> None:
    services = replace(connected.services, trackers=cast(Any, Away(reason)))
    with pytest.raises(Refusal) as refused:
        entity_status.look_up(services, connected.jira.caller.node_id, "SUP-1")
    assert refused.value.reason == "not_looked_up"
    assert "503" not in refused.value.message and "could not be looked up" in refused.value.message
    no = replace(connected.services, trackers=cast(Any, Away(Reason.NOT_FOUND)))
    assert entity_status.look_up(no, connected.jira.caller.node_id, "SUP-1") is None
