"""Helpers in the forms that published rules call them in, in a real run and in a fixture run."""

from typing import Any

import pytest

from addon.scripting.host.bags import Bag, to_host
from addon.scripting.host.entities import EntityBag, ReplicaBag, Watched, known_names
from addon.scripting.host.fixtures import fixture_variables
from addon.scripting.host.old_names import KeyBag
from addon.scripting.host.variables import helper_variables
from addon.scripting.program import Outcome, compile_script

FIXTURE = {
    "bindings": {"issue": {"key": "A-1", "comments": [{"id": "1", "body": "one"}]}},
    "lookups": {
        "options": {"Risk": ["low", "high"]},
        "localIssues": [{"remoteId": "7", "id": 20, "key": "A-1", "urn": "A-1", "remoteKey": "R-7"}],
        "http": {"PATCH /x": {"ok": True}},
        "areaPaths": ["Shop\\Cart"],
    },
}


class Quiet:
    """Services of a real run that nobody asks."""

    drops_on_null = False

    def ask(self, run: Any, name: str, arguments: list[Any]) -> Any:
        raise AssertionError(name)


def live(source: str, **data: Any) -> Outcome:
    return compile_script(source, "Rule").run({**helper_variables(Quiet()), **data})


def in_fixture(source: str) -> Outcome:
    variables, services = fixture_variables(FIXTURE)
    return compile_script(source, "Rule").run(variables, services=services)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("2h", 7200), ("1w 2d 3h 4m", 212640), ("1.5h", 5400), ("30m", 1800), (900, 900), ("90S", 90)],
)
def test_time_spent_is_read_as_jira_writes_it(written: Any, seconds: int) -> None:
    made = live("workLogHelper.addWorkLog('2024/05/22', given, 'x', []).first()", given=written).value
    assert made.data["timeSpent"] == seconds
    assert made.data["startDate"].millis == 1716336000000


@pytest.mark.parametrize(
    ("day", "spent", "message"),
    [
        ("22.05.2024", "1h", "The day has to be like 2024/05/22, or a Date, not 22.05.2024"),
        ("2024/13/45", "1h", "The day has to be like 2024/05/22, or a Date, not 2024/13/45"),
        ("2024/05/22", "long", "The time spent has to be like 1w 2d 3h 4m, or seconds, not long"),
        ("2024/05/22", "1h and a bit", "The time spent has to be like 1w 2d 3h 4m, or seconds, not 1h and a bit"),
    ],
)
def test_other_times_are_refused_with_the_form_they_need(day: str, spent: str, message: str) -> None:
    failure = live(f"workLogHelper.addWorkLog('{day}', '{spent}', 'x', [])").failure
    assert failure is not None and failure.message == message


def test_a_work_log_in_our_own_form_stays_one_work_log() -> None:
    made = live("workLogHelper.addWorkLog(60, new Date(0), 'x', null)").value
    assert (made.data["timeSpent"], made.data["author"]) == (60, None)


def test_a_list_of_work_logs_that_is_null_begins_empty() -> None:
    made = live("workLogHelper.addWorkLog('2024/05/22', '1h', 'x', null)").value
    assert [one.data["timeSpent"] for one in made] == [3600]


def test_a_person_as_the_last_value_of_a_closure_keeps_the_changed_comment() -> None:
    replica = to_host({"comments": [{"id": "r1", "body": "hi"}]})
    source = "commentHelper.mergeComments(issue, replica) { it.body = it.body + '!'; it.executor = person }"
    made = live(source, issue=to_host({"comments": []}), replica=replica, person=Bag({"displayName": "Mia"})).value
    assert [one.data["body"] for one in made] == ["hi!"]


def test_a_line_of_the_log_takes_what_belongs_into_its_braces() -> None:
    outcome = live("log.info('a {} b {}', 1, 2)\nlog.warn('failed', 'why')\nlog.error 'plain'\nlog.debug(null)")
    assert outcome.logs == [("info", "a 1 b 2"), ("warn", "failed why"), ("error", "plain"), ("debug", None)]


def test_any_value_can_be_shown_as_an_error() -> None:
    failure = live("debug.error([1, 'x'])").failure
    assert failure is not None and failure.message == "[1, x]"


def test_a_missing_method_of_a_helper_names_the_one_meant_and_writes_out_no_entity() -> None:
    failure = live("nodeHelper.getOptio(issue, 1, 2)", issue=to_host({"summary": "x" * 500})).failure
    assert failure is not None and failure.message is not None
    assert failure.message.startswith("No signature of method: NodeHelper.getOptio() is applicable")
    assert "getOption(issue, field, value)" in failure.message
    assert "xxx" not in failure.message


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("nodeHelper.getOptions(issue, 'Risk', ['low', 'none', 'high'])*.value", ["low", "high"]),
        ("nodeHelper.getOption(issue, 10201L, 'low')", None),
        ("nodeHelper.getCascadingSelect('a', 'b').with { [value, parent.value, child.value] }", ["a", "a", "b"]),
        ("nodeHelper.getLocalIssueFromRemoteUrn('R-7', 'issue').key", "A-1"),
        ("syncHelper.getLocalIssueFromRemoteUrn('R-8')", None),
        ("nodeHelper.getLocalIssueKeyFromRemoteId(7L).urn", "A-1"),
        ("syncHelper.isUnderSync('A-1', 'issue')", True),
        ("syncHelper.isUnderSync('A-2', 'issue')", False),
        ("httpClient.patch('/x', [a: 1]).ok", True),
        ("httpClient.http('PATCH', '/x', null, null, null) { req, res -> res.code }", 200),
        ("httpClient.http('GET', '/none') { req, res -> res.code }", 404),
        ("nodeHelper.getAreaPath('Shop\\\\Cart')", "Shop\\Cart"),
        ("nodeHelper.getHtmlComments(issue)*.body", ["one"]),
        ("nodeHelper.toMarkDownFromHtml('<b>a</b>')", "a"),
        ("nodeHelper.createOption(issue, 'Risk', 'new').value", "new"),
        ("syncHelper.getTrackerUrl()", "https://local.example"),
        ("nodeHelper.getRemoteIssueLinks(issue)", []),
        ("link.parent(issue)", None),
        ("nodeHelper.isUserAssignable('A', issue)", True),
    ],
)
def test_every_helper_answers_in_a_fixture_run(source: str, value: Any) -> None:
    outcome = in_fixture(source)
    assert (outcome.failure, outcome.value) == (None, value)
    assert outcome.calls


def test_a_replica_gives_custom_fields_and_keys_under_their_own_names() -> None:
    held = {"customFields": {"Risk": {"value": "low"}}, "customKeys": {"team": "blue", "Risk": "no"}, "own": 1}
    replica = ReplicaBag(to_host(held).data)
    assert live("[replica.'Risk', replica.team, replica.own, replica.none]", replica=replica).value == [
        "low",
        "blue",
        1,
        None,
    ]


def test_a_key_reads_as_its_urn_and_takes_any_spelling() -> None:
    key = KeyBag(to_host({"id": "7", "urn": "A-1", "key": "A-1"}).data)
    assert live('["$key".toString(), key.URN, key.getURN(), key.id]', key=key).value == ["A-1", "A-1", "A-1", "7"]
    made = live('def k = new com.exalate.basic.domain.BasicIssueKey(7, "A-1"); "$k" + k.URN')
    assert str(made.failure) == "None"


def entity(data: dict[str, Any], **aliases: str) -> Watched:
    return Watched(EntityBag(to_host(data).data, "issue", known_names("jira"), []), 1_000_000, aliases)


def test_a_status_that_was_set_has_a_name() -> None:
    watched = entity({"status": {"name": "Open"}})
    assert live("issue.setStatus('Done'); issue.status.name", issue=watched.entity).value == "Done"
    assert watched.changes() == {"status": {"name": "Done"}}


def test_another_field_put_under_a_fields_name_is_one_change_whatever_names_the_field_has() -> None:
    data = {"customFields": {"Customer": {"id": "customfield_1", "name": "Customer", "value": None}}}
    watched = entity(data, customfield_1="Customer", **{"1": "Customer"})
    live("issue.customFields.'Customer' = [id: 'customfield_9', value: 'x']", issue=watched.entity)
    assert watched.changes() == {"customFields": {"Customer": {"id": "customfield_9", "value": "x"}}}


def test_a_custom_field_with_other_names_is_there_once_for_a_loop() -> None:
    data = {"customFields": {"Customer": {"id": "customfield_1", "name": "Customer", "value": "a"}}}
    aliases = {"customfield_1": "Customer", "1": "Customer"}
    source = "def f = issue.customFields; [f.size(), f.keySet() as List, f.collect { k, v -> v.value }, f.'1'.value]"
    assert live(source, issue=entity(data, **aliases).entity).value == [1, ["Customer"], ["a"], "a"]
    known = "def f = issue.customFields; [f.containsKey('1'), f['customfield_1'].value, f.get('1')?.value, f['2']]"
    assert live(known, issue=entity(data, **aliases).entity).value == [True, "a", "a", None]
    watched = entity(data, **aliases)
    live("issue.customFields.'1' = [value: 'x']", issue=watched.entity)
    assert watched.changes() == {"customFields": {"Customer": {"value": "x"}}}
    watched = entity(data, **aliases)
    live("issue.customFields.remove('1')", issue=watched.entity)
    assert watched.changes() == {"customFields": {}}


def test_inside_with_the_variables_of_a_run_are_still_there() -> None:
    issue = entity({"summary": "a", "labels": [], "customFields": {}}).entity
    replica = ReplicaBag(to_host({"labels": [{"label": "x"}], "team": "blue", "customFields": {}}).data)
    source = (
        "issue.with { summary = replica.team + ' ' + summary + description; labels = replica.labels }; issue.summary"
    )
    assert live(source, issue=issue, replica=replica).value == "blue anull"
    source = "replica.with { summary = issue.summary + team; nothing = firstSync }; [replica.summary, replica.nothing]"
    assert live(source, issue=issue, replica=replica, firstSync=True).value == ["blue anullblue", True]
    comment = to_host({"body": "b", "author": {"displayName": "Zoe"}})
    source = "comment.with { body = author.displayName + nodeHelper.stripHtml('<b>!</b>') + body; it }; comment.body"
    assert live(source, comment=comment).value == "Zoe!b"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("issue.typeName = 'Task'; issue.type = found", "Bug"),
        ("issue.type = found; issue.typeName = 'Task'", "Task"),
        ("issue.typeName = 'Task'; issue.type = null", "Task"),
        ("issue.typeName = 'Task'; issue.type = arrived", "Task"),
    ],
)
def test_of_type_and_type_name_the_last_one_that_means_something_here_counts(source: str, name: str) -> None:
    watched = entity({"type": None, "typeName": None})
    given = {"found": Bag({"id": "1", "name": "Bug", "$local": True}), "arrived": Bag({"id": "9", "name": "Fault"})}
    assert live(f"{source}; issue.typeName", issue=watched.entity, **given).value == name


ARRIVED = {
    "comments": [{"id": "a", "body": "old"}, {"id": "b", "body": "new"}],
    "addedComments": [{"id": "b", "body": "new"}],
    "changedComments": [],
    "removedComments": [],
    "$added": ["b"],
    "$unmerged": [{"id": "a", "body": "old"}],
}


@pytest.mark.parametrize(
    ("first", "bodies"),
    [
        ("", ["old", "new"]),
        ("replica.addedComments = replica.addedComments.findAll { false }", []),
        ("replica.comments = replica.comments.findAll { it.id == 'b' }", ["new"]),
    ],
)
def test_comments_that_no_rule_merged_before_are_merged_unless_the_rule_chose_among_the_new(
    first: str, bodies: list[str]
) -> None:
    source = f"{first}\ncommentHelper.mergeComments(issue, replica)*.body"
    replica = ReplicaBag(to_host(ARRIVED).data)
    assert live(source, issue=to_host({"comments": []}), replica=replica).value == bodies


def merge(source: str) -> list[dict[str, Any]]:
    arrived = [{"id": "a", "body": "one", "author": {"displayName": "Zoe"}}, {"id": "b", "body": "two"}]
    data = {"comments": arrived, "addedComments": arrived, "changedComments": [], "removedComments": []}
    found = live(source, issue=to_host({"comments": []}), replica=ReplicaBag(to_host(data).data)).value
    return [one.data for one in found]


def test_what_a_rule_does_to_new_comments_is_seen_by_the_merge_wherever_it_did_it() -> None:
    for name in ("addedComments", "comments"):
        found = merge(f"replica.{name}.each {{ it.body += '!' }}; commentHelper.mergeComments(issue, replica)")
        assert [one["body"] for one in found] == ["one!", "two!"], name


@pytest.mark.parametrize(
    ("closure", "decided"),
    [
        ("it.executor = person", False),
        ("it.executor = null", False),
        ("it.internal = true", True),
        ("it.executor = person; it.body = it.body + '!'", True),
        ("it", True),
    ],
)
def test_a_comment_for_somebody_else_keeps_its_author_in_front_unless_its_text_was_decided(
    closure: str, decided: bool
) -> None:
    found = merge(f"def person = [key: 'p']; commentHelper.mergeComments(issue, replica) {{ {closure} }}")
    assert [one["$decided"] for one in found] == [decided, decided]


def test_an_executor_named_in_the_deltas_counts_as_well() -> None:
    source = (
        "replica.addedComments.each { it.executor = [key: 'p'] }; commentHelper.mergeComments(issue, replica, { it })"
    )
    assert [one["$decided"] for one in merge(source)] == [False, False]


def test_html_is_stripped_from_comments_that_are_still_rich() -> None:
    rich = {"$rich": {"blocks": []}, "text": "<p>a <b>c</b></p>"}
    comments = [to_host({"id": "1", "body": rich}), to_host({"id": "2", "body": "<i>x</i>"}), to_host({"id": "3"})]
    found = live("nodeHelper.stripHtmlFromComments(given)", given=comments).value
    assert [one.data.get("body") for one in found] == ["a c", "x", None]


def test_marks_of_our_own_are_no_part_of_what_a_thing_reads_like() -> None:
    found = live("kind.toString() + groovy.json.JsonOutput.toJson(kind)", kind=to_host({"name": "Bug", "$local": True}))
    assert found.value == 'Hub[name:Bug]{"name":"Bug"}'


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("nodeHelper.getHubIssue('7')", "Possible solutions: httpClient.get(path)"),
        ("nodeHelper.getSprint('x')", "Possible solutions: issue.sprint = name"),
        ("syncHelper.unExalate()", "Possible solutions: unExalateAfterProcessing()"),
        ("commentHelper.zzz()", "Possible solutions: addComment, filterLocal, mergeComments"),
    ],
)
def test_a_method_that_no_helper_has_is_answered_with_what_does_it(call: str, words: str) -> None:
    failure = live(call).failure
    assert failure is not None and failure.message.endswith(words)
