"""Moves an issue to a status: directly, else over at most three steps that were seen before, never by trial."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from addon.platforms.access import Surroundings
from addon.platforms.base import Call, WriteReceipt
from addon.platforms.cache import Step, path_to
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.client import JiraClient, expect_dict
from addon.platforms.jira.overwritten import SEEN, edits_since
from addon.platforms.planning import map_line
from addon.replica.values import Named

LONGEST_PATH = 3


class Transitions:
    """One read, then one call for each step. Repeating it goes on from where the issue is now."""

    def __init__(self, client: JiraClient, surroundings: Surroundings, own_id: Callable[[], str]) -> None:
        """`own_id` gives the app user's account id; it is asked for only where others wrote too."""
        self._client = client
        self._own_id = own_id
        self._known = surroundings.transitions
        self._scope = surroundings.scope or client.base_url

    def carry_out(self, call: Call, entity_id: str, tries: int = LONGEST_PATH) -> WriteReceipt:
        """Bring the issue to the status in the call's body; raises REFUSED_FIELDS when there is no known way.

        A step that was seen once and is offered no more, since the workflow was changed, is looked for anew from where
        the issue stands then, `tries` times.
        """
        wanted = Named(**call.body["status"])
        issue, offered = self._look(entity_id)
        self._refuse_if_moved(issue, call)
        path = self._way(wanted, issue, offered)
        if not path:
            return self._receipt(issue, wanted, found=True)
        given, shown = call.body.get("fields") or {}, dict[str, Any]()
        stands = _named(issue)
        for step in path:
            body: dict[str, Any] = {"transition": {"id": step.id}}
            if given and step is path[-1]:
                screen = self._screen(entity_id, step.id)
                shown = {k: v for k, v in given.items() if k in screen}
                body |= {"fields": shown} if shown else {}
            try:
                self._client.call(
                    "POST", f"/rest/api/3/issue/{entity_id}/transitions", body=body, trace=f"liaise:{call.key}"
                )
            except PlatformError as problem:
                stopped = _refused_on_the_way(problem, step, path)
                try:
                    if tries and step is not path[0] and stopped is not problem and self._is_gone(step, entity_id):
                        return self.carry_out(call, entity_id, tries - 1)
                except PlatformError as another:
                    if another.reason is Reason.REFUSED_FIELDS:
                        stopped = another
                raise replace(stopped, stored={"status": stands, **stopped.stored}) from None
            stands = Named(step.to_id, step.to_name)
        last = path[-1]
        left = self._set_afterwards(entity_id, {k: v for k, v in given.items() if k not in shown}, call)
        receipt = self._receipt(issue, Named(last.to_id, last.to_name, wanted.category), found=False)
        return replace(receipt, left_out=left)

    def _is_gone(self, step: Step, entity_id: str) -> bool:
        """Whether the issue's workflow does not offer a step, where it was remembered to."""
        return all(str(one.get("id")) != step.id for one in self._look(entity_id)[1])

    def _set_afterwards(self, entity_id: str, given: Mapping[str, Any], call: Call) -> dict[str, str]:
        """Edit what the transition's screen does not take; what Jira refuses is left out, with its words."""
        if not given:
            return {}
        try:
            path = f"/rest/api/3/issue/{entity_id}"
            self._client.call("PUT", path, body={"fields": dict(given)}, trace=f"liaise:{call.key}")
        except PlatformError as problem:
            if problem.reason not in (Reason.REFUSED_FIELDS, Reason.REFUSED):
                raise
            return {name: problem.fields.get(name) or problem.message for name in given}
        return {}

    def foresee(self, call: Call, entity_id: str) -> tuple[str, ...]:
        """The statuses that `carry_out` would go through; raises REFUSED_FIELDS when there is no known way."""
        path = self._way(Named(**call.body["status"]), *self._look(entity_id))
        return tuple(step.to_name for step in path)

    def _way(self, wanted: Named, issue: Mapping[str, Any], offered: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
        """The steps from where the issue is now; none where it has the status already."""
        fields = issue["fields"]
        now = fields["status"]
        if _is(wanted, str(now["id"]), str(now["name"])):
            return ()
        project_id = str((fields.get("project") or {}).get("id", ""))
        type_id = str((fields.get("issuetype") or {}).get("id", ""))
        steps = tuple(_step(t) for t in offered)
        self._known.note(self._scope, project_id, type_id, str(now["id"]), steps)
        known = {**self._known.known(self._scope, project_id, type_id), str(now["id"]): steps}
        path = path_to(lambda step: _is(wanted, step.to_id, step.to_name), str(now["id"]), known, LONGEST_PATH)
        if path is None:
            path = _by_own_name(wanted, str(now["id"]), known)
        if path is None:
            raise _unreachable(wanted.name, str(now["name"]), [s.to_name for s in steps])
        return tuple(path)

    def _refuse_if_moved(self, issue: Mapping[str, Any], call: Call) -> None:
        """CONFLICT when somebody else moved the issue since it was read: whose status stands is to be decided anew."""
        if SEEN not in call.context:
            return
        if edits_since(issue, call.context[SEEN], ["status"], self._own_id, written=False):
            raise PlatformError(Reason.CONFLICT, "Somebody changed the status at the same moment")

    def current(self, entity_id: str) -> Named:
        """The status an issue has now."""
        return _named(self._look(entity_id)[0])

    def _look(self, entity_id: str) -> tuple[dict[str, Any], list[Mapping[str, Any]]]:
        issue = expect_dict(
            self._client.get(
                f"/rest/api/3/issue/{entity_id}",
                {"fields": "status,project,issuetype", "expand": "transitions,changelog"},
            ),
            "the issue",
        )
        expect_dict((issue.get("fields") or {}).get("status"), "the issue's status")
        offered = [t for t in issue.get("transitions") or [] if t.get("isAvailable", True)]
        return issue, offered

    def _screen(self, entity_id: str, step_id: str) -> Mapping[str, Any]:
        """Fields that a transition takes: one more read, made only when there is one to give (a resolution)."""
        found = expect_dict(
            self._client.get(
                f"/rest/api/3/issue/{entity_id}/transitions",
                {"expand": "transitions.fields", "transitionId": step_id},
            ),
            "the transition",
        )
        return next((t.get("fields") or {} for t in found.get("transitions") or [] if str(t["id"]) == step_id), {})

    @staticmethod
    def _receipt(issue: Mapping[str, Any], status: Named, *, found: bool) -> WriteReceipt:
        return WriteReceipt(str(issue["id"]), str(issue.get("key", "")), stored={"status": status}, found=found)


def _named(issue: Mapping[str, Any]) -> Named:
    now = issue["fields"]["status"]
    return Named(str(now["id"]), str(now["name"]), (now.get("statusCategory") or {}).get("key"))


def _step(found: Mapping[str, Any]) -> Step:
    to = found.get("to") or {}
    return Step(str(found["id"]), str(found.get("name", "")), str(to.get("id", "")), str(to.get("name", "")))


def _is(wanted: Named, identifier: str, name: str) -> bool:
    return identifier == wanted.id if wanted.id else name.lower() == wanted.name.lower()


def _by_own_name(wanted: Named, now: str, known: Mapping[str, tuple[Step, ...]]) -> tuple[Step, ...] | None:
    """The transition that is itself called so: rules name one where its status goes by another name.

    None left to make where one of that name leads to where the issue is.
    """
    if wanted.id:
        return None
    named = {at: [s for s in steps if s.name.lower() == wanted.name.lower()] for at, steps in known.items()}
    if named.get(now):
        return (named[now][0],)
    return () if any(step.to_id == now for steps in named.values() for step in steps) else None


def _refused_on_the_way(problem: PlatformError, step: Step, path: Sequence[Step]) -> PlatformError:
    """The refusal of a step with the step's name, where the issue stands now, and what the rules may give with it."""
    if problem.reason not in (Reason.REFUSED_FIELDS, Reason.REFUSED):
        return problem
    words = f"The transition “{step.name}” to “{step.to_name}” was refused: {problem.message}"
    if step is not path[0]:
        words += f" The issue stands at “{path[path.index(step) - 1].to_name}” now."
    if "resolution" in problem.fields:
        words += ' Set one in the incoming rule, for example: issue.resolution = nodeHelper.getResolution("Done")'
    return replace(problem, message=words)


def _unreachable(wanted: str, now: str, reachable: list[str]) -> PlatformError:
    offered = ", ".join(dict.fromkeys(reachable)) or "none: the app may not transition this issue"
    example = reachable[0] if reachable else now
    words = f"no transition leads from “{now}” to “{wanted}”. Reachable from here: {offered}{map_line(wanted, example)}"
    return PlatformError(
        Reason.REFUSED_FIELDS,
        f"The status cannot become “{wanted}”: {words}",
        permanent=True,
        fields={"status": words},
    )
