"""Saving, comparing and restoring rules, and what is said about a rule while it is typed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.connections import rule_checks, rule_names, rules
from addon.connections.rule_settings import RuleSettings, SettingChange
from addon.connections.rules import Draft
from addon.nodes.refusals import Refusal
from addon.nodes.sessions import Caller
from addon.platforms.names import OwnField
from addon.sandbox.launcher import Sandbox
from addon.storage import Keys, Ledger, audit, connections, new_key, nodes
from addon.storage import rules as stored
from addon.storage.failures import NoSuchRow

OUT = "replica.summary = issue.summary\n"
IN = "issue.summary = replica.summary\n"
FIELDS = (
    OwnField("Customer tier", "customfield_10042", "option"),
    OwnField("Severity", "customfield_10043", "option"),
    OwnField("System.Rev", "Rev", "integer", read_only=True),
)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    made = Sandbox(require_wall=False)
    yield made
    made.close()


@dataclass
class Place:
    """One connection of one node, with what the use cases work with."""

    services: Any
    caller: Caller
    connection_id: int
    node_id: int
    others: dict[str, int] = field(default_factory=dict)

    def save(self, outgoing: str = OUT, incoming: str = IN, expected: int = 1, message: str = "", **who: Any) -> Any:
        caller = Caller(self.node_id, self.caller.kind, who.get("name", "dana"), who.get("name", "Dana"), 1)
        return rules.save(self.services, caller, self.connection_id, Draft(outgoing, incoming, expected, message))

    def now(self) -> rules.Rules:
        return rules.current(self.services, self.node_id, self.connection_id)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger.open("", data_dir=tmp_path, keys=Keys([new_key()]))
    yield made
    made.close()


@pytest.fixture
def place(ledger: Ledger, sandbox: Sandbox) -> Place:
    return make_place(ledger, sandbox)


def make_place(ledger: Ledger, sandbox: Sandbox, mode: str = "script", kind: Any = "jira") -> Place:
    def work(tx: Any) -> tuple[int, int, int]:
        node = nodes.install(tx, kind=kind, instance_id=f"{kind}-{mode}", base_url="https://acme.example")[0]
        other = nodes.install(tx, kind=kind, instance_id=f"other-{mode}", base_url="https://other.example")[0]
        made = connections.create(
            tx, node.id, side_id=f"side-{mode}", mode=mode, name="A to B", local_name="A", remote_name="B"
        )
        connections.change_status(tx, node.id, made.id, "active")
        stored.save(
            tx, node.id, made.id, outgoing="// default\n", incoming="", settings={"policy": "ask"}, message="Default"
        )
        return node.id, made.id, other.id

    node_id, connection_id, other = ledger.write(work)
    services = SimpleNamespace(ledger=ledger, scripts=sandbox, trackers=None)
    return Place(services, Caller(node_id, kind, "dana", "Dana", 1), connection_id, node_id, {"node": other})


@pytest.fixture(autouse=True)
def own_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tracker's answer; the real one is asked in the contract tests of the platforms."""
    monkeypatch.setattr(rule_checks, "site_fields", lambda *_: FIELDS)
    monkeypatch.setattr(rules, "site_fields", lambda *_: FIELDS)


def test_saving_makes_a_version_that_runs_and_keeps_the_old_one(place: Place) -> None:
    saved = place.save(message="  first \n try ")
    assert (saved.version.number, saved.version.author, saved.version.message) == (2, "Dana", "first try")
    assert (place.now().outgoing, place.now().incoming) == (OUT, IN)
    found = rules.history(place.services, place.node_id, place.connection_id)
    assert [one.number for one in found.versions] == [2, 1]
    assert found.current == 2


def test_saving_is_written_into_the_audit_log(place: Place, ledger: Ledger) -> None:
    place.save(message="why")
    entry = ledger.read(lambda tx: audit.list_page(tx, place.node_id)).items[0]
    assert (entry.action, entry.actor_name, entry.connection_id) == ("rules_saved", "Dana", place.connection_id)
    assert entry.detail["number"] == 2


def test_settings_that_no_editor_shows_outlive_saving_and_restoring(place: Place, ledger: Ledger) -> None:
    place.save()
    rules.restore(place.services, place.caller, place.connection_id, 1, 2)
    row = ledger.read(lambda tx: stored.current(tx, place.node_id, place.connection_id))
    assert row is not None
    assert row.settings == {"policy": "ask"}


def test_who_is_overtaken_learns_by_whom_and_nothing_is_stored(place: Place) -> None:
    place.save(message="theirs", name="Sam")
    with pytest.raises(rules.Overtaken) as lost:
        place.save(outgoing="// mine\n", expected=1)
    assert lost.value.theirs.version.author == "Sam"
    assert lost.value.theirs.outgoing == OUT
    assert "Sam saved version 2" in lost.value.message
    assert place.now().version.number == 2


def test_a_version_saved_between_check_and_store_is_not_overwritten(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = rule_checks.first_error
    raced: list[bool] = []

    def meanwhile(services: Any, kind: str, text: str) -> Any:
        if not raced:
            raced.append(True)
            place.save(outgoing="// quick\n", name="Sam")
        return real(services, kind, text)

    monkeypatch.setattr(rule_checks, "first_error", meanwhile)
    with pytest.raises(rules.Overtaken):
        place.save(outgoing="// slow\n")
    assert place.now().outgoing == "// quick\n"


@pytest.mark.parametrize(
    ("outgoing", "incoming", "side", "line"),
    [
        ("a = 1\nb = (2\n", IN, "outgoing", 3),
        (OUT, "\n\nnew File('/etc/passwd')\n", "incoming", 3),
        (OUT, "issue.summary = 'x'\nissue.created = new Date()\n", "incoming", 2),
    ],
)
def test_a_text_with_an_error_is_not_saved_and_its_line_is_named(
    place: Place, outgoing: str, incoming: str, side: str, line: int
) -> None:
    with pytest.raises(rules.Broken) as broken:
        place.save(outgoing, incoming)
    assert (broken.value.side, broken.value.problem.line) == (side, line)
    assert f"line {line}: " in broken.value.message
    assert place.now().version.number == 1


def test_nobody_but_an_administrator_saves_or_restores(place: Place) -> None:
    guest = Caller(place.node_id, "jira", "guest", "Guest", None)
    for act in (
        lambda: rules.save(place.services, guest, place.connection_id, Draft(OUT, IN, 1)),
        lambda: rules.restore(place.services, guest, place.connection_id, 1, 1),
    ):
        with pytest.raises(Refusal, match="not_admin"):
            act()


def test_another_tenant_sees_and_changes_nothing(place: Place) -> None:
    stranger = Caller(place.others["node"], "jira", "eve", "Eve", 1)
    with pytest.raises(NoSuchRow):
        rules.current(place.services, stranger.node_id, place.connection_id)
    with pytest.raises(NoSuchRow):
        rules.save(place.services, stranger, place.connection_id, Draft(OUT, IN, 1))
    with pytest.raises(NoSuchRow):
        rules.history(place.services, stranger.node_id, place.connection_id)
    with pytest.raises(Refusal, match="not_found"):
        rules.compare(place.services, stranger.node_id, place.connection_id, 1, 1)
    with pytest.raises(NoSuchRow):
        rule_checks.problems(place.services, stranger, place.connection_id, OUT)


def test_basic_rules_are_fixed_and_say_so(ledger: Ledger, sandbox: Sandbox) -> None:
    place = make_place(ledger, sandbox, "basic")
    assert "Script mode" in place.now().locked
    assert rules.history(place.services, place.node_id, place.connection_id).locked
    with pytest.raises(Refusal, match="rules_fixed"):
        place.save()


def test_a_connection_that_is_over_keeps_its_rules_for_reading(place: Place, ledger: Ledger) -> None:
    ledger.write(lambda tx: connections.change_status(tx, place.node_id, place.connection_id, "ended"))
    assert "over" in place.now().locked
    ledger.write(lambda tx: connections.change_status(tx, place.node_id, place.connection_id, connections.REMOVED))
    with pytest.raises(NoSuchRow):
        place.now()


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (Draft("x" * (rules.LARGEST + 1), IN, 1), "too_long"),
        (Draft("// ä" * rules.LARGEST, IN, 1), "too_long"),
        (Draft("a\x00b", IN, 1), "bad_text"),
        (Draft(OUT, IN, 1, "m" * 201), "too_long"),
        (Draft("// default\r\n", "", 1), "unchanged"),
    ],
)
def test_what_cannot_be_saved_is_refused_with_its_reason(place: Place, draft: Draft, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.save(place.services, place.caller, place.connection_id, draft)
    assert refused.value.reason == reason


def test_the_largest_text_that_is_allowed_is_saved(place: Place) -> None:
    text = "// " + "x" * (rules.LARGEST - 4) + "\n"
    assert len(text) == rules.LARGEST
    assert place.save(outgoing=text).version.number == 2


def test_restoring_saves_the_old_texts_as_a_new_version(place: Place, ledger: Ledger) -> None:
    place.save()
    restored = rules.restore(place.services, place.caller, place.connection_id, 1, 2)
    assert restored.version == rules.Version(3, "Dana", "Restored from version 1", restored.version.at, 1)
    assert restored.outgoing == "// default\n"
    assert ledger.read(lambda tx: audit.list_page(tx, place.node_id)).items[0].action == "rules_restored"
    with pytest.raises(rules.Overtaken):
        rules.restore(place.services, place.caller, place.connection_id, 2, 2)
    with pytest.raises(Refusal, match="not_found"):
        rules.restore(place.services, place.caller, place.connection_id, 9, 3)


def test_two_versions_are_compared_with_counts(place: Place) -> None:
    place.save(outgoing="// default\n// more\n")
    found = rules.compare(place.services, place.node_id, place.connection_id, 1, 2)
    assert found.texts["outgoing"] == ("// default\n", "// default\n// more\n")
    assert found.counts == {"outgoing": rules.Count(1, 0), "incoming": rules.Count(1, 0)}


def test_history_comes_in_pages_without_gaps(place: Place, ledger: Ledger) -> None:
    for number in range(2, 8):
        ledger.write(
            lambda tx, number=number: stored.save(  # type: ignore[misc]
                tx, place.node_id, place.connection_id, outgoing=f"// {number}", incoming=""
            )
        )
    seen: list[int] = []
    before: int | None = None
    while True:
        found = rules.history(place.services, place.node_id, place.connection_id, before=before, limit=3)
        seen += [one.number for one in found.versions]
        before = found.more_before
        if before is None:
            break
    assert seen == [7, 6, 5, 4, 3, 2, 1]


@given(before=st.lists(st.sampled_from("abc")), after=st.lists(st.sampled_from("abc")))
def test_line_counts_agree_with_the_lengths_and_turn_round(before: list[str], after: list[str]) -> None:
    there = rules.count("\n".join(before), "\n".join(after))
    back = rules.count("\n".join(after), "\n".join(before))
    assert (there.added, there.removed) == (back.removed, back.added)
    assert there.added - there.removed == len("\n".join(after).splitlines()) - len("\n".join(before).splitlines())


# While typing


def problems(place: Place, text: str) -> list[tuple[int, int, str, str]]:
    found = rule_checks.problems(place.services, place.caller, place.connection_id, text)
    return [(one.line, one.column, one.severity, one.fix) for one in found]


def test_a_name_that_no_field_has_is_marked_where_it_stands_with_the_nearest_one(place: Place) -> None:
    text = "replica.a = issue.prioritty\n// issue.prioritty\nissue.sumary = 'x'\n"
    assert problems(place, text) == [(1, 19, "warning", "priority"), (3, 7, "warning", "summary")]
    words = [one.message for one in rule_checks.problems(place.services, place.caller, place.connection_id, text)]
    assert words == [
        "No field is called prioritty, so this is always null. Did you mean priority?",
        "No field is called sumary, so nothing is written. Did you mean summary?",
    ]


def test_what_to_use_instead_stands_once_in_the_words_of_a_problem(place: Place) -> None:
    def words(text: str) -> list[str]:
        return [one.message for one in rule_checks.problems(place.services, place.caller, place.connection_id, text)]

    said = words('issue.priority = nodeHelper.getPriorty("High")')
    assert said == ["nodeHelper has no method getPriorty. Use getPriority(name, issue?) instead."]
    assert words('def f = new File("x")')[0].count("Files are out of reach") == 1


def test_a_fix_put_in_the_place_of_the_name_mends_it(place: Place) -> None:
    text = 'issue.sumary = replica.summary\nissue.customFields."Customer teir".value = 1\n'
    for _ in range(2):
        one = rule_checks.problems(place.services, place.caller, place.connection_id, text)[0]
        lines = text.split("\n")
        line = lines[one.line - 1]
        lines[one.line - 1] = line[: one.column - 1] + one.fix + line[one.column - 1 + one.length :]
        text = "\n".join(lines)
    assert text == 'issue.summary = replica.summary\nissue.customFields."Customer tier".value = 1\n'
    assert problems(place, text) == []


@pytest.mark.parametrize(
    "text",
    [
        'replica.a = issue."Customer tier"',
        "replica.a = issue.Severity",
        "issue.customFields.customfield_10043.value = 1",
        'replica.a = issue.customKeys."anything"',
        "replica.whatever = 1\nreplica.a = replica.other",
        "replica.a = issue.issueLinks",
        "def prioritty = 1\nreplica.a = prioritty",
    ],
)
def test_names_that_are_known_or_free_are_not_marked(place: Place, text: str) -> None:
    assert problems(place, text) == []


def test_what_cannot_be_written_is_marked_but_may_be_read(place: Place) -> None:
    assert problems(place, "replica.a = issue.created\n") == []
    assert problems(place, "issue.created = 1\n") == [(1, 7, "error", "")]
    assert problems(place, 'issue."System.Rev" = 1\n')[0][2] == "warning"


def test_without_the_tracker_only_the_language_is_judged(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_checks, "site_fields", lambda *_: None)
    assert problems(place, "replica.a = issue.prioritty") == []
    assert problems(place, "replica.a = (")[0][2] == "error"


def test_an_error_in_the_language_comes_alone(place: Place) -> None:
    assert [one[2] for one in problems(place, "replica.a = issue.prioritty\nb = (")] == ["error"]


def test_a_text_that_is_nested_too_deep_is_a_problem_and_no_failure(place: Place) -> None:
    found = problems(place, "a = " + "(" * 5000 + ")" * 5000)
    assert found[0][2] == "error"


def complete(place: Place, text: str) -> dict[str, rule_checks.Completion]:
    lines = text.split("\n")
    found = rule_checks.complete(
        place.services, place.caller, place.connection_id, text, len(lines), len(lines[-1]) + 1
    )
    return {one.label: one for one in found}


def test_helpers_and_names_are_completed_from_where_the_word_begins(place: Place) -> None:
    found = complete(place, "x = 1\nreplica.a = nodeHelper.getUserByE")
    assert found["getUserByEmail"].insert == "getUserByEmail"
    assert found["getUserByEmail"].column == len("replica.a = nodeHelper.") + 1
    assert complete(place, "iss")["issue"].column == 1


def test_the_sites_own_fields_are_completed_after_an_entity_quoted_where_they_need_it(place: Place) -> None:
    found = complete(place, "replica.a = issue.")
    assert found["Customer tier"].insert == '"Customer tier"'
    assert found["Severity"].insert == "Severity"
    assert "priority" in found
    assert set(complete(place, "replica.a = issue.cust")) == {"Customer tier", "customFields", "customKeys"}
    assert "Customer tier" not in complete(place, "replica.")


def test_a_field_is_found_by_its_id_too_and_inside_quotes(place: Place) -> None:
    assert set(complete(place, "issue.customfield_1")) == {"customfield_10042", "customfield_10043"}
    quoted = complete(place, 'issue.customFields."Cust')
    assert set(quoted) == {"Customer tier"}
    assert quoted["Customer tier"].insert == "Customer tier"
    assert quoted["Customer tier"].column == len('issue.customFields."') + 1


def test_a_place_is_explained(place: Place) -> None:
    def meaning(text: str, column: int) -> tuple[str, str]:
        return rule_checks.hover(place.services, place.caller, place.connection_id, text, 1, column)

    assert "user with this mail address" in meaning("nodeHelper.getUserByEmail(x)", 15)[1]
    assert meaning('issue."Customer tier"', 12) == ("Customer tier", "customfield_10042 (option)")
    assert meaning("   ", 2) == ("", "")


@pytest.mark.parametrize("name", ["Plain", "With space", 'With "quotes"', "$money", "back\\slash", "Ünïcode", "1st"])
def test_a_fields_name_is_written_so_that_the_language_reads_it_back(sandbox: Sandbox, name: str) -> None:
    written = OwnField(name, "id", "string").written
    assert sandbox.execute({"kind": "fields", "source": f"issue.{written} = 1"})["writes"] == [f"issue.{name}"]


@given(st.text(alphabet="abc ", max_size=12))
def test_the_nearest_name_is_one_of_the_names_or_none(word: str) -> None:
    assert rule_names.nearest(word, ["summary", "abc", "Cab"]) in ("summary", "abc", "Cab", "")


def test_settings_are_a_version_of_their_own_and_a_text_saved_later_carries_them(place: Place, ledger: Ledger) -> None:
    place.save()
    typed = RuleSettings(default="ask", people=(("p@there.example", "q@here.example"),), hosts=("api.acme.example",))
    saved = rules.save_settings(place.services, place.caller, place.connection_id, typed, 2)
    assert (saved.version.number, saved.outgoing, saved.incoming) == (3, OUT, IN)
    assert "All other fields" in saved.version.message
    place.save(outgoing="// other\n", expected=3)
    row = ledger.read(lambda tx: stored.current(tx, place.node_id, place.connection_id))
    assert row is not None
    assert row.settings == {
        "policy": "ask",
        "conflicts": {"*": "ask"},
        "people": {"p@there.example": "q@here.example"},
        "http_hosts": ["api.acme.example"],
    }


def test_restoring_brings_settings_back_and_comparing_says_what_differs(place: Place) -> None:
    place.save()
    typed = RuleSettings(conflicts=(("Customer tier", "here"),))
    rules.save_settings(place.services, place.caller, place.connection_id, typed, 2)
    found = rules.compare(place.services, place.node_id, place.connection_id, 2, 3).settings
    assert found == (SettingChange("Conflicts: Customer tier", "", "This side wins"),)
    restored = rules.restore(place.services, place.caller, place.connection_id, 2, 3)
    assert restored.settings == {"policy": "ask"}


def test_settings_that_change_nothing_and_overtaken_ones_are_refused(place: Place) -> None:
    with pytest.raises(Refusal) as no:
        rules.save_settings(place.services, place.caller, place.connection_id, RuleSettings(), 1)
    assert no.value.reason == "unchanged"
    place.save(message="theirs")
    with pytest.raises(rules.Overtaken):
        rules.save_settings(place.services, place.caller, place.connection_id, RuleSettings(default="ask"), 1)


def test_the_settings_of_a_basic_connection_are_fixed(ledger: Ledger, sandbox: Sandbox) -> None:
    place = make_place(ledger, sandbox, mode="basic")
    with pytest.raises(Refusal) as no:
        rules.save_settings(place.services, place.caller, place.connection_id, RuleSettings(default="ask"), 1)
    assert no.value.reason == "rules_fixed"
