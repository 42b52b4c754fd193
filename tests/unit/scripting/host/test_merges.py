"""mergeComments, mergeAttachments, addComment, filterLocal, stripHtml: written once, for fixture and real runs."""

from typing import Any

from addon.scripting.host.bags import Bag, to_host
from addon.scripting.host.variables import helper_variables
from addon.scripting.program import Outcome, compile_script


class Quiet:
    """Services of a real run that nobody asks."""

    drops_on_null = False

    def ask(self, run: Any, name: str, arguments: list[Any]) -> Any:
        raise AssertionError(name)


def run(source: str, **data: Any) -> Outcome:
    variables = {**helper_variables(Quiet()), **{name: to_host(value) for name, value in data.items()}}
    return compile_script(source, "Rule").run(variables)


LOCAL = {"comments": [{"id": "1", "body": "mine"}, {"id": "2", "body": "theirs", "remoteId": "r1"}]}
REMOTE = {"comments": [{"id": "r1", "body": "theirs"}, {"id": "r2", "body": "new"}]}


def bodies(comments: Any) -> list[Any]:
    return [comment.data["body"] for comment in comments]


def test_new_remote_comments_come_after_the_local_ones() -> None:
    made = run("commentHelper.mergeComments(issue, replica)", issue=LOCAL, replica=REMOTE).value
    assert bodies(made) == ["mine", "theirs", "new"]
    assert (made[2].data["id"], made[2].data["remoteId"]) == (None, "r2")


def test_merging_again_adds_nothing() -> None:
    source = """
        issue.comments = commentHelper.mergeComments(issue, replica)
        commentHelper.mergeComments(issue, replica).size()
    """
    assert run(source, issue=LOCAL, replica=REMOTE).value == 3


def test_a_closure_may_change_the_comment_in_place() -> None:
    source = "commentHelper.mergeComments(issue, replica) { it.body = it.body + '!' }"
    assert bodies(run(source, issue=LOCAL, replica=REMOTE).value) == ["mine", "theirs", "new!"]


def test_in_a_real_run_null_keeps_the_comment() -> None:
    source = "commentHelper.mergeComments(issue, replica) { null }"
    assert bodies(run(source, issue=LOCAL, replica=REMOTE).value) == ["mine", "theirs", "new"]


def test_a_returned_comment_replaces_the_copy() -> None:
    source = "def other = replica.comments[0]; commentHelper.mergeComments(issue, replica) { other }"
    assert bodies(run(source, issue={"comments": []}, replica=REMOTE).value) == ["theirs", "theirs"]


def test_the_remote_comments_stay_as_they_were() -> None:
    source = "commentHelper.mergeComments(issue, replica) { it.body = 'x' }; replica.comments*.body"
    assert run(source, issue=LOCAL, replica=REMOTE).value == ["theirs", "new"]


def test_attachments_are_matched_by_name() -> None:
    source = "attachmentHelper.mergeAttachments(issue, replica)*.filename"
    issue = {"attachments": [{"filename": "a.png"}]}
    replica = {"attachments": [{"id": "1", "filename": "a.png"}, {"id": "2", "filename": "b.png"}]}
    assert run(source, issue=issue, replica=replica).value == ["a.png", "b.png"]


def test_add_comment_to_a_list_gives_a_new_list() -> None:
    source = "def l = issue.comments; def n = commentHelper.addComment('hi', l); [l.size(), n.size(), n[-1].body]"
    assert run(source, issue=LOCAL).value == [2, 3, "hi"]


def test_add_comment_to_an_issue_also_sets_it() -> None:
    assert run("commentHelper.addComment('hi', issue); issue.comments.size()", issue=LOCAL).value == 3


def test_filter_local_keeps_what_was_written_here() -> None:
    assert bodies(run("commentHelper.filterLocal(issue.comments)", issue=LOCAL).value) == ["mine"]


def test_strip_html_removes_tags_and_keeps_null() -> None:
    assert run("[nodeHelper.stripHtml('<p>a <b>b</b></p>'), nodeHelper.stripHtml(null)]").value == ["a b", None]


def test_strip_html_takes_no_time_for_tags_that_never_end() -> None:
    """Each opening bracket was followed to the end of the text."""
    opened = "'<b>x</b> <' + '<a ' * 400_000"
    assert run(f"nodeHelper.stripHtml({opened}) == 'x ' + '<' + '<a ' * 400_000").value is True


def test_debug_error_stops_with_its_text() -> None:
    failure = run("debug.error('no summary')").failure
    assert failure is not None
    assert (failure.class_name, failure.message) == ("com.exalate.api.exception.IssueTrackerException", "no summary")


def test_log_lines_keep_their_level() -> None:
    assert run("log.info('a'); log.warn(5); log.error(null)").logs == [("info", "a"), ("warn", "5"), ("error", None)]


def test_the_service_desk_helper_is_refused_by_name() -> None:
    failure = run("serviceDeskHelper.getRequest(1)").failure
    assert failure is not None and failure.message is not None
    assert "serviceDeskHelper.getRequest()" in failure.message


def test_a_wrong_helper_name_or_count_is_told_as_groovy_tells_it() -> None:
    failure = run("nodeHelper.getLabel('a', 'b')").failure
    assert failure is not None and failure.message is not None
    assert failure.message.startswith("No signature of method: NodeHelper.getLabel() is applicable for")


def test_bags_of_an_answer_are_plain_bags() -> None:
    assert isinstance(run("nodeHelper.getLabel('x')").value, Bag)
