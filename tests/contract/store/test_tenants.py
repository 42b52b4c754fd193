"""Nothing crosses tenants: every query function takes the node, and another node's rows are not there."""

import importlib
import inspect
import pkgutil
from typing import Any

import pytest

import addon.storage
from addon.storage import (
    Ledger,
    NoSuchRow,
    acceptances,
    audit,
    baselines,
    conflicts,
    connection_lists,
    connections,
    deferred_links,
    effects,
    erase,
    errors,
    hooks,
    inbox,
    incoming_files,
    jobs,
    messages,
    nodes,
    queue,
    rule_cases,
    rules,
    schedules,
    secrets,
    settings_store,
    tables,
    timeline,
    traces,
    triggers,
    twins,
    usage,
)
from tests.contract.store.conftest import Clock
from tests.contract.store.places import make_connection, make_node

# Functions that look at all tenants on purpose: the engine's own loops, look-ups of which tenant it is, and
# those that take a record which carries the tenant.
ALL_TENANTS = {
    "nodes.install", "nodes.by_instance", "nodes.by_slug", "nodes.by_origin", "nodes.list_all", "nodes.to_erase",
    "signers.find", "signers.find_all", "secrets.expiring", "secrets.check_keys", "secrets.rotate_batch",
    "nonces.purge", "inbox.purge", "inbox.store_all", "queue.arrive", "messages.purge", "effects.purge", "errors.purge", "budgets.purge",
    "timeline.purge", "jobs.purge", "incoming_files.purge", "usage.purge",
    "acceptances.due", "connections.expired_codes", "schedules.claim", "jobs.claim",
    "queue.claim", "queue.sweep", "queue.clear_leases", "queue.count_anew", "queue.queue_age", "queue.next_due", "queue.purge_done",
    "queue.announce", "queue.heartbeat", "queue.claim_past_pauses", "queue.sends_wait",
}  # fmt: skip
RECORDS = {"claim", "schedule", "job", "twin"}
PLUMBING = {
    "database",
    "rows",
    "tables",
    "transaction",
    "keys",
    "schema",
    "copy",
    "paging",
    "failures",
    "wakeups",
    "along",
}


def query_functions() -> list[tuple[str, Any]]:
    found = []
    for module in pkgutil.iter_modules(addon.storage.__path__):
        if module.name in PLUMBING or (module.name.endswith("_store") and module.name != "settings_store"):
            continue
        loaded = importlib.import_module(f"addon.storage.{module.name}")
        names = getattr(loaded, "__all__", None) or [
            name for name, value in vars(loaded).items() if getattr(value, "__module__", "") == loaded.__name__
        ]
        for name in names:
            value = getattr(loaded, name)
            if inspect.isfunction(value) and not name.startswith("_"):
                parameters = list(inspect.signature(value).parameters)
                if parameters[:1] == ["tx"]:
                    found.append((f"{module.name}.{name}", parameters))
    return found


def test_every_query_function_takes_the_tenant_second() -> None:
    functions = query_functions()
    assert len(functions) > 120
    wrong = [
        name
        for name, parameters in functions
        if name not in ALL_TENANTS
        and not (len(parameters) > 1 and (parameters[1] == "node_id" or parameters[1] in RECORDS))
    ]
    assert wrong == []
    assert ALL_TENANTS - {name for name, _ in functions} == set()


def test_every_table_belongs_to_tenants() -> None:
    for table in tables.ALL:
        assert table is tables.Node or "node_id" in table._meta.columns, table


@pytest.fixture
def filled(ledger: Ledger, clock: Clock) -> dict[str, int]:
    """A tenant with a row in every table; ids by noun."""
    node = make_node(ledger, "mine")
    made = make_connection(ledger, node.id, partner_side_id="ps", code_token_hash="ch")
    n, c = node.id, made.id
    ids: dict[str, int] = {"node": n, "connection": c}

    def fill(tx: Any) -> None:
        secrets.put(tx, n, "pat", "x")
        settings_store.put(tx, n, "s", 1)
        from addon.storage import budgets, nonces

        nonces.give(tx, n, "cb", "v", tx.now + 10**9)
        budgets.take(tx, n, "rest", 1, capacity=5)
        rules.save(tx, n, c, outgoing="a", incoming="b")
        ids["case"] = rule_cases.create(tx, n, c, name="n", entity_id="10", entity_key="P-10", given={}, expected={})
        ids["trigger"] = triggers.create(tx, n, c, query="q").id
        ids["acceptance"] = acceptances.begin(
            tx, n, connection_id=c, initiator_side="i", initiator_node_url="u", nonce="nn"
        ).id
        inbox.store_delivery(tx, n, "d", "jira", [inbox.Hint("10")])
        messages.receive(tx, n, c, message_id="m", entity_key="R", kind="k", body={})
        messages.offer(tx, n, c, message_id="o", kind="k", body={})
        incoming_files.ask(tx, n, c, message_id="o", entity_key="R", file_id="f", most=10)
        file = incoming_files.of_message(tx, n, c, "o")
        assert file is not None and incoming_files.begin(tx, n, file, room=10, room_of_connection=10)
        assert incoming_files.add(tx, n, file, 0, b"x", last=False)
        ids["file"] = file.id
        ids["effect"] = effects.plan(tx, n, c, 1, [effects.Intent("key", "create", entity_id="10")])[0].id
        schedules.ensure(tx, n, "poll", 1000, connection_id=c)
        ids["job"] = jobs.start(tx, n, "bulk", connection_id=c).id
        ids["twin"] = twins.create(tx, n, c, local_id="10", local_key="P-10", remote_id="R").id
        twins.store_replica(tx, n, ids["twin"], "sent", {}, "h")
        traces.put(tx, n, ids["twin"], "comment", local_id="1", remote_id="2", origin="local")
        baselines.renew(tx, n, ids["twin"], {"f": baselines.Form(1, "1")})
        ids["conflict"] = conflicts.ask(tx, n, c, ids["twin"], "f")
        deferred_links.defer(tx, n, c, local_id="10", kind="parent", remote_id="R2")
        timeline.note(tx, n, "10", "s", "t")
        hooks.need(tx, n, "P", c, "incoming")
        ids["hook"] = hooks.want(tx, n, "P", "e").id
        audit.record(tx, n, "a")
        usage.count(tx, n, 1, sent=1)

    ledger.write(fill)
    (taken,) = ledger.write(lambda tx: queue.claim(tx, 1))
    ids["error"] = ledger.write(lambda tx: queue.fail(tx, taken, "x", "x"))
    ids["event"] = taken.head.id
    ids["stream"] = taken.stream_id
    return ids


def test_the_fixture_fills_every_table(ledger: Ledger, filled: dict[str, int]) -> None:
    empty = [
        table._meta.table_name
        for table in tables.ALL
        if not ledger.read(lambda tx, table=table: tx.count(table, at_most=1))
    ]
    assert empty == []


def test_another_tenant_sees_and_changes_nothing(ledger: Ledger, filled: dict[str, int]) -> None:
    other = make_node(ledger, "other").id
    i = filled
    c = i["connection"]
    before = ledger.read(_everything)
    nothing: list[Any] = [
        lambda tx: connections.find(tx, other, c),
        lambda tx: connections.by_side(tx, other, connections.get(tx, i["node"], c).side_id),
        lambda tx: connections.by_name(tx, other, "A to B"),
        lambda tx: connection_lists.list_page(tx, other).items,
        lambda tx: connections.list_all(tx, other),
        lambda tx: connections.by_ids(tx, other, [c]),
        lambda tx: connection_lists.active(tx, other),
        lambda tx: rules.current(tx, other, c),
        lambda tx: rules.history(tx, other, c),
        lambda tx: rule_cases.list_for(tx, other, c),
        lambda tx: rule_cases.titles(tx, other, c),
        lambda tx: rule_cases.count(tx, other, c),
        lambda tx: triggers.list_for(tx, other, c),
        lambda tx: secrets.get(tx, other, "pat"),
        lambda tx: secrets.info(tx, other, "pat"),
        lambda tx: settings_store.get(tx, other, "s"),
        lambda tx: acceptances.by_initiator(tx, other, "i"),
        lambda tx: acceptances.by_nonce(tx, other, "nn"),
        lambda tx: acceptances.by_connection(tx, other, c),
        lambda tx: inbox.find(tx, other, "d"),
        lambda tx: messages.fetch(tx, other, c),
        lambda tx: incoming_files.find(tx, other, c, "R", "f"),
        lambda tx: incoming_files.of_message(tx, other, c, "o"),
        lambda tx: incoming_files.piece(tx, other, i["file"], 0),
        lambda tx: effects.find(tx, other, "key"),
        lambda tx: effects.for_event(tx, other, 1),
        lambda tx: effects.for_entity(tx, other, "10"),
        lambda tx: effects.open_creates(tx, other),
        lambda tx: errors.list_page(tx, other).items,
        lambda tx: errors.for_entity(tx, other, "10"),
        lambda tx: errors.open_count(tx, other),
        lambda tx: errors.counts(tx, other),
        lambda tx: schedules.list_for(tx, other),
        lambda tx: jobs.list_for(tx, other),
        lambda tx: twins.by_local(tx, other, c, "10"),
        lambda tx: twins.by_remote(tx, other, c, "R"),
        lambda tx: twins.was_unlinked(tx, other, c, local_id="10", local_key="P-10", remote_id="R"),
        lambda tx: twins.of_entity(tx, other, "10"),
        lambda tx: twins.of_entities(tx, other, ["10"]),
        lambda tx: twins.look_up(tx, other, "P-10"),
        lambda tx: twins.list_page(tx, other, c).items,
        lambda tx: twins.replica(tx, other, i["twin"], "sent"),
        lambda tx: traces.of_twin(tx, other, i["twin"]),
        lambda tx: baselines.of_twin(tx, other, i["twin"]),
        lambda tx: conflicts.list_page(tx, other).items,
        lambda tx: conflicts.counts(tx, other),
        lambda tx: conflicts.of_twin(tx, other, i["twin"]),
        lambda tx: deferred_links.waiting(tx, other, c, "10"),
        lambda tx: timeline.of_entity(tx, other, "10").items,
        lambda tx: timeline.last_at(tx, other, "10", "s"),
        lambda tx: hooks.get(tx, other, i["hook"]),
        lambda tx: hooks.list_for(tx, other),
        lambda tx: hooks.projects_needed(tx, other),
        lambda tx: audit.list_page(tx, other).items,
        lambda tx: queue.event(tx, other, i["event"]),
        lambda tx: queue.line(tx, other, "ingress", "10"),
        lambda tx: queue.lines_of_entity(tx, other, "10"),
        lambda tx: queue.list_queue(tx, other, "outgoing").items,
        lambda tx: sum(queue.queue_counts(tx, other).values()),
        lambda tx: usage.this_month(tx, other).sent,
    ]
    for look in nothing:
        assert not ledger.read(look)
    refused: list[Any] = [
        lambda tx: connections.get(tx, other, c),
        lambda tx: connections.update(tx, other, c, description="x"),
        lambda tx: connections.change_status(tx, other, c, "ended"),
        lambda tx: connections.switch(tx, other, c, False, "x"),
        lambda tx: rules.save(tx, other, c, outgoing="", incoming=""),
        lambda tx: rules.get(tx, other, c, 1),
        lambda tx: rule_cases.expect(tx, other, c, i["case"], {}),
        lambda tx: triggers.update(tx, other, i["trigger"], query="x"),
        lambda tx: acceptances.update(tx, other, i["acceptance"], state="left"),
        lambda tx: messages.receive(tx, other, c, message_id="z", entity_key="R", kind="k", body={}),
        lambda tx: messages.deliver_local(tx, other, c, message_id="z", entity_key="R", kind="k", body={}),
        lambda tx: effects.mark_started(tx, other, i["effect"]),
        lambda tx: effects.mark_done(tx, other, i["effect"], {}),
        lambda tx: errors.get(tx, other, i["error"]),
        lambda tx: queue.retry(tx, other, i["error"], "x"),
        lambda tx: queue.skip(tx, other, i["error"], "x"),
        lambda tx: queue.waiting(tx, other, i["event"]),
        lambda tx: jobs.get(tx, other, i["job"]),
        lambda tx: jobs.cancel(tx, other, i["job"]),
        lambda tx: jobs.call_back(tx, other, i["job"]),
        lambda tx: twins.update(tx, other, i["twin"], state="unlinked"),
        lambda tx: conflicts.resolve(tx, other, i["conflict"], "local", "x"),
    ]
    for act in refused:
        with pytest.raises(NoSuchRow):
            ledger.write(act)
    harmless: list[Any] = [
        lambda tx: connections.set_health(tx, other, c, "blocked"),
        lambda tx: connections.pause(tx, other, c, tx.now + 10**6, "x"),
        lambda tx: connections.note_traffic(tx, other, c, sent=True, received=True),
        lambda tx: connections.delete(tx, other, c),
        lambda tx: triggers.note_problem(tx, other, i["trigger"], "x"),
        lambda tx: triggers.delete(tx, other, i["trigger"]),
        lambda tx: rule_cases.delete(tx, other, c, i["case"]),
        lambda tx: acceptances.delete(tx, other, i["acceptance"]),
        lambda tx: secrets.delete(tx, other, "pat"),
        lambda tx: messages.acknowledge(tx, other, c, ["o"]),
        lambda tx: incoming_files.refuse(tx, other, _file_of(tx, i), "x"),
        lambda tx: incoming_files.add(tx, other, _file_of(tx, i), 1, b"y", last=True),
        lambda tx: incoming_files.forget(tx, other, _file_of(tx, i)),
        lambda tx: queue.hasten(tx, other, c, "in", "R", ""),
        lambda tx: effects.mark_failed(tx, other, i["effect"]),
        lambda tx: effects.drop_unstarted(tx, other, 1),
        lambda tx: queue.unblock(tx, other, i["stream"]),
        lambda tx: queue.discard(tx, other, c, ["10", "R"], "x"),
        lambda tx: queue.discard_connection(tx, other, c, "x"),
        lambda tx: errors.resolve_matching(tx, other, "x", impact="entity"),
        lambda tx: schedules.remove(tx, other, "poll", connection_id=c),
        lambda tx: schedules.run_soon(tx, other, "poll", connection_id=c),
        lambda tx: twins.end(tx, other, i["twin"]),
        lambda tx: traces.mark_removed(tx, other, 1),
        lambda tx: baselines.forget(tx, other, i["twin"]),
        lambda tx: deferred_links.take(tx, other, c, "R2"),
        lambda tx: hooks.no_longer(tx, other, c),
        lambda tx: hooks.update(tx, other, i["hook"], status="x"),
        lambda tx: hooks.remove(tx, other, i["hook"]),
        lambda tx: erase.erase_connection(tx, other, c),
    ]
    for act in harmless:
        ledger.write(act)
    assert ledger.read(_everything) == before


def test_erasing_a_tenant_leaves_nothing_of_it_and_all_of_others(ledger: Ledger, filled: dict[str, int]) -> None:
    other = make_node(ledger, "other")
    make_connection(ledger, other.id, "theirs")
    steps = 0
    while not ledger.write(lambda tx: erase.erase_node(tx, filled["node"], at_most=3)):
        steps += 1
    assert steps > 2
    for table in tables.ALL:
        column = "id" if table is tables.Node else "node_id"
        found = ledger.read(
            lambda tx, table=table, column=column: tx.sql(
                f"SELECT count(*) FROM {table._meta.table_name} WHERE {column} = ?", filled["node"]
            )
        )
        assert found == [(0,)], table
    assert ledger.read(lambda tx: nodes.get(tx, other.id)).id == other.id
    assert len(ledger.read(lambda tx: connections.list_all(tx, other.id))) == 1


def test_removing_a_connection_takes_everything_but_the_audit_log(ledger: Ledger, filled: dict[str, int]) -> None:
    n, c = filled["node"], filled["connection"]
    kept = make_connection(ledger, n, "kept")
    ledger.write(lambda tx: secrets.put(tx, n, "private_key", "x", subject=secrets.of_connection(c)))
    while not ledger.write(lambda tx: erase.erase_connection(tx, n, c, at_most=2)):
        pass
    assert [found.id for found in ledger.read(lambda tx: connections.list_all(tx, n))] == [kept.id]
    assert ledger.read(lambda tx: secrets.get(tx, n, "private_key", subject=secrets.of_connection(c))) is None
    assert ledger.read(lambda tx: secrets.get(tx, n, "pat")) == "x"
    assert len(ledger.read(lambda tx: audit.list_page(tx, n)).items) == 1
    for table in tables.ALL:
        if "connection_id" in table._meta.columns and table is not tables.Audit:
            found = ledger.read(
                lambda tx, table=table: tx.sql(
                    f"SELECT count(*) FROM {table._meta.table_name} WHERE connection_id = ?", c
                )
            )
            assert found == [(0,)], table


def _file_of(tx: Any, ids: dict[str, int]) -> Any:
    return incoming_files.of_message(tx, ids["node"], ids["connection"], "o")


def _everything(tx: Any) -> dict[str, list[Any]]:
    return {
        table._meta.table_name: sorted(map(str, tx.sql(f"SELECT * FROM {table._meta.table_name}")))
        for table in tables.ALL
        if table is not tables.Turn
    }
