"""Connections as files: read out, changed by a person, put back with the checks of the console."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from addon.commands import connection as command
from addon.connections import as_code
from addon.connections.as_code import BadFile
from addon.nodes.services import Services
from addon.storage import connections, rules, triggers
from tests.pipeline.world import World
from tests.rings import has_bundle

BROWSER = pytest.mark.skipif(not has_bundle(), reason="the browser bundle is not built: make assets")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "data")
    try:
        made.install()
        yield made
    finally:
        made.close()


def facts(place: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((place / "connection.json").read_text())
    return found


@BROWSER
def test_what_was_read_out_is_put_back_without_a_change_and_an_edit_is(world: World, tmp_path: Path) -> None:
    at_jira, _ = world.connect("script")
    services, caller = world.services, world.jira.caller
    world.trigger("jira", at_jira, "project = SUP")
    (place,) = as_code.write_files(as_code.read_out(world.ledger, caller.node_id), tmp_path / "out")
    assert place.name == "support-to-engineering"
    (code,) = as_code.read_files(tmp_path / "out")
    assert as_code.put_back(services, caller, code) == []

    content = facts(place)
    content["description"] = "For partners"
    content["triggers"] = [{"query": "project = SUP AND labels = partner", "notes": "New", "active": False}]
    (place / "connection.json").write_text(json.dumps(content))
    (code,) = as_code.read_files(place)
    planned = as_code.put_back(services, caller, code, only_say=True, prune=True)
    assert planned == [
        "description changed",
        "trigger added: project = SUP AND labels = partner",
        "trigger deleted: project = SUP",
    ]
    assert world.ledger.read(lambda tx: connections.get(tx, caller.node_id, at_jira)).description == ""
    assert as_code.put_back(services, caller, code, prune=True) == planned
    assert world.ledger.read(lambda tx: connections.get(tx, caller.node_id, at_jira)).description == "For partners"
    found = world.ledger.read(lambda tx: triggers.list_for(tx, caller.node_id, at_jira))
    assert [(one.query, one.notes, one.active) for one in found] == [
        ("project = SUP AND labels = partner", "New", False)
    ]


@BROWSER
def test_a_rule_put_back_is_a_new_version_and_a_broken_one_is_refused(world: World, tmp_path: Path) -> None:
    at_jira, _ = world.connect("script")
    services, caller = world.services, world.jira.caller
    (place,) = as_code.write_files(as_code.read_out(world.ledger, caller.node_id), tmp_path / "out")
    (place / "outgoing.groovy").write_text("replica.summary = issue.summary\n")
    (code,) = as_code.read_files(place)
    before = world.ledger.read(lambda tx: rules.current(tx, caller.node_id, at_jira))
    assert before is not None
    with pytest.raises(command.Refusal, match="do not pass with the texts of the files: On fire"):
        as_code.put_back(services, caller, code, failing=lambda number, texts: ["On fire"])
    assert as_code.put_back(services, caller, code) == [f"rules saved as version {before.number + 1}"]
    after = world.ledger.read(lambda tx: rules.current(tx, caller.node_id, at_jira))
    assert after is not None
    assert (after.outgoing, after.incoming) == ("replica.summary = issue.summary\n", before.incoming)
    assert after.message == "Put back from files"
    (place / "outgoing.groovy").write_text("replica.summary = = 1\n")
    (code,) = as_code.read_files(place)
    with pytest.raises(command.Refusal) as refused:
        as_code.put_back(services, caller, code)
    assert refused.value.reason == "rule_error"


@BROWSER
def test_files_make_no_connection_and_change_no_mode(world: World, tmp_path: Path) -> None:
    world.connect("basic")
    caller = world.jira.caller
    (place,) = as_code.write_files(as_code.read_out(world.ledger, caller.node_id), tmp_path / "out")
    assert not (place / "outgoing.groovy").exists()
    for change, reason in (({"name": "Another"}, "no_connection"), ({"mode": "script"}, "mode_fixed")):
        (place / "connection.json").write_text(json.dumps({**facts(place), **change}))
        (code,) = as_code.read_files(place)
        with pytest.raises(command.Refusal) as refused:
            as_code.put_back(world.services, caller, code)
        assert refused.value.reason == reason
        (place / "connection.json").write_text(json.dumps({**facts(place), "name": "Support to engineering"}))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{", "not JSON"),
        pytest.param("[" * 5000, "not JSON", id="brackets"),
        ("[]", "format"),
        ('{"format": 2, "name": "x"}', "format"),
        ('{"format": 1}', "names no connection"),
        ('{"format": 1, "name": "x", "triggers": {}}', "list"),
        ('{"format": 1, "name": "x", "triggers": [{"query": 1}]}', "query"),
        ('{"format": 1, "name": "x", "triggers": [{"query": "a", "active": "yes"}]}', "true or false"),
        ('{"format": 1, "name": "x", "project": "SUP"}', "object"),
        ('{"format": 1, "name": "x", "description": 7}', "text"),
    ],
)
def test_a_damaged_file_is_named_with_what_is_wrong(tmp_path: Path, text: str, word: str) -> None:
    (tmp_path / "connection.json").write_text(text)
    with pytest.raises(BadFile) as refused:
        as_code.read_files(tmp_path)
    assert word in str(refused.value) and "connection.json" in str(refused.value)


def test_an_empty_folder_and_two_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile):
        as_code.read_files(tmp_path)
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "connection.json").write_text('{"format": 1, "name": "One"}')
    with pytest.raises(BadFile, match="Two folders"):
        as_code.read_files(tmp_path)


def test_folders_have_names_that_every_file_system_takes(tmp_path: Path) -> None:
    names = ("Ünïcode / ..", "A b", "a-B", "日本")
    codes = [as_code.ConnectionCode(name, "basic", "", None, "", None, None, ()) for name in names]
    made = as_code.write_files(codes, tmp_path)
    assert [one.parent for one in made] == [tmp_path] * 4
    assert len({one.name for one in made}) == 4
    assert {code.name for code in as_code.read_files(tmp_path)} == set(names)


@BROWSER
def test_the_command_asks_which_instance_and_says_what_it_wrote(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.connect("script")
    monkeypatch.setattr(command, "open_ledger", lambda **_: world.ledger)
    monkeypatch.setattr(world.ledger, "close", lambda: None, raising=False)
    folder = tmp_path / "out"
    unclear = CliRunner().invoke(command.command, ["export", str(folder)])
    assert unclear.exit_code == 1
    assert "--node" in unclear.output and "fabrikam" in unclear.output
    label = world.jira.server.url.split("://")[1]
    made = CliRunner().invoke(command.command, ["export", str(folder), "--node", label])
    assert made.exit_code == 0, made.output
    assert "1 connection(s) written" in made.output
    assert (folder / "support-to-engineering" / "incoming.groovy").read_text()


@BROWSER
def test_settings_of_rules_travel_with_the_files(world: World, tmp_path: Path) -> None:
    at_jira, _ = world.connect("script")
    services, caller = world.services, world.jira.caller
    (place,) = as_code.write_files(as_code.read_out(world.ledger, caller.node_id), tmp_path / "out")
    content = facts(place)
    empty = {"conflicts": {}, "people": {}, "http_hosts": [], "share_internal_comments": False}
    assert content["settings"] == empty
    wanted = {
        "conflicts": {"*": "here", "summary": "ask"},
        "people": {"priya@nordlake.example": "ada@example.com", "*": "desk@example.com"},
        "http_hosts": ["api.acme.example"],
        "share_internal_comments": True,
    }
    (place / "connection.json").write_text(json.dumps({**content, "settings": wanted}))
    (code,) = as_code.read_files(place)
    with pytest.raises(command.Refusal, match="--share-internal"):
        as_code.put_back(services, caller, code)
    before = world.ledger.read(lambda tx: rules.current(tx, caller.node_id, at_jira))
    said = as_code.put_back(services, caller, code, share_internal=True)
    after = world.ledger.read(lambda tx: rules.current(tx, caller.node_id, at_jira))
    assert before is not None and after is not None
    assert "Conflicts: summary" in said[0] and said[1] == f"rules saved as version {before.number + 1}"
    assert after.settings == wanted
    assert (after.outgoing, after.incoming) == (before.outgoing, before.incoming)
    (again,) = as_code.write_files(as_code.read_out(world.ledger, caller.node_id), tmp_path / "again")
    assert facts(again)["settings"] == wanted
    assert as_code.put_back(services, caller, as_code.read_files(again)[0]) == []
    (place / "connection.json").write_text(json.dumps({**content, "settings": {"http_hosts": ["b.acme.example"]}}))
    as_code.put_back(services, caller, as_code.read_files(place)[0])
    left_out = world.ledger.read(lambda tx: rules.current(tx, caller.node_id, at_jira))
    assert left_out is not None and left_out.settings == {**wanted, "http_hosts": ["b.acme.example"]}
    (place / "connection.json").write_text(json.dumps({**content, "settings": {"conflicts": {"sumary": "ask"}}}))
    with pytest.raises(command.Refusal, match="Did you mean summary"):
        as_code.put_back(services, caller, as_code.read_files(place)[0])


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ([], "settings has to be an object"),
        ({"conflicts": ["summary"]}, "conflicts has to be an object"),
        ({"people": {"a@b.example": 7}}, "people, a@b.example has to be text"),
        ({"http_hosts": "api.example.com"}, "http_hosts has to be a list"),
        ({"share_internal_comments": "yes"}, "true or false"),
        ({"persons": {}}, "no persons"),
    ],
)
def test_damaged_settings_of_a_file_are_named(tmp_path: Path, settings: object, word: str) -> None:
    (tmp_path / "connection.json").write_text(json.dumps({"format": 1, "name": "x", "settings": settings}))
    with pytest.raises(BadFile) as refused:
        as_code.read_files(tmp_path)
    assert word in str(refused.value)


@BROWSER
def test_the_command_compares_all_pairs_and_fails_where_they_differ(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_jira, _ = world.connect("basic")
    world.trigger("jira", at_jira, f"project = {world.jira.project_id}")
    issue = world.jira.create("One")
    world.settle()
    twin = world.twin("jira", issue)
    assert twin is not None and twin.remote_id

    @contextmanager
    def services() -> Iterator[Services]:
        yield world.services

    monkeypatch.setattr(command, "_services", services)
    label = world.jira.server.url.split("://")[1]
    asked = ["check", "Support to engineering", "--node", label]
    same = CliRunner().invoke(command.command, asked)
    assert (same.exit_code, "1 pair(s) compared, 0 with differences" in same.output) == (0, True), same.output
    for bench in (world.jira.site.bench, world.ado.simulator.bench):
        bench.deliveries.disorder.set({"drop": True})
    world.jira.set(issue, summary="Two")
    differs = CliRunner().invoke(command.command, asked)
    assert differs.exit_code == 1
    assert f"{twin.local_key} ↔ {twin.remote_key}, summary: 'Two' here, 'One' there" in differs.output
    gone = CliRunner().invoke(command.command, ["check", "Nothing", "--node", label])
    assert gone.exit_code == 1 and "no connection “Nothing”" in gone.output
