"""What crosses is counted once on each side, by month: changes, and bytes of files."""

from addon.storage import usage
from tests.pipeline.test_kinds_rich_text import paired
from tests.pipeline.world import World


def used(world: World) -> dict[str, tuple[int, int, int]]:
    """(sent, received, bytes of files) of each side."""
    found = {}
    for side, caller in (("jira", world.jira.caller), ("ado", world.ado.caller)):
        month = world.ledger.read(lambda tx, node=caller.node_id: usage.this_month(tx, node))  # type: ignore[misc]
        found[side] = (month.sent, month.received, month.file_bytes)
    return found


def test_a_change_counts_once_as_sent_and_once_as_received_and_its_echo_not_at_all(connected: World) -> None:
    issue, item = paired(connected)
    connected.settle()
    before = used(connected)
    assert before["jira"][:2] == (before["ado"][1], before["ado"][0])
    connected.jira.set(issue, summary="Renamed in Jira")
    connected.settle()
    connected.ado.set(item, **{"System.Title": "Renamed in Azure DevOps"})
    connected.settle()
    connected.ado.comment(item, "One comment")
    connected.settle()
    after = used(connected)
    assert after["jira"] == (before["jira"][0] + 1, before["jira"][1] + 2, 0)
    assert after["ado"] == (before["ado"][0] + 2, before["ado"][1] + 1, 0)
    assert connected.settle() == 0
    assert used(connected) == after


def test_a_file_counts_with_its_bytes_on_both_sides(connected: World) -> None:
    issue, item = paired(connected)
    connected.jira.attach(issue, "here.bin", b"x" * 1_500)
    connected.settle()
    connected.ado.attach(item, "there.bin", b"y" * 700)
    connected.settle()
    connected.jira.set(issue, summary="Nothing about files")
    connected.settle()
    assert len(connected.ado.files(item)) == 2
    assert [used(connected)[side][2] for side in ("jira", "ado")] == [2_200, 2_200]
