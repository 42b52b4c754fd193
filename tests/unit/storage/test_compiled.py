"""A query's remembered text is peewee's own, with the values where they belong."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import peewee
import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.storage import Keys, Ledger, Tx, new_key, tables, traces
from addon.storage.compiled import LONGEST_LIST, conditions, ordering, statement
from addon.storage.compiled import given as given_values

DB = peewee.SqliteDatabase(":memory:")
T = tables.Twin
number = st.integers(0, 2**40)
text = st.text(max_size=8)
CONDITIONS = st.one_of(
    number.map(lambda value: T.node_id == value),
    text.map(lambda value: T.local_id == value),
    text.map(lambda value: T.remote_id != value),
    number.map(lambda value: T.version >= value),
    st.booleans().map(lambda value: T.acknowledged == value),
    st.lists(number, max_size=LONGEST_LIST + 3).map(lambda values: T.id.in_(values)),
    st.booleans().map(lambda value: T.ended_at.is_null(value)),
    st.tuples(text, text).map(lambda pair: (T.local_key == pair[0]) | (T.remote_key == pair[1])),
    text.map(lambda value: T.local_key.contains(value)),
    number.map(lambda value: T.sent_seq < T.received_seq + value),
)
ORDERS = st.lists(st.sampled_from([T.id, T.id.desc(), T.local_key, T.updated_at.desc()]), max_size=2)


def plain(query: Any) -> tuple[str, list[Any]]:
    written, values = DB.get_sql_context().sql(query).query()
    return written, list(values)


def remembered(kind: str, shape: Any, values: list[Any], query: Any) -> tuple[str, list[Any]]:
    whole = None if shape is None else ("test", kind, shape)
    found: tuple[str, Sequence[Any]] = statement(DB.get_sql_context, whole, values, lambda: query)
    return found[0], list(found[1])


@given(st.lists(CONDITIONS, min_size=1, max_size=4), ORDERS)
def test_any_select_is_as_peewee_writes_it_the_first_time_and_every_other(where: list[Any], order: list[Any]) -> None:
    query = T.select(T.id).where(*where).order_by(*order)
    matching, values = conditions(where)
    ordered = ordering(order)
    shape = None if matching is None or ordered is None else (matching, ordered)
    assert [remembered("select", shape, list(values), query) for _ in range(2)] == [plain(query)] * 2


@given(st.dictionaries(st.sampled_from(["state", "local_key", "revision"]), text, min_size=1), number, st.booleans())
def test_any_update_is_as_peewee_writes_it(values: dict[str, Any], key: int, counted: bool) -> None:
    if counted:
        values["version"] = T.version + 1
    query = T.update(values).where(T.id == key)
    columns, new = given_values(T, values, fill=False)
    matching, asked = conditions([T.id == key])
    assert columns is not None
    assert [remembered("update", (columns, matching), new + asked, query) for _ in range(2)] == [plain(query)] * 2


@given(text, number, st.one_of(st.none(), st.dictionaries(text, number)))
def test_any_insert_is_as_peewee_writes_it_with_defaults_filled_in(field: str, at: int, form: Any) -> None:
    values = {"node_id": 1, "twin_id": 2, "field": field, "local_form": form, "updated_at": at}
    query = tables.Baseline.insert(values)
    columns, made = given_values(tables.Baseline, values, fill=True)
    assert columns is not None
    assert [remembered("insert", columns, made, query) for _ in range(2)] == [plain(query)] * 2


def test_a_known_shape_is_not_written_again() -> None:
    def never() -> Any:
        raise AssertionError("peewee was asked again")

    for key, ask in ((1, lambda: T.delete().where(T.id == 1)), (2, never)):
        matching, values = conditions([T.id == key])
        found = statement(DB.get_sql_context, ("test", "once", matching), values, ask)
        assert list(found[1]) == [key]


def test_queries_of_other_columns_are_other_shapes() -> None:
    one, _ = conditions([T.node_id == 1])
    other, _ = conditions([T.version == 1])
    assert one != other
    assert conditions([tables.Trace.node_id == 1])[0] != one


@pytest.mark.parametrize("unknown", [T.id == T.version, peewee.fn.LOWER(T.local_key) == "a", T.id.in_(T.select(T.id))])
def test_what_is_not_column_and_value_is_no_shape(unknown: Any) -> None:
    assert conditions([unknown])[0] is None


@pytest.mark.parametrize("fill", [True, False])
def test_a_name_that_is_no_column_is_no_shape_and_so_never_left_out_in_silence(fill: bool) -> None:
    assert given_values(T, {"node_id": 1, "local_id": "a"}, fill=fill)[0] is not None
    assert given_values(T, {"node_id": 1, "local_ids": "a"}, fill=fill)[0] is None


def test_an_upsert_overwrites_what_it_was_given_and_no_default(tmp_path: Path) -> None:
    ledger = Ledger.open("", data_dir=tmp_path, keys=Keys([new_key()]))
    trace = {"local_id": "c", "remote_id": "r", "origin": "local"}
    given_each_time: tuple[dict[str, Any], ...] = (
        {"local_hash": "h1"},
        {"remote_hash": "h2"},
        {"local_hash": "h3"},
        {},
    )
    for more in given_each_time:
        ledger.write(lambda tx, more=more: traces.put(tx, 1, 2, "comment", **trace, **more))
    found = ledger.read(lambda tx: traces.by_remote(tx, 1, 2, "comment", "r"))
    ledger.close()
    assert found is not None
    assert (found.local_hash, found.remote_hash) == ("h3", "h2")


def test_a_list_and_a_count_end_at_their_own_limit_whichever_was_asked_for_before(tmp_path: Path) -> None:
    ledger = Ledger.open("", data_dir=tmp_path, keys=Keys([new_key()]))
    for number in range(3):
        ledger.write(
            lambda tx, number=number: traces.put(
                tx, 1, 2, "comment", local_id=str(number), remote_id=str(number), origin="local"
            )
        )

    def asked(tx: Tx, limit: int | None) -> tuple[int, int]:
        listed = tx.select(traces.Trace, tables.Trace.node_id == 1, order=[tables.Trace.id], limit=limit)
        return len(listed), tx.count(tables.Trace, tables.Trace.node_id == 1, at_most=limit or 5_000)

    limits = [2, None, 1_000, 1_001, 1, 5_000, 0, 2_000, 2]
    found = [ledger.read(lambda tx, limit=limit: asked(tx, limit)[0]) for limit in limits]
    counted = [ledger.read(lambda tx, limit=limit: asked(tx, limit)[1]) for limit in limits if limit != 0]
    ledger.close()
    assert found == [2, 3, 3, 3, 1, 3, 0, 3, 2]
    assert counted == [2, 3, 3, 3, 1, 3, 3, 2]
