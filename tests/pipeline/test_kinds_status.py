"""Statuses along paths of one, two and three steps, and what stops on the way, with words that name the way out."""

from itertools import pairwise

from addon.simulators.jira.records import Transition, Workflow
from addon.simulators.jira.seed import CLOSED, IN_PROGRESS, OPEN, REOPENED, RESOLVED
from addon.sync import problems
from tests.pipeline.scripted import Scripted

OUT = "replica.summary = workItem.summary\nreplica.status = workItem.labels.find { true }?.label"
IN = 'issue.typeName = "Bug"\nissue.summary = replica.summary\nif (replica.status) issue.setStatus(replica.status)'


def line(*ids: str, fields: tuple[str, ...] = ()) -> Workflow:
    """Statuses one after the other, forwards only; the last step asks for these fields."""
    steps = [
        Transition(str(number), f"Step {number}", to, frozenset({at}))
        for number, (at, to) in enumerate(pairwise(ids), 1)
    ]
    last = steps[-1]
    steps[-1] = Transition(last.id, last.name, last.to, last.sources, fields, frozenset(fields))
    return Workflow("In line", ids[0], tuple(steps))


def paired(scripted: Scripted, workflow: Workflow) -> tuple[str, str]:
    for scheme in scripted.jira.site.schemes.values():
        scheme.workflows = dict.fromkeys(scripted.jira.site.types, workflow)
    scripted.rule("ado", outgoing=OUT)
    scripted.rule("jira", incoming=IN, outgoing="replica.key = issue.key")
    item = scripted.ado.create("Steps", "Bug")
    scripted.settle()
    twin = scripted.world.twin("ado", item)
    assert twin is not None
    return twin.remote_id, item


def ask_for(scripted: Scripted, item: str, status: str) -> None:
    body = [{"op": "replace", "path": "/fields/System.Tags", "value": status}]
    scripted.ado.rest("PATCH", f"/_apis/wit/workitems/{item}", body)
    scripted.settle()


def status(scripted: Scripted, issue: str) -> str:
    return str(scripted.jira.get(issue)["status"]["name"])


def test_a_status_one_two_or_three_known_steps_away_is_reached_and_no_further(scripted: Scripted) -> None:
    workflow = line(OPEN, IN_PROGRESS, RESOLVED, CLOSED, REOPENED)
    first, item = paired(scripted, workflow)
    for name in ("In Progress", "Resolved", "Closed", "Reopened"):  # one step each, which are known from then on
        ask_for(scripted, item, name)
        assert status(scripted, first) == name
    for name in ("Resolved", "Closed"):
        other = scripted.ado.create("More", "Bug")
        scripted.settle()
        ask_for(scripted, other, name)
        twin = scripted.world.twin("ado", other)
        assert twin is not None and status(scripted, twin.remote_id) == name
    assert scripted.errors("jira") == []
    far = scripted.ado.create("Far", "Bug")
    scripted.settle()
    ask_for(scripted, far, "Reopened")
    (error,) = scripted.errors("jira")
    assert "cannot become “Reopened”: no transition leads from “Open” to “Reopened”" in error.message
    assert (
        'Reachable from here: In Progress. Map it in the incoming rule, for example: def statusMap = ["Reopened"'
        in (error.message)
    )
    twin = scripted.world.twin("ado", far)
    assert twin is not None and status(scripted, twin.remote_id) == "Open"


def test_a_step_that_asks_for_a_resolution_says_so_and_goes_on_once_the_rule_gives_one(scripted: Scripted) -> None:
    workflow = line(OPEN, IN_PROGRESS, RESOLVED, fields=("resolution",))
    issue, item = paired(scripted, workflow)
    ask_for(scripted, item, "In Progress")
    ask_for(scripted, item, "Resolved")
    (error,) = scripted.errors("jira")
    assert "The transition “Step 2” to “Resolved” was refused: Resolution is required" in error.message
    assert 'for example: issue.resolution = nodeHelper.getResolution("Done")' in error.message
    scripted.rule(
        "jira", incoming=IN + '\nif (replica.status == "Resolved") issue.resolution = nodeHelper.getResolution("Done")'
    )
    problems.retry(scripted.world.services, scripted.jira.caller, error.id)
    scripted.settle()
    assert (status(scripted, issue), scripted.jira.get(issue)["resolution"]["name"]) == ("Resolved", "Done")
    other = scripted.ado.create("From afar", "Bug")
    scripted.rule("jira", incoming=IN)
    scripted.settle()
    ask_for(scripted, other, "Resolved")
    (error,) = scripted.errors("jira")
    assert "was refused" in error.message and "The issue stands at “In Progress” now." in error.message
