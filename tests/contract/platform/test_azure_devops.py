"""What only Azure DevOps has: revisions, formats, descriptions by type, service hooks, two kinds of credentials."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from addon.platforms.access import AzureDevOpsAccess, ServicePrincipal
from addon.platforms.azuredevops.events import parse_hook
from addon.platforms.azuredevops.hooks import EVENTS
from addon.platforms.azuredevops.people import entra_tenant
from addon.platforms.azuredevops.platform import AzureDevOpsPlatform
from addon.platforms.azuredevops.relations import Relations
from addon.platforms.base import ChangeSet, CommentChange, LinkChange
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.registry import open_platform
from addon.replica.entity import Entity
from addon.replica.values import EntityRef, Person, RichText
from addon.simulators.azuredevops.entra import add_to_organization, register
from addon.simulators.azuredevops.organization import Application
from addon.simulators.azuredevops.seed import ADMIN_MAIL, MEMBER_MAIL, READER_MAIL, seed_many_projects
from tests.contract.platform.benches import AzureDevOpsBench, Files


@pytest.fixture
def bench() -> Iterator[AzureDevOpsBench]:
    made = AzureDevOpsBench()
    yield made
    made.close()


def platform(bench: AzureDevOpsBench) -> AzureDevOpsPlatform:
    found = bench.platform
    assert isinstance(found, AzureDevOpsPlatform)
    return found


def read(bench: AzureDevOpsBench, entity_id: str) -> Entity:
    return bench.platform.read([entity_id])[entity_id]


def write(bench: AzureDevOpsBench, entity_id: str, **fields: Any) -> None:
    for call in bench.platform.plan(ChangeSet(entity_id, fields=fields, marker="m"), read(bench, entity_id)):
        bench.platform.apply(call, entity_id)


class TestRevisions:
    def test_a_change_is_guarded_by_the_revision_that_was_read(self, bench: AzureDevOpsBench) -> None:
        made = bench.person_creates("x")
        call = bench.platform.plan(ChangeSet(made, fields={"summary": "y"}, marker="m"), read(bench, made))[0]
        bench.person_sets(made, "somebody was faster")
        with pytest.raises(PlatformError) as caught:
            bench.platform.apply(call, made)
        assert caught.value.reason == Reason.CONFLICT and not caught.value.permanent
        assert read(bench, made).summary == "somebody was faster"

    def test_the_answer_of_a_write_is_the_whole_item_and_guarded(self, bench: AzureDevOpsBench) -> None:
        made = bench.person_creates("x")
        call = bench.platform.plan(ChangeSet(made, fields={"summary": "y"}, marker="m"), read(bench, made))[0]
        receipt = bench.platform.apply(call, made)
        assert receipt.guarded and receipt.whole is not None
        assert receipt.whole.summary == "y" and receipt.revision == read(bench, made).revision

    def test_a_lost_answer_is_found_by_the_revision_and_not_repeated(self, bench: AzureDevOpsBench) -> None:
        made = bench.person_creates("x")
        call = bench.platform.plan(ChangeSet(made, fields={"summary": "y"}, marker="m"), read(bench, made))[0]
        assert bench.platform.look_up(call, made) is None
        bench.fault(kind="timeout-after-write", method="PATCH", times=1, hold_s=0)
        with pytest.raises(PlatformError):
            bench.platform.apply(call, made)
        found = bench.platform.look_up(call, made)
        assert found is not None and found.found and found.stored == {"summary": "y"}

    def test_somebody_elses_revision_is_not_taken_for_ours(self, bench: AzureDevOpsBench) -> None:
        made = bench.person_creates("x")
        call = bench.platform.plan(ChangeSet(made, fields={"summary": "y"}, marker="m"), read(bench, made))[0]
        bench.person_sets(made, "z")
        assert bench.platform.look_up(call, made) is None

    def test_a_later_edit_of_somebody_else_does_not_hide_ours(self, bench: AzureDevOpsBench) -> None:
        made = bench.person_creates("x")
        call = bench.platform.plan(ChangeSet(made, fields={"summary": "y"}, marker="m"), read(bench, made))[0]
        bench.platform.apply(call, made)
        bench.person_sets(made, "z")
        found = bench.platform.look_up(call, made)
        assert found is not None and found.whole is None
        assert found.stored == {"summary": "y"} and found.revision == "2"


class TestText:
    def test_a_bug_is_described_by_its_repro_steps(self, bench: AzureDevOpsBench) -> None:
        bench.type_name = "Bug"
        made = bench.person_creates("x")
        write(bench, made, description=RichText("html", "<div>Click here</div>"))
        entity = read(bench, made)
        assert bench.words(entity.description) == "Click here"
        raw = bench._rest("GET", f"/_apis/wit/workitems/{made}")["fields"]
        assert "Click here" in raw["Microsoft.VSTS.TCM.ReproSteps"]
        assert "System.Description" not in raw

    def test_markdown_stays_markdown_and_html_is_never_switched(self, bench: AzureDevOpsBench) -> None:
        made = bench.person_creates("x")
        operations = [
            {"op": "add", "path": "/fields/System.Description", "value": "# Title"},
            {"op": "add", "path": "/multilineFieldsFormat/System.Description", "value": "Markdown"},
        ]
        bench._rest("PATCH", f"/_apis/wit/workitems/{made}", operations)
        entity = read(bench, made)
        assert entity.description == RichText("markdown", "# Title")
        write(bench, made, description=RichText("markdown", "# Other"))
        assert read(bench, made).description == RichText("markdown", "# Other")
        with pytest.raises(PlatformError) as caught:
            write(bench, made, description=RichText("html", "<p>x</p>"))
        assert caught.value.reason == Reason.REFUSED_FIELDS
        other = bench.person_creates("y")
        with pytest.raises(PlatformError):
            write(bench, other, description=RichText("markdown", "# x"))

    def test_comments_are_only_read_where_there_are_some(self, bench: AzureDevOpsBench) -> None:
        made = bench.person_creates("x")
        read(bench, made)
        bench.forget_calls()
        assert read(bench, made).comments == ()
        assert len(bench.calls()) == 1
        add = CommentChange("add", "r", body=bench.text("hi"))
        current = read(bench, made)
        bench.platform.apply(bench.platform.plan(ChangeSet(made, comments=(add,), marker="m"), current)[0], made)
        bench.forget_calls()
        assert len(read(bench, made).comments or ()) == 1
        assert len(bench.calls()) == 2
        bench.forget_calls()
        entity = bench.platform.read([made], with_comments=False)[made]
        assert entity.comments is None and entity.fields["comment_count"] == 1
        assert len(bench.calls()) == 1


class TestFields:
    def test_people_priority_and_paths_go_in_and_come_back(self, bench: AzureDevOpsBench) -> None:
        made = bench.person_creates("x")
        write(
            bench,
            made,
            assignee=Person("?", email=MEMBER_MAIL),
            priority="1",
            areaPath="Fabrikam Fiber\\Web",
        )
        fields = read(bench, made).fields
        assignee = fields["assignee"]
        assert isinstance(assignee, Person) and assignee.email == MEMBER_MAIL
        assert fields["priority"].name == "1"  # type: ignore[union-attr]
        assert fields["areaPath"] == "Fabrikam Fiber\\Web"
        write(bench, made, assignee=None)
        assert read(bench, made).fields["assignee"] is None

    def test_what_a_rule_refuses_is_named_by_field(self, bench: AzureDevOpsBench) -> None:
        made = bench.person_creates("x")
        with pytest.raises(PlatformError) as caught:
            write(bench, made, summary="")
        assert caught.value.reason == Reason.REFUSED_FIELDS and "summary" in caught.value.fields

    def test_an_unknown_area_is_refused_by_its_field(self, bench: AzureDevOpsBench) -> None:
        made = bench.person_creates("x")
        with pytest.raises(PlatformError) as caught:
            write(bench, made, areaPath="Fabrikam Fiber\\Nowhere")
        assert caught.value.reason == Reason.REFUSED_FIELDS and "areaPath" in caught.value.fields

    def test_a_parent_is_set_swapped_and_cleared(self, bench: AzureDevOpsBench) -> None:
        first, second, made = (bench.person_creates(n) for n in ("one", "two", "x"))
        for parent in (first, second):
            write(bench, made, parent=EntityRef(parent, parent))
            assert read(bench, made).fields["parent"] == EntityRef(parent, parent)
        write(bench, made, parent=None)
        assert read(bench, made).fields["parent"] is None

    def test_a_created_item_carries_a_link_to_its_twin(self, bench: AzureDevOpsBench) -> None:
        change = ChangeSet(
            None, bench.project_id, "Task", {"summary": "x"}, marker="e-1", twin_url="https://jira.example/browse/A-1"
        )
        made = bench.platform.apply(bench.platform.plan(change, None)[0], None).entity_id
        entity = read(bench, made)
        assert [link.url for link in entity.links or ()] == ["https://jira.example/browse/A-1"]
        assert entity.marker == "e-1"

    def test_a_state_that_is_no_first_state_takes_a_second_step_on_creation(self, bench: AzureDevOpsBench) -> None:
        change = ChangeSet(None, bench.project_id, "Task", {"summary": "x", "status": "Closed"}, marker="e-1")
        calls = bench.platform.plan(change, None)
        entity_id = None
        for call in calls:
            entity_id = bench.platform.apply(call, entity_id).entity_id
        assert entity_id is not None
        assert read(bench, entity_id).fields["status"].name == "Closed"  # type: ignore[union-attr]


class TestCredentials:
    def principal(self, bench: AzureDevOpsBench, **given: str) -> AzureDevOpsAccess:
        organization = bench.simulator.organization
        application = Application("4d4b3c1a-0c52-4d3c-9d0e-5f6f4c1a2b3c", "Liaise", secrets=["s3cret"])
        register(organization, bench.simulator.directory, application)
        add_to_organization(organization, application)
        credential = ServicePrincipal(
            organization.tenant_id, application.client_id, login_url=bench.root, **{"secret": "s3cret", **given}
        )
        return AzureDevOpsAccess(organization.name, credential, base_url=organization.url)

    def test_a_service_principal_signs_in_with_a_secret(self, bench: AzureDevOpsBench) -> None:
        found = open_platform(self.principal(bench), bench.surroundings())
        assert found.identity().display_name == "Liaise"
        made = bench.person_creates("x")
        assert found.read([made])[made].summary == "x"

    def test_the_token_is_kept_between_calls(self, bench: AzureDevOpsBench) -> None:
        found = open_platform(self.principal(bench), bench.surroundings())
        found.identity()
        bench.forget_calls()
        found.identity()
        assert len(bench.calls()) == 1

    def test_the_organization_names_its_tenant_without_a_credential(self, bench: AzureDevOpsBench) -> None:
        organization = bench.simulator.organization
        assert entra_tenant(organization.url, bench.surroundings()) == organization.tenant_id
        assert entra_tenant(f"{bench.root}/nobody", bench.surroundings()) is None

    def test_what_one_credential_saw_is_not_remembered_for_another(self, bench: AzureDevOpsBench) -> None:
        from dataclasses import replace

        from addon.platforms.access import PersonalAccessToken
        from addon.simulators.azuredevops.seed import OUTSIDER_MAIL

        surroundings = bench.surroundings()
        assert open_platform(bench.access, surroundings).search_projects("fabrikam").projects
        outsider = bench.simulator.organization.people.find(OUTSIDER_MAIL)
        assert outsider is not None
        token = bench.simulator.organization.credentials.issue("pat", outsider.id).secret
        access = replace(bench.access, credential=PersonalAccessToken(token))
        assert open_platform(access, surroundings).search_projects("fabrikam").projects == ()

    def test_a_wrong_secret_is_a_rejected_credential(self, bench: AzureDevOpsBench) -> None:
        found = open_platform(self.principal(bench, secret="wrong"), bench.surroundings())
        with pytest.raises(PlatformError) as caught:
            found.identity()
        assert caught.value.reason == Reason.CREDENTIAL_REJECTED and "7000215" in caught.value.message

    def test_another_sign_in_host_is_refused_outside_demo_and_tests(self, bench: AzureDevOpsBench) -> None:
        from dataclasses import replace

        access = replace(self.principal(bench), base_url="")
        with pytest.raises(ValueError, match="demo"):
            open_platform(access, replace(bench.surroundings(), dev_loopback=False))

    def test_another_host_than_microsofts_is_refused(self, bench: AzureDevOpsBench) -> None:
        from dataclasses import replace

        with pytest.raises(ValueError, match=r"dev\.azure\.com"):
            open_platform(bench.access, replace(bench.surroundings(), dev_loopback=False))
        with pytest.raises(ValueError):
            open_platform(replace(bench.access, organization="a/b"), bench.surroundings())


class TestVisitors:
    def token(self, bench: AzureDevOpsBench, mail: str) -> tuple[str, str]:
        organization = bench.simulator.organization
        person = organization.people.find(mail)
        assert person is not None
        scopes = frozenset({"vso.profile", "vso.project", "vso.work", "vso.graph"})
        return organization.credentials.issue("extension", person.id, scopes=scopes).secret, person.id

    def test_an_administrator_is_known_by_the_permission(self, bench: AzureDevOpsBench) -> None:
        for mail, expected in ((ADMIN_MAIL, True), (MEMBER_MAIL, False)):
            token, identifier = self.token(bench, mail)
            visitor = platform(bench).visitor(token)
            who = visitor.signed_in()
            assert who.user_id == identifier and who.person
            assert who.instance_id == bench.platform.identity().instance_id
            assert visitor.is_administrator(who.subject).administrator is expected

    def test_group_membership_decides_where_the_permission_may_not_be_asked(self, bench: AzureDevOpsBench) -> None:
        bench.simulator.organization.options.extensions_may_ask_permissions = False
        for mail, expected in ((ADMIN_MAIL, True), (MEMBER_MAIL, False)):
            token, _ = self.token(bench, mail)
            visitor = platform(bench).visitor(token)
            answer = visitor.is_administrator(visitor.signed_in().subject)
            assert answer.administrator is expected
            assert answer.permission is None and answer.group is expected
            assert "forbidden" in answer.detail

    def test_editing_is_asked_of_the_product_for_the_person(self, bench: AzureDevOpsBench) -> None:
        made = bench.person_creates("x")
        metadata = platform(bench).metadata
        for mail, sees, edits in ((MEMBER_MAIL, True, True), (READER_MAIL, True, False)):
            visitor = platform(bench).visitor(self.token(bench, mail)[0])
            assert visitor.can_view(made) is sees
            assert visitor.can_edit(made, metadata) is edits

    def test_a_wrong_token_is_nobody_even_where_public_projects_answer(self, bench: AzureDevOpsBench) -> None:
        with pytest.raises(PlatformError) as caught:
            platform(bench).visitor("eyJ.wrong.token").signed_in()
        assert caught.value.reason == Reason.CREDENTIAL_REJECTED


class TestDirectory:
    def test_people_are_found_by_id_mail_and_name_and_remembered(self, bench: AzureDevOpsBench) -> None:
        directory = platform(bench).directory
        found = directory.by_mail(MEMBER_MAIL)
        assert found is not None and found.email == MEMBER_MAIL
        assert directory.person(found.id) == found
        assert directory.by_name(found.display_name) == found
        assert directory.by_mail("nobody@fabrikam.example") is None
        bench.forget_calls()
        directory.by_mail(MEMBER_MAIL)
        assert bench.calls() == []

    def test_areas_and_iterations_are_listed_as_they_stand_in_the_field(self, bench: AzureDevOpsBench) -> None:
        directory = platform(bench).directory
        assert {"Fabrikam Fiber", "Fabrikam Fiber\\Web"} <= set(directory.areas(bench.project_id))
        assert "Fabrikam Fiber" in directory.iterations(bench.project_id)

    def test_a_list_whose_permissions_are_not_answered_is_a_list_all_the_same(self, bench: AzureDevOpsBench) -> None:
        bench.fault(kind="status", method="POST", path="/.*permissionevaluationbatch", status=500, times=1)
        assert all(one.can_create for one in bench.platform.search_projects("fabrikam").projects)


class TestLesserIdentities:
    def reader(self, bench: AzureDevOpsBench) -> AzureDevOpsPlatform:
        from dataclasses import replace

        from addon.platforms.access import PersonalAccessToken

        organization = bench.simulator.organization
        person = organization.people.find(READER_MAIL)
        assert person is not None
        token = organization.credentials.issue("pat", person.id).secret
        return open_platform(replace(bench.access, credential=PersonalAccessToken(token)), bench.surroundings())

    def test_a_project_that_can_only_be_read_says_so(self, bench: AzureDevOpsBench) -> None:
        found = self.reader(bench)
        project = found.project(bench.project_id)
        assert project is not None and not project.can_create
        listed = {p.id: p.can_create for p in found.search_projects().projects}
        assert listed[bench.project_id] is False
        states = {p.name: p.state for p in found.probes(bench.project_id)}
        assert states["Edit work items"] == "failed" and states["Create service hooks"] == "warning"

    def test_writing_and_hooking_are_forbidden(self, bench: AzureDevOpsBench) -> None:
        found, made = self.reader(bench), bench.person_creates("x")
        call = found.plan(ChangeSet(made, fields={"summary": "y"}, marker="m"), read(bench, made))[0]
        with pytest.raises(PlatformError) as caught:
            found.apply(call, made)
        assert caught.value.reason in (Reason.FORBIDDEN, Reason.NOT_FOUND) and caught.value.permanent
        with pytest.raises(PlatformError) as caught:
            found.hooks.create(bench.project_id, "https://liaise.example/hooks/1", "password")
        assert caught.value.reason == Reason.FORBIDDEN

    def test_typed_and_plain_calls_can_be_shared_by_threads(self, bench: AzureDevOpsBench) -> None:
        from concurrent.futures import ThreadPoolExecutor

        def once(number: int) -> int:
            bench.platform.metadata.forget()  # type: ignore[attr-defined]
            return len(bench.platform.entity_types(bench.project_id)) + number * 0

        with ThreadPoolExecutor(4) as pool:
            assert len(set(pool.map(once, range(12)))) == 1


class TestHooks:
    URL = "https://liaise.example/hooks/1"

    def test_five_are_made_found_renewed_and_removed(self, bench: AzureDevOpsBench) -> None:
        hooks = platform(bench).hooks
        made = hooks.create(bench.project_id, self.URL, "a password")
        assert [s.event for s in made] == list(EVENTS)
        assert all(s.enabled and s.id for s in made)
        assert {s.id for s in hooks.list(self.URL)} == {s.id for s in made}
        renewed = hooks.renew(made[0].id, made[0].event, bench.project_id, self.URL, "another password")
        assert renewed.id == made[0].id and renewed.enabled
        hooks.delete([s.id for s in made])
        hooks.delete([made[0].id])
        assert hooks.list(self.URL) == ()
        assert hooks.get(made[0].id) is None

    def test_a_delivery_carries_the_password_and_the_item(self, bench: AzureDevOpsBench) -> None:
        from http.server import BaseHTTPRequestHandler, HTTPServer
        from threading import Thread

        seen: list[tuple[str, bytes]] = []

        class Receiver(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                seen.append((self.headers.get("Authorization", ""), body))
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                return None

        server = HTTPServer(("127.0.0.1", 0), Receiver)
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            url = f"http://127.0.0.1:{server.server_port}/hook"
            made = platform(bench).hooks.create(bench.project_id, url, "a password", ["workitem.updated"])
            item = bench.person_creates("x")
            bench.person_sets(item, "y")
            for _ in range(1200):
                if seen:
                    break
                import threading

                threading.Event().wait(0.05)
        finally:
            server.shutdown()
            server.server_close()
        import json

        from addon.platforms.azuredevops.tokens import verify_hook

        authorization, body = seen[0]
        assert base64.b64decode(authorization.removeprefix("Basic ")) == b"hook:a password"
        verify_hook(authorization, passwords=["newer", "a password"])
        delivery = parse_hook(json.loads(body))
        assert delivery is not None and delivery.notice is not None
        assert delivery.subscription_id == made[0].id
        assert delivery.collection_id == bench.platform.identity().instance_id
        assert (delivery.notice.kind, delivery.notice.entity_id) == ("changed", item)
        assert delivery.notice.project_id == bench.project_id


class TestLinksOfTheSameMoment:
    """Linking from the other end adds a link here between our read and our write, and moves no revision."""

    def meanwhile(self, bench: AzureDevOpsBench, monkeypatch: pytest.MonkeyPatch, item: str, rel: str, to: str) -> None:
        """Somebody links `item` with `to` after our first read."""
        read_now = Relations.read
        url = f"{bench.simulator.organization.url}/_apis/wit/workItems/{to}"

        def read_then_link(relations: Relations, item_id: str) -> dict[str, Any]:
            found = read_now(relations, item_id)
            monkeypatch.setattr(Relations, "read", read_now)
            body = [{"op": "add", "path": "/relations/-", "value": {"rel": rel, "url": url}}]
            bench._rest("PATCH", f"/_apis/wit/workitems/{item}", body)
            return found

        monkeypatch.setattr(Relations, "read", read_then_link)

    def test_a_link_that_somebody_just_added_counts_as_made(
        self, bench: AzureDevOpsBench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one, other = bench.person_creates("one"), bench.person_creates("other")
        change = ChangeSet(one, links=(LinkChange("add", "related", EntityRef(other, other)),), marker="m")
        (call,) = bench.platform.plan(change, read(bench, one))
        self.meanwhile(bench, monkeypatch, other, "System.LinkTypes.Related", one)
        bench.platform.apply(call, one)
        assert [link.target.id for link in read(bench, one).links or () if link.target] == [other]

    def test_another_parent_that_somebody_just_set_is_to_be_decided_about(
        self, bench: AzureDevOpsBench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one, wanted, other = (bench.person_creates(name) for name in ("one", "wanted", "other"))
        change = ChangeSet(one, fields={"parent": EntityRef(wanted, wanted)}, marker="m")
        (call,) = bench.platform.plan(change, read(bench, one))
        self.meanwhile(bench, monkeypatch, other, "System.LinkTypes.Hierarchy-Forward", one)
        with pytest.raises(PlatformError) as caught:
            bench.platform.apply(call, one)
        assert caught.value.reason == Reason.CONFLICT
        bench.platform.apply(call, one)
        assert read(bench, one).fields["parent"] == EntityRef(wanted, wanted)

    def test_a_link_that_is_refused_for_another_reason_stays_refused(self, bench: AzureDevOpsBench) -> None:
        one = bench.person_creates("one")
        change = ChangeSet(one, links=(LinkChange("add", "related", EntityRef(one, one)),), marker="m")
        (call,) = bench.platform.plan(change, read(bench, one))
        with pytest.raises(PlatformError, match="to itself") as caught:
            bench.platform.apply(call, one)
        assert caught.value.permanent


class TestRemovingLinks:
    """Azure DevOps numbers no link between work items: one is told by its kind and where it leads."""

    def test_the_link_that_is_meant_goes_and_no_other(self, bench: AzureDevOpsBench) -> None:
        one, parent, *others = (bench.person_creates(name) for name in ("one", "parent", "first", "second"))
        write(bench, one, parent=EntityRef(parent, parent))
        added = tuple(LinkChange("add", "related", EntityRef(other, other)) for other in others)
        for call in bench.platform.plan(ChangeSet(one, links=added, marker="m"), read(bench, one)):
            bench.platform.apply(call, one)
        links = read(bench, one).links or ()
        assert len({link.id for link in links}) == 3
        (meant,) = (link for link in links if link.target and link.target.id == others[1])
        gone = LinkChange("remove", meant.kind, link_id=meant.id or "")
        (call,) = bench.platform.plan(ChangeSet(one, links=(gone,), marker="m"), read(bench, one))
        bench.platform.apply(call, one)
        bench.platform.apply(call, one)
        left = read(bench, one)
        assert sorted(link.target.id for link in left.links or () if link.target) == sorted([parent, others[0]])
        assert left.fields["parent"] == EntityRef(parent, parent)


class TestPolling:
    def test_deletions_and_links_are_found(self, bench: AzureDevOpsBench) -> None:
        first, second, gone = (bench.person_creates(n) for n in ("one", "two", "three"))
        bench.advance(60)
        watermark = bench.platform.changes_since(None, [bench.project_id]).watermark
        watermark = bench.platform.changes_since(watermark, [bench.project_id]).watermark
        bench.person_deletes(gone)
        url = f"{bench.simulator.organization.url}/_apis/wit/workItems/{second}"
        relation = {"rel": "System.LinkTypes.Related", "url": url}
        bench._rest(
            "PATCH", f"/_apis/wit/workitems/{first}", [{"op": "add", "path": "/relations/-", "value": relation}]
        )
        page = bench.platform.changes_since(watermark, [bench.project_id])
        kinds = {n.entity_id: n.kind for n in page.notices}
        assert kinds[gone] == "deleted"
        assert kinds[first] in ("linked", "changed") and kinds[second] in ("linked", "changed")
        again = bench.platform.changes_since(page.watermark, [bench.project_id])
        assert again.notices == ()

    def test_tokens_that_are_no_longer_taken_cost_no_change(self, bench: AzureDevOpsBench) -> None:
        mark = bench.platform.changes_since(None, [bench.project_id]).watermark
        bench.advance(600)
        mark = bench.platform.changes_since(mark, [bench.project_id]).watermark
        bench.advance(600)
        made = bench.person_creates("while the tokens grew old")
        state = json.loads(mark)
        for name in ("revisions", "links"):
            spoiled = {bench.project_id: {**state[bench.project_id], name: "of another store"}}
            page = bench.platform.changes_since(json.dumps(spoiled), [bench.project_id])
            assert {notice.entity_id for notice in page.notices} == {made}
            assert bench.platform.changes_since(page.watermark, [bench.project_id]).notices == ()
        older = {"revisions": "of another store", "links": "too"}  # as it was kept before moments were
        page = bench.platform.changes_since(json.dumps({bench.project_id: older}), [bench.project_id])
        assert made in {notice.entity_id for notice in page.notices}

    def test_a_poll_costs_two_calls_for_each_project(self, bench: AzureDevOpsBench) -> None:
        watermark = bench.platform.changes_since(None, [bench.project_id]).watermark
        bench.forget_calls()
        bench.platform.changes_since(watermark, [bench.project_id])
        assert len(bench.calls()) == 2


class TestBudget:
    def test_a_change_costs_a_read_and_a_patch(self, bench: AzureDevOpsBench) -> None:
        made = bench.person_creates("x")
        write(bench, made, summary="warm")
        bench.forget_calls()
        write(bench, made, summary="y", labels=("a",), description=bench.text("z"))
        assert [m for m, _ in bench.calls()] == ["POST", "PATCH"]

    def test_an_attachment_costs_two_calls_and_a_creation_one(self, bench: AzureDevOpsBench) -> None:
        from addon.platforms.base import AttachmentChange

        file = AttachmentChange("add", "r", "a.txt", 5)
        change = ChangeSet(None, bench.project_id, "Task", {"summary": "x"}, attachments=(file,), marker="m")
        bench.platform.plan(change, None)
        bench.forget_calls()
        entity_id = None
        for call in bench.platform.plan(change, None):
            entity_id = bench.platform.apply(call, entity_id, Files(b"hello")).entity_id
        assert len(bench.calls()) == 3

    def test_the_project_list_with_a_search_word_is_fetched_once(self, bench: AzureDevOpsBench) -> None:
        bench.platform.search_projects("fab")
        bench.forget_calls()
        assert len(bench.platform.search_projects("fabrikam m").projects) == 1
        assert [path for _, path in bench.calls() if path.endswith("/projects")] == []
        bench.forget_calls()
        bench.platform.search_projects("fabrikam m")
        assert bench.calls() == []

    def test_permissions_of_a_page_of_projects_are_one_question(self, bench: AzureDevOpsBench) -> None:
        seed_many_projects(bench.simulator.organization, 60)
        bench.forget_calls()
        assert len(bench.platform.search_projects("program", limit=20).projects) == 20
        asked = [path for _, path in bench.calls()]
        assert sum(path.endswith("permissionevaluationbatch") for path in asked) == 1
        assert sum(path.endswith("/areas") for path in asked) == 20  # once in a project's life
