"""Completion, hover and fields work while the code is being typed."""

import time

import pytest

from addon.scripting.editor import complete, hover
from addon.scripting.names import COMMON
from addon.scripting.touched import fields


def labels(source: str, line: int, column: int) -> list[str]:
    return [item["label"] for item in complete(source, line, column)]


def test_properties_of_an_entity_are_completed() -> None:
    assert "summary" in labels("issue.su", 1, 9)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("replica.assignee?.", {"email", "displayName", "accountId"}),
        ("issue?.status?.", {"name", "statusCategory"}),
        ("replica.comments[0].author.", {"email", "key"}),
        ("issueKey.", {"urn", "id"}),
        ("connection.", {"name", "remoteName"}),
        ("replica.comments.each { comment -> comment.", {"body", "internal", "executor", "remoteId"}),
        ("replica.attachments.each { attachment -> attachment.", {"filename", "mimetype", "filesize"}),
        ("issue.project.", {"key", "name"}),
    ],
)
def test_what_parts_of_an_entity_have_is_completed_and_no_methods_of_texts(source: str, names: set[str]) -> None:
    found = set(labels(source, 1, len(source) + 1))
    assert names <= found
    assert "padLeft" not in found


def test_a_local_that_is_called_like_a_part_is_what_it_was_given() -> None:
    assert "padLeft" in labels('def status = "x"\nstatus.', 2, 8)


def test_methods_of_a_helper_are_completed_with_signature() -> None:
    found = complete("if (x) {\n  nodeHelper.getUserByE", 2, 24)
    assert [item["label"] for item in found] == ["getUserByEmail"]
    assert "getUserByEmail(" in found[0]["signature"]


def test_a_local_list_offers_list_methods() -> None:
    assert "collectEntries" in labels("def rows = [1, 2]\nrows.collectE", 2, 14)


def test_locals_and_methods_of_the_script_are_names() -> None:
    source = "def total = 1\ndef twice(x) { x * 2 }\nt"
    assert {"total", "twice"} <= set(labels(source, 3, 2))


def test_hover_explains_the_word_under_the_cursor() -> None:
    found = hover("'a'.padLeft(3)", 1, 8)
    assert found[0]["label"] == "padLeft"
    assert found[0]["doc"]


def test_hover_on_nothing_known_is_empty() -> None:
    assert hover("   ", 1, 2) == []


def test_fields_read_and_written_are_told_apart() -> None:
    source = 'issue.summary = replica.summary\nissue.customFields."Story Points".value += replica.customKeys.points'
    assert fields(source) == {
        "reads": ["issue.customFields.Story Points", "replica.customKeys.points", "replica.summary"],
        "writes": ["issue.customFields.Story Points", "issue.summary"],
    }


@pytest.mark.parametrize(
    ("source", "reads", "writes"),
    [
        ("issue.setSummary(replica.getSummary())", ["replica.summary"], ["issue.summary"]),
        ("issue.setStatus('Done')", [], ["issue.status"]),
        ("issue.labels << 'a'", ["issue.labels"], ["issue.labels"]),
        ("issue.labels?.removeAll { it.label }", ["issue.labels"], ["issue.labels"]),
        (
            'issue.customFields["Team"].value = previous?.customFields.get("Squad")?.value',
            ["previous.customFields.Squad"],
            ["issue.customFields.Team"],
        ),
        ("issue.customFields.put('Team', [value: 1])", [], ["issue.customFields.Team"]),
        ('workItem["System.Title"] = workItem."System.State"', ["workItem.System.State"], ["workItem.System.Title"]),
        ("issue.with { description = replica.description; foo = 1 }", ["replica.description"], ["issue.description"]),
        ("issue.customKeys.n++", ["issue.customKeys.n"], ["issue.customKeys.n"]),
        (
            "issue.comments = commentHelper.mergeComments(issue, replica) { it.body = 'x'; it }",
            ["issue.comments", "replica.comments"],
            ["issue.comments"],
        ),
        ("workflowHelper.transition(issue, replica.status.name)", ["replica.status"], ["issue.status"]),
        ("replica.labels.each { issue.labels += it }", ["issue.labels", "replica.labels"], ["issue.labels"]),
        ("def f(x) { x.summary = 1 }\nf([summary: issue.key])", ["issue.key"], []),
    ],
)
def test_fields_are_found_however_they_are_reached(source: str, reads: list[str], writes: list[str]) -> None:
    assert fields(source) == {"reads": reads, "writes": writes}


def test_there_is_nothing_to_tell_beyond_the_last_line() -> None:
    assert hover("def x = 1", 99, 1) == []


def test_fields_are_found_in_code_that_does_not_parse_yet() -> None:
    assert fields("issue.summary = replica.summary\nif (")["writes"] == ["issue.summary"]


def test_fields_are_found_beside_what_is_nested_too_deep_and_in_texts_with_odd_line_ends() -> None:
    deep = "def s = 'a'" + " + 'a'" * 30_000
    assert fields(f"{deep}\nissue.summary = replica.key")["writes"] == ["issue.summary"]
    assert fields("def a = 'x\u2028y\x0c' + replica.key\nissue.summary = a")["reads"] == ["replica.key"]


def at_the_end(source: str) -> list[str]:
    lines = source.split("\n")
    return labels(source, len(lines), len(lines[-1]) + 1)


COMMENT = {"body", "internal", "author"}
PERSON = {"email", "displayName", "accountId"}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("replica.comments.each { c -> c.", COMMENT),
        ("replica.comments.findAll { !it.internal }.each { it.", COMMENT),
        ("replica.comments.sort { a, b -> a.", COMMENT),
        ("replica.comments*.", COMMENT),
        ("replica.comments.first().author?.", PERSON),
        ("replica.addedComments[0].", COMMENT),
        ("for (c in replica.comments) {\n  c.", COMMENT),
        ("for (def c : issue.comments.take(2)) { c.author.", PERSON),
        ("commentHelper.mergeComments(issue, replica) { c ->\n  c.", COMMENT),
        ("commentHelper.mergeComments(issue, replica, { it.", COMMENT),
        ("workLogHelper.mergeWorkLogs(issue, replica) { it.", {"timeSpent", "startDate"}),
        ("def user = nodeHelper.getUserByEmail('x')\nuser?.", PERSON),
        ("def all = replica.comments\nall.each { it.", COMMENT),
        ("def one = replica.comments.find { it.internal } ?: replica.comments[0]\none.", COMMENT),
        ("nodeHelper.getIssueType('Bug', replica.comments[0].", COMMENT),
        ("nodeHelper\n    .getUser('x')\n    ?.", PERSON),
        ("issue.customFields.'Risk'.", {"id", "name", "value"}),
        ("replica.with { it.", {"summary", "addedComments"}),
        ('log.info "by ${replica.assignee.', PERSON),
        ('"""\n${replica.comments.collect { it.', COMMENT),
        ("def s = issue.status\ns.", {"name", "statusCategory"}),
        ("issue.labels.collect { it.", {"label"}),
        ("class Team { String lead; def members() { [] } }\nnew Team().", {"lead", "members"}),
        ("class Team { String lead }\nTeam team = find()\nteam.", {"lead"}),
    ],
)
def test_what_a_name_stands_for_is_followed_through_closures_loops_and_helpers(source: str, names: set[str]) -> None:
    found = set(at_the_end(source))
    assert names <= found
    assert "padLeft" not in found and "collectEntries" not in found


@pytest.mark.parametrize(
    ("source", "name", "other"),
    [
        ("issue.labels.", "collectEntries", "padLeft"),
        ("def open = replica.comments.findAll { it.internal }\nopen.", "collectEntries", "body"),
        ("issue.created.", "clearTime", "padLeft"),
        ("Date d = parsed()\nd.", "clearTime", "padLeft"),
        ("def m = httpClient.get('/x')\nm.", "containsKey", "padLeft"),
        ("'a,b'.tokenize(',').", "collectEntries", "padLeft"),
        ("replica.comments*.body.join('').", "padLeft", "collectEntries"),
        ("(1..3).", "collectEntries", "padLeft"),
        ("12.", "intdiv", "padLeft"),
        ("java.time.LocalDate.", "ofEpochDay", "padLeft"),
        ("new java.util.Date().", "clearTime", "padLeft"),
        ("import java.text.", "SimpleDateFormat", "padLeft"),
        ("import java.", "time", "padLeft"),
        ("import java.text.SimpleDateFormat\nnew Simple", "SimpleDateFormat", "issue"),
        ("new ", "Date", "issue"),
        ("new java.util.", "Date", "padLeft"),
        ("import static java.lang.Math.", "max", "padLeft"),
        ("issue.&", "setStatus", "summary"),
        ("nodeHelper.&", "getUser", "padLeft"),
        ("String::", "trim", "containsKey"),
        ("List<String> l = found()\nl.", "collectEntries", "padLeft"),
        ("List<String> l = found()\nl.each { it.", "padLeft", "collectEntries"),
        ("List<Map> l = found()\nl[0].", "containsKey", "padLeft"),
        ("Map<String, List<Integer>> m = found()\nm.", "containsKey", "padLeft"),
        ("String[] words = found()\nwords.", "collectEntries", "padLeft"),
        ("def n = { Date day -> day.", "clearTime", "padLeft"),
        ("boolean open = found()\nopen.", "booleanValue", "padLeft"),
        ("[1, 2].collect { it.", "intdiv", "padLeft"),
        ("3.times { it.", "intdiv", "padLeft"),
        ("[a: 1].each { it.", "getKey", "padLeft"),
        ("def m = 'x' =~ /a/\nm.", "find", "padLeft"),
        ("def same = a == b\nsame.", "booleanValue", "padLeft"),
        ("def c = { it }\nc.", "curry", "padLeft"),
        ("try { x() } catch (e) { e.", "getMessage", "padLeft"),
        ("try { x() } catch (IOException | ParseException e) { e.", "getMessage", "padLeft"),
        ("enum Size { SMALL, LARGE(2); int n }\nSize.", "LARGE", "n"),
        ("class Team { static int most = 1; String lead }\nTeam.", "most", "lead"),
        ("class Team { String lead\n def go() { this.", "lead", "padLeft"),
        ("def x = n > 0 ? issue.comments : []\nx.", "collectEntries", "padLeft"),
        ("new groovy.json.JsonSlurper().parseText(text).", "containsKey", "padLeft"),
        ("issue.with { comments.", "collectEntries", "padLeft"),
        ("[a: 1].collect { k, v -> v }.", "collectEntries", "padLeft"),
    ],
)
def test_what_is_offered_fits_what_stands_there(source: str, name: str, other: str) -> None:
    found = at_the_end(source)
    assert name in found and other not in found


@pytest.mark.parametrize(
    "source",
    [
        "// nodeHelper.",
        "/* nodeHelper.",
        "x = 1 // iss",
        "'issue.",
        '"issue.',
        '"$issue.',
        "'''\nissue.",
        '"""\n${issue.key} issue.',
        "x = /issue.",
        "x = $/issue.",
        'issue."',
    ],
)
def test_within_comments_and_texts_nothing_is_offered(source: str) -> None:
    assert at_the_end(source) == []
    lines = (source + "summary").split("\n")
    assert hover(source + "summary", len(lines), len(lines[-1])) == []


@pytest.mark.parametrize(
    "source", ["x = 'it' + \"s\"; issue.", "x = a / b / issue.", "x = /a\\/b/; issue.", "/* x */ issue."]
)
def test_a_text_or_comment_that_has_ended_hides_nothing(source: str) -> None:
    assert "summary" in at_the_end(source)


def test_lines_are_counted_as_scripts_count_them() -> None:
    source = "def a = 'x\u2028y\x0c'\r\n// two\rissue."
    assert set(COMMON) <= set(labels(source, 3, 7))


@pytest.mark.parametrize("place", [(0, 1), (-1, 5), (99, 1), (1, -5), (1, 0), (1, 10**9), (10**9, 10**9)])
def test_places_outside_the_text_are_no_failure(place: tuple[int, int]) -> None:
    assert isinstance(complete("issue.summary", *place), list)
    assert isinstance(hover("issue.summary", *place), list)


@pytest.mark.parametrize(
    "unit",
    [
        "x",
        "$",
        "{",
        "(",
        "[",
        "a.",
        "it.",
        "'",
        '"',
        '"${',
        "/*",
        "def x = x\n",
        "{ x -> ",
        "x = x.each { x.",
        "issue.with { comments.",
        "this.x",
        "List<",
        "E.",
        "{ A x -> x.",
        "a ? ",
        "a == ",
    ],
)
def test_completion_of_a_large_text_ends_soon(unit: str) -> None:
    source = unit * (200_000 // len(unit))
    began = time.process_time()
    complete(source, source.count("\n") + 1, 200_000)
    hover(source, source.count("\n") + 1, 50_000)
    assert time.process_time() - began < 10
