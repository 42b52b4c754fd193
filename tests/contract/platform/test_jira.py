"""What only Jira has: workflows with steps, restricted comments, history, its own kinds of fields."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from addon.platforms.base import ChangeSet, CommentChange
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.platform import JiraPlatform
from addon.platforms.registry import open_platform
from addon.replica.values import EntityRef, Named, Person, RichText
from addon.simulators.jira.seed import MEMBER, OUTSIDER, add_project
from tests.contract.platform.benches import SECRET, JiraBench


@pytest.fixture
def bench() -> Iterator[JiraBench]:
    made = JiraBench()
    yield made
    made.close()


def platform(bench: JiraBench) -> JiraPlatform:
    found = bench.platform
    assert isinstance(found, JiraPlatform)
    return found


def write(bench: JiraBench, entity_id: str, **fields: Any) -> None:
    current = bench.platform.read([entity_id])[entity_id]
    for call in bench.platform.plan(ChangeSet(entity_id, fields=fields, marker="m"), current):
        bench.platform.apply(call, entity_id)


class TestStatus:
    def bug(self, bench: JiraBench) -> str:
        bench.type_name = "Bug"
        return bench.person_creates("stepped")

    def test_a_direct_transition_is_one_read_and_one_call(self, bench: JiraBench) -> None:
        made = self.bug(bench)
        current = bench.platform.read([made])[made]
        call = bench.platform.plan(ChangeSet(made, fields={"status": "In Progress"}, marker="m"), current)[0]
        bench.forget_calls()
        bench.platform.apply(call, made)
        assert [m for m, _ in bench.calls()] == ["GET", "POST"]

    def test_a_status_that_no_known_transition_reaches_is_refused_with_the_way_out(self, bench: JiraBench) -> None:
        made = self.bug(bench)
        with pytest.raises(PlatformError) as caught:
            write(bench, made, status="Closed")
        assert caught.value.reason == Reason.REFUSED_FIELDS
        words = caught.value.fields["status"]
        assert "In Progress" in words and "Closed" in words and "statusMap" in words
        assert bench.platform.read([made])[made].fields["status"] == Named("1", "Open", "new")

    def test_transitions_seen_on_another_issue_make_a_path(self, bench: JiraBench) -> None:
        teacher = self.bug(bench)
        for status, resolution in (("In Progress", None), ("Resolved", "Done"), ("Closed", None)):
            fields = {"status": status} | ({"resolution": resolution} if resolution else {})
            write(bench, teacher, **fields)
        made = self.bug(bench)
        current = bench.platform.read([made])[made]
        wanted = ChangeSet(made, fields={"status": "Resolved", "resolution": "Duplicate"}, marker="m")
        call = bench.platform.plan(wanted, current)[0]
        bench.forget_calls()
        bench.platform.apply(call, made)
        assert [m for m, _ in bench.calls()] == ["GET", "POST", "GET", "POST"]  # the last read asks for the screen
        entity = bench.platform.read([made])[made]
        assert entity.fields["status"] == Named("5", "Resolved", "done")
        assert entity.fields["resolution"] == Named("10002", "Duplicate")

    def test_repeating_a_half_done_path_goes_on_from_where_the_issue_is(self, bench: JiraBench) -> None:
        self.test_transitions_seen_on_another_issue_make_a_path(bench)
        made = self.bug(bench)
        current = bench.platform.read([made])[made]
        wanted = ChangeSet(made, fields={"status": "Resolved", "resolution": "Duplicate"}, marker="m")
        call = bench.platform.plan(wanted, current)[0]
        write(bench, made, status="In Progress")
        assert bench.platform.apply(call, made).stored["status"] == Named("5", "Resolved", "done")
        assert bench.platform.apply(call, made).found


class TestComments:
    def test_restricted_and_internal_ones_say_so(self, bench: JiraBench) -> None:
        made = bench.person_creates("x")
        body = json.loads(bench.text("secret").source)
        bench._rest(
            "POST",
            f"/issue/{made}/comment",
            {"body": body, "visibility": {"type": "role", "value": "Administrators"}},
        )
        bench._rest(
            "POST",
            f"/issue/{made}/comment",
            {"body": body, "properties": [{"key": "sd.public.comment", "value": {"internal": True}}]},
        )
        found = bench.platform.read([made])[made].comments
        assert found is not None
        shown = [c for c in found if c.restricted]
        assert [c.restricted for c in shown] in (["Administrators"], [])
        assert any(c.internal for c in found)

    def test_an_internal_comment_stays_internal_when_we_write_it(self, bench: JiraBench) -> None:
        made = bench.person_creates("x")
        add = CommentChange("add", "r", body=bench.text("psst"), internal=True)
        current = bench.platform.read([made])[made]
        bench.platform.apply(bench.platform.plan(ChangeSet(made, comments=(add,), marker="m"), current)[0], made)
        found = bench.platform.read([made])[made].comments
        assert found is not None and found[0].internal

    def test_many_comments_are_all_read(self, bench: JiraBench) -> None:
        made = bench.person_creates("x")
        for number in range(130):
            if number % 15 == 0:
                bench.advance(31)  # Jira allows so many writes to one issue in half a minute
            bench._rest("POST", f"/issue/{made}/comment", {"body": json.loads(bench.text(str(number)).source)})
        entity = bench.platform.read([made])[made]
        assert entity.comments is not None
        assert [bench.words(c.body) for c in entity.comments] == [str(n) for n in range(130)]
        assert entity.fields["comment_count"] == 130


class TestFields:
    def test_every_kind_of_field_goes_in_and_comes_back(self, bench: JiraBench) -> None:
        made, parent = bench.person_creates("x"), None
        values: dict[str, Any] = {
            "priority": Named("", "High"),
            "assignee": Person(MEMBER),
            "due": "2027-01-31",
            "environment": bench.text("Linux"),
            "Severity": "Major",
            "customfield_10011": bench.text("Do this"),
            "customfield_10012": 5,
            "customfield_10014": "ACME",
            "customfield_10015": ("Mobile", "Web"),
            "customfield_10016": Person(MEMBER),
        }
        assert parent is None
        write(bench, made, **values)
        fields = bench.platform.read([made])[made].fields
        assert fields["priority"] == Named("2", "High")
        assert isinstance(fields["assignee"], Person) and fields["assignee"].display_name == "Max Member"
        assert fields["due"] == "2027-01-31"
        assert fields["customfield_10010"] == Named("10101", "Major")
        assert isinstance(fields["customfield_10011"], RichText)
        assert fields["customfield_10012"] == 5
        assert fields["customfield_10015"] == (Named("10200", "Mobile"), Named("10202", "Web"))

    def test_an_option_that_does_not_exist_is_refused_with_the_field(self, bench: JiraBench) -> None:
        made = bench.person_creates("x")
        with pytest.raises(PlatformError) as caught:
            write(bench, made, customfield_10010="Unheard of")
        assert caught.value.reason == Reason.REFUSED_FIELDS
        assert "customfield_10010" in caught.value.fields

    def test_a_parent_is_set_and_cleared(self, bench: JiraBench) -> None:
        bench.type_name = "Epic"
        epic = bench.person_creates("epic")
        bench.type_name = "Task"
        made = bench.person_creates("x")
        write(bench, made, parent=EntityRef(epic, ""))
        found = bench.platform.read([made])[made].fields["parent"]
        assert isinstance(found, EntityRef) and found.id == epic
        write(bench, made, parent=None)
        assert bench.platform.read([made])[made].fields["parent"] is None

    def test_labels_with_blanks_get_underscores(self, bench: JiraBench) -> None:
        made = bench.person_creates("x")
        write(bench, made, labels=("two words",))
        assert bench.platform.read([made])[made].fields["labels"] == ("two_words",)

    def test_recent_edits_say_who_changed_what(self, bench: JiraBench) -> None:
        made = bench.person_creates("x")
        bench.person_sets(made, "y")
        entity = bench.platform.read([made])[made]
        assert [(e.field, e.by) for e in entity.recent] == [("summary", bench.site.tokens["ada-token"])]
        assert entity.updated_by == bench.site.tokens["ada-token"]


class TestPeople:
    def test_administrators_editors_and_viewers_are_told_apart(self, bench: JiraBench) -> None:
        people, made = platform(bench).people, bench.person_creates("x")
        admin = bench.site.tokens["ada-token"]
        assert people.is_administrator(admin) and not people.is_administrator(MEMBER)
        assert people.can_edit(MEMBER, made) and people.can_view(MEMBER, made)
        assert not people.can_edit(OUTSIDER, made) or not people.is_administrator(OUTSIDER)

    def test_no_licence_object_means_none_is_needed(self, bench: JiraBench) -> None:
        assert platform(bench).people.licence().kind == "none"
        bench.site.addons["liaise"].license = {"active": True, "type": "COMMERCIAL", "evaluation": False}
        assert platform(bench).people.licence().active

    def test_projects_where_nothing_can_be_created_are_marked(self, bench: JiraBench) -> None:
        closed = add_project(bench.site, "SHUT", "Shut")
        closed.app_permissions = {"BROWSE_PROJECTS"}
        found = {p.key: p.can_create for p in bench.platform.search_projects().projects}
        assert found == {"ABC": True, "SHUT": False}
        project = bench.platform.project(closed.id)
        assert project is not None and not project.can_create
        failed = {p.name for p in bench.platform.probes(closed.id) if p.state == "failed"}
        assert {"Create issues", "Edit issues", "Add comments"} <= failed
        assert all(p.fix_url for p in bench.platform.probes(closed.id) if p.state == "failed")

    def test_a_project_that_is_hidden_from_the_app_is_gone(self, bench: JiraBench) -> None:
        hidden = add_project(bench.site, "HIDE", "Hidden")
        hidden.app_permissions = set()
        assert bench.platform.project(hidden.id) is None
        with pytest.raises(PlatformError) as caught:
            bench.platform.entity_types(hidden.id)
        assert caught.value.reason in (Reason.PROJECT_GONE, Reason.FORBIDDEN)


class TestDirectory:
    def test_people_are_found_by_id_mail_and_name_and_remembered(self, bench: JiraBench) -> None:
        directory = platform(bench).directory
        found = directory.person(MEMBER)
        assert found is not None and found.display_name == "Max Member"
        assert directory.by_name("max member") == found
        assert directory.person("nobody") is None
        assert directory.by_mail("nobody@example.com") is None
        assert MEMBER in [p.id for p in directory.people("Max", bench.project_id)]
        bench.forget_calls()
        directory.person(MEMBER)
        directory.by_name("max member")
        assert bench.calls() == []

    def test_names_of_the_project_are_listed(self, bench: JiraBench) -> None:
        directory = platform(bench).directory
        assert [p.name for p in directory.priorities(bench.project_id, "task")][:2] == ["Highest", "High"]
        assert directory.priorities(bench.project_id, "unicorn") == ()
        assert "Duplicate" in [r.name for r in directory.resolutions()]
        assert directory.components(bench.project_id) == () and directory.versions(bench.project_id) == ()


class TestLimits:
    def test_too_many_writes_to_one_issue_pause_that_issue(self, bench: JiraBench) -> None:
        made = bench.person_creates("x")
        call = bench.platform.plan(ChangeSet(made, fields={"summary": "y"}, marker="m"), None)[0]
        with pytest.raises(PlatformError) as caught:
            for _ in range(200):
                bench.platform.apply(call, made)
        assert caught.value.reason == Reason.RATE_LIMITED
        note = bench.listener.rates[-1]
        assert (note.scope, note.entity_id, note.refused) == ("entity", made, True)
        assert note.pause is not None and note.pause > 0


class TestMovedIssues:
    def test_an_issue_that_moved_is_found_under_its_old_key(self, bench: JiraBench) -> None:
        made = bench.person_creates("x")
        issue = bench.site.issues[made]
        old, issue.key = issue.key, "NEW-77"
        bench.site.issue_keys["NEW-77"] = made
        assert bench.platform.resolve(old) == made
        assert bench.platform.read([made])[made].key == "NEW-77"


def test_install_keys_come_from_the_key_server(bench: JiraBench) -> None:
    from addon.platforms.jira.install_keys import InstallKeys, key_server
    from addon.platforms.tokens import TokenRefused
    from addon.simulators.jira.connect import tokens

    fetch = key_server(bench.now, base_url=f"{bench.root}/install-keys", dev_loopback=True)
    keys = InstallKeys(fetch, bench.now)
    with pytest.raises(TokenRefused) as caught:
        keys.get("unknown")
    assert caught.value.reason == "unknown_key"
    token = tokens.sign_lifecycle(bench.site, bench.site.addons["liaise"], "/jira/installed", None)
    import jwt

    assert keys.get(jwt.get_unverified_header(token)["kid"]).key_size >= 2048


def test_a_platform_can_be_shared_by_threads(bench: JiraBench) -> None:
    from concurrent.futures import ThreadPoolExecutor

    ids = [bench.person_creates(str(n)) for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda i: bench.platform.read([i])[i].summary, ids * 3))
    assert found == [str(n) for n in range(8)] * 3


class TestBudget:
    def test_a_change_towards_jira_costs_a_read_and_a_write(self, bench: JiraBench) -> None:
        made = bench.person_creates("before")
        write(bench, made, summary="warm")
        bench.forget_calls()
        write(bench, made, summary="after")
        assert len(bench.calls()) == 2

    def test_a_create_costs_one_call_and_a_comment_one_more(self, bench: JiraBench) -> None:
        add = CommentChange("add", "r", body=bench.text("hi"))
        warm = ChangeSet(None, bench.project_id, "Task", {"summary": "a"}, (add,), marker="m")
        bench.platform.plan(warm, None)
        bench.forget_calls()
        entity_id = None
        for call in bench.platform.plan(warm, None):
            entity_id = bench.platform.apply(call, entity_id).entity_id
        assert len(bench.calls()) == 2


def test_the_site_address_may_differ_from_the_api_address(bench: JiraBench) -> None:
    from dataclasses import replace

    found = open_platform(replace(bench.access, site_url="https://jira.example.com"), bench.surroundings())
    assert found.entity_url("ABC-1") == "https://jira.example.com/browse/ABC-1"
    assert SECRET not in repr(bench.access)


class TestSameMoment:
    def test_an_overwritten_edit_is_set_back_even_if_that_failed_at_first(self, bench: JiraBench) -> None:
        made = bench.person_creates("before")
        current = bench.platform.read([made])[made]
        call = bench.platform.plan(ChangeSet(made, fields={"summary": "ours"}, marker="m"), current)[0]
        bench.person_sets(made, "somebody's")
        platform(bench).metadata.forget()
        bench.fault(kind="status", status=503, path="*/myself", times=1)
        with pytest.raises(PlatformError) as caught:
            bench.platform.apply(call, made)
        assert caught.value.uncertain
        with pytest.raises(PlatformError) as again:
            bench.platform.apply(call, made)
        assert again.value.reason == Reason.CONFLICT
        assert bench.platform.read([made])[made].summary == "somebody's"
