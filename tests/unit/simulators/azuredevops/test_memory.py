"""An organization comes back from a file as it was left, with its subscriptions, credentials and time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from addon.simulators.azuredevops import AzureDevOpsSimulator
from tests.unit.simulators.azuredevops.conftest import Api
from tests.unit.simulators.azuredevops.test_hooks import Receiver, receiver, subscribe

__all__ = ["receiver"]


@pytest.fixture
def again(
    simulator: AzureDevOpsSimulator, admin: Api, receiver: Receiver, tmp_path: Path
) -> Iterator[AzureDevOpsSimulator]:
    """The organization in what would be another process."""
    subscribe(admin, simulator, receiver)
    simulator.bench.clock.advance(86_400)
    simulator.keep(tmp_path / "azuredevops.state")
    made = AzureDevOpsSimulator(kept=tmp_path / "azuredevops.state")
    yield made
    made.stop()


def test_nothing_that_it_held_is_missing(simulator: AzureDevOpsSimulator, again: AzureDevOpsSimulator) -> None:
    assert again.organization is not simulator.organization
    assert {number: item.fields for number, item in again.organization.items.items()} == {
        number: item.fields for number, item in simulator.organization.items.items()
    }
    assert [one.id for one in again.hooks.all()] == [one.id for one in simulator.hooks.all()]
    assert again.organization.instance_id == simulator.organization.instance_id
    assert abs(again.bench.clock.seconds() - simulator.bench.clock.seconds()) < 60


def test_it_is_alive_by_itself_and_tells_of_changes(again: AzureDevOpsSimulator, receiver: Receiver) -> None:
    assert again.organization.clock is again.bench.clock
    again.start()
    number = next(iter(again.organization.items))
    Api(again).change(number, System__Title="Told")
    assert again.hooks.settle()
    assert [body["resource"]["workItemId"] for body in receiver.bodies()] == [number]
