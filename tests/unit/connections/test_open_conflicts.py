"""Both values of a conflict, as people read them."""

from pathlib import Path
from typing import Any

import pytest

from addon.connections import open_conflicts
from addon.replica.codec import encode
from addon.replica.values import Named, Person, RichText
from addon.richtext import parse, to_json
from addon.storage import Keys, Ledger, conflicts, connections, new_key, nodes, twins


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (None, ""),
        ("High", "High"),
        (5, "5"),
        (["a", "b"], "a, b"),
        (encode(Named("3", "Medium")), "Medium"),
        (encode(Person("p-1", "Ada Byron")), "Ada Byron"),
        (encode(RichText("html", "<p>One <b>two</b></p><p>three</p>")), "One two\n\nthree"),
        (encode(RichText("text", "plain")), "plain"),
        ({"rich": to_json(parse("<p>Hello</p><ul><li>you</li></ul>", "html"))}, "Hello\n\nyou"),
        ({"rich": {"blocks": "from a later version"}}, '{"blocks": "from a later version"}'),
        ({"odd": 1}, '{"odd": 1}'),
    ],
)
def test_a_stored_value_is_shown_as_text(form: Any, text: str) -> None:
    assert open_conflicts.as_text(form) == text


def test_long_values_are_shown_from_where_they_differ_and_say_that_they_were_shortened() -> None:
    same = "word " * 1000
    here, there, note = open_conflicts.side_by_side(same + "ours", same + "theirs and more")
    assert here.endswith("word ours") and there.endswith("word theirs and more") and here.startswith("…")
    assert note == "Shown from just before they differ; 5,004 characters here, 5,015 at the partner."
    here, there, _ = open_conflicts.side_by_side("a" * 5000, "b" * 5000)
    assert here == "a" * open_conflicts.SHOWN + "…" and there[0] == "b"
    here, there, _ = open_conflicts.side_by_side("x" * 3000, "x" * 3000 + "tail")
    assert there.endswith("tail") and not here.endswith("…")


def test_values_that_differ_in_formatting_alone_say_so() -> None:
    plain, bold = (encode(RichText("html", text)) for text in ("<p>One two</p>", "<p>One <b>two</b></p>"))
    assert open_conflicts.side_by_side(plain, bold) == ("One two", "One two", open_conflicts.SAME_WORDS)
    assert open_conflicts.side_by_side("a", "b") == ("a", "b", "")


def test_the_inbox_lists_open_conflicts_of_its_tenant_in_pages(tmp_path: Path) -> None:
    ledger = Ledger.open("", data_dir=tmp_path, keys=Keys([new_key()]))
    try:
        ours, theirs = (
            ledger.write(lambda tx, name=name: nodes.install(tx, kind="jira", instance_id=name, base_url="https://x.y"))[0]
            for name in ("one", "two")
        )  # fmt: skip
        one = ledger.write(
            lambda tx: connections.create(
                tx, ours.id, side_id="s", mode="script", name="One", local_name="A", remote_name="B"
            )
        )
        twin = ledger.write(
            lambda tx: twins.create(tx, ours.id, one.id, local_id="1", local_key="SUP-1", remote_key="11")
        )
        for field in ("summary", "priority", "labels"):
            ledger.write(
                lambda tx, field=field: conflicts.ask(
                    tx, ours.id, one.id, twin.id, field, local_form="a", remote_form="b", local_by="A", remote_by="B"
                )
            )
        services: Any = type("Only", (), {"ledger": ledger})()
        first = open_conflicts.page(services, ours.id, limit=2)
        assert [(row.entity_key, row.connection_name, row.field) for row in first.rows] == [
            ("SUP-1", "One", "summary"),
            ("SUP-1", "One", "priority"),
        ]
        rest = open_conflicts.page(services, ours.id, limit=2, after=first.more_after or "")
        assert [row.field for row in rest.rows] == ["labels"] and rest.more_after is None
        assert open_conflicts.open_count(services, ours.id) == 3
        assert open_conflicts.open_count(services, theirs.id) == 0
        ledger.write(lambda tx: twins.end(tx, theirs.id, twin.id))
        assert open_conflicts.open_count(services, ours.id) == 3
        ledger.write(lambda tx: twins.end(tx, ours.id, twin.id))  # what is unlinked has nothing to be decided
        assert open_conflicts.page(services, ours.id).rows == ()
    finally:
        ledger.close()
