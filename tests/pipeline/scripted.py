"""A Script connection between the two simulators, with rules of a test's own."""

from typing import Any

from addon.storage import errors, rules, timeline
from addon.storage.errors import Error
from tests.pipeline.world import World


class Scripted:
    """A connected world whose rules a test writes. Sides are `jira` and `ado`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.jira, self.ado = world.jira, world.ado
        self.seeded = {str(number) for number in world.ado.simulator.organization.items}
        self.connections = dict(zip(("jira", "ado"), world.connect("script"), strict=True))
        world.trigger("jira", self.connections["jira"], "project = SUP")
        world.trigger("ado", self.connections["ado"], "[System.WorkItemType] = 'Bug'", world.ado.project_id)
        world.hook_up()
        world.settle()

    def node(self, side: str) -> int:
        return (self.jira if side == "jira" else self.ado).caller.node_id

    def rule(self, side: str, *, outgoing: str | None = None, incoming: str | None = None, **settings: Any) -> int:
        """Save new texts; what is not given stays."""

        def save(tx: Any) -> int:
            now = rules.current(tx, self.node(side), self.connections[side])
            assert now is not None
            return rules.save(
                tx,
                self.node(side),
                self.connections[side],
                outgoing=now.outgoing if outgoing is None else outgoing,
                incoming=now.incoming if incoming is None else incoming,
                settings=settings,
            ).number

        return self.world.ledger.write(save)

    def settle(self) -> int:
        return self.world.settle()

    def twin_of(self, issue: str) -> str:
        """The work item of an issue."""
        twin = self.world.twin("jira", issue)
        assert twin is not None and twin.remote_id, self.errors("ado") + self.errors("jira")
        return twin.remote_id

    def errors(self, side: str) -> list[Error]:
        return list(self.world.ledger.read(lambda tx: errors.list_page(tx, self.node(side))).items)

    def told(self, side: str, entity: str) -> list[str]:
        """The timeline of an entity, oldest first."""
        found = self.world.ledger.read(lambda tx: timeline.of_entity(tx, self.node(side), entity)).items
        return [f"{one.step}: {one.text}" for one in reversed(found)]
