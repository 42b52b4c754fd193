"""What the product spent at both trackers since `World.forget_calls`: calls, Jira's points, Azure DevOps' units.

Points as Atlassian publishes them: 1 a call and 1 for each issue, project or attachment it reads, 2 for each person or
group, a write 1 flat. Azure DevOps publishes no price of a call, only that 200 units are had in five minutes: the
simulator takes 0.02 for a read and 0.1 for a write.
"""

from dataclasses import dataclass

from addon.simulators.azuredevops.seed import ADMIN_MAIL
from tests.pipeline.world import World


@dataclass(frozen=True)
class Spent:
    """Calls at both products, those of people left out, and what they cost there."""

    jira: int
    ado: int
    points: float
    units: float

    @property
    def calls(self) -> int:
        """At both products."""
        return self.jira + self.ado


def spent(world: World) -> Spent:
    """Everything since the calls were last forgotten."""
    at_jira = [one for one in world.jira.site.bench.calls.all() if one.identity.startswith("app:")]
    at_ado = [one for one in world.ado.simulator.bench.calls.all() if one.identity != ADMIN_MAIL]
    points, units = (sum(one.cost or 0 for one in calls) for calls in (at_jira, at_ado))
    return Spent(len(at_jira), len(at_ado), points, round(units, 2))
