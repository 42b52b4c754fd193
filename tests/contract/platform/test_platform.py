"""What every platform promises, checked against its simulator: the same class for both."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from addon.platforms.base import (
    AttachmentChange,
    Call,
    ChangeSet,
    CommentChange,
    LinkChange,
    TriggerQuery,
    WriteReceipt,
)
from addon.platforms.calls import call_from_json, call_to_json
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.registry import open_platform
from addon.replica.entity import Entity
from addon.replica.values import EntityRef, Named
from tests.contract.platform.benches import AzureDevOpsBench, Bench, Files, JiraBench


@pytest.fixture(params=[JiraBench, AzureDevOpsBench], ids=["jira", "azuredevops"])
def bench(request: pytest.FixtureRequest) -> Iterator[Any]:
    made = request.param()
    yield made
    made.close()


def carry_out(
    bench: Bench, change: ChangeSet, current: Entity | None = None, content: bytes = b""
) -> list[WriteReceipt]:
    entity_id, receipts = change.entity_id, []
    for call in bench.platform.plan(change, current):
        kept = call_from_json(call_to_json(call))
        assert kept == call
        receipts.append(bench.platform.apply(kept, entity_id, Files(content)))
        entity_id = receipts[-1].entity_id
    return receipts


def create(bench: Bench, summary: str = "Made by Liaise", **fields: Any) -> str:
    change = ChangeSet(
        None,
        bench.project_id,
        bench.type_name,
        {"summary": summary, **fields},
        marker=f"marker of {summary}",
        twin_url="https://partner.example/browse/X-1",
    )
    return carry_out(bench, change)[0].entity_id


def read(bench: Bench, entity_id: str) -> Entity:
    return bench.platform.read([entity_id])[entity_id]


class TestIdentity:
    def test_says_who_it_is_and_which_instance_answered(self, bench: Any) -> None:
        found = bench.platform.identity()
        assert found.id and found.instance_id and found.display_name

    def test_a_wrong_credential_is_a_rejected_credential_for_everything(self, bench: Any) -> None:
        if isinstance(bench, JiraBench):
            access: Any = replace(bench.access, shared_secret="another-secret-of-more-than-32-bytes")
        else:
            access = replace(bench.access, credential=replace(bench.access.credential, token="wrong"))
        with pytest.raises(PlatformError) as caught:
            open_platform(access, bench.surroundings()).identity()
        assert caught.value.reason == Reason.CREDENTIAL_REJECTED
        assert caught.value.whole_credential and caught.value.permanent

    def test_probes_name_each_permission_in_a_project(self, bench: Any) -> None:
        probes = bench.platform.probes(bench.project_id)
        assert len(probes) >= 4
        assert {p.state for p in probes} == {"passed"}


class TestProjects:
    def test_lists_projects_by_search(self, bench: Any) -> None:
        every = bench.platform.search_projects()
        wanted = next(p for p in every.projects if p.id == bench.project_id)
        found = bench.platform.search_projects(wanted.name[:6].lower())
        assert wanted.id in [p.id for p in found.projects]
        assert bench.platform.search_projects("nothing is called this").projects == ()

    def test_a_project_says_whether_entities_can_be_created(self, bench: Any) -> None:
        assert bench.platform.project(bench.project_id).can_create
        assert bench.platform.project("987654321") is None
        assert bench.platform.has_project(bench.project_id)
        assert not bench.platform.has_project("987654321")

    def test_types_and_statuses_are_known_and_cached(self, bench: Any) -> None:
        types = bench.platform.entity_types(bench.project_id)
        assert types[0].name == "Task"
        assert bench.platform.statuses(bench.project_id, "Task")
        bench.forget_calls()
        bench.platform.entity_types(bench.project_id)
        bench.platform.statuses(bench.project_id, "Task")
        assert bench.calls() == []

    def test_types_of_a_missing_project_say_that_it_is_gone(self, bench: Any) -> None:
        with pytest.raises(PlatformError) as caught:
            bench.platform.entity_types("987654321")
        assert caught.value.reason == Reason.PROJECT_GONE


class TestReading:
    def test_what_was_created_is_read_back(self, bench: Any) -> None:
        made = create(bench, description=bench.text("Hello there"), labels=("red", "blue"))
        entity = read(bench, made)
        assert entity.summary == "Made by Liaise"
        assert bench.words(entity.description) == "Hello there"
        assert set(entity.fields["labels"]) == {"red", "blue"}
        assert entity.fields["type"].name == bench.type_name
        assert entity.marker == "marker of Made by Liaise"
        assert entity.project.id == bench.project_id
        assert entity.comments == () and entity.attachments == ()
        assert entity.updated > 1_600_000_000_000 and entity.revision
        assert entity.url.startswith(bench.root)

    def test_entities_that_are_gone_are_left_out_and_harm_no_other(self, bench: Any) -> None:
        there, gone = bench.person_creates("there"), bench.person_creates("gone")
        bench.person_deletes(gone)
        assert set(bench.platform.read([there, gone, "99999999"])) == {there}

    def test_which_entities_are_still_there_takes_one_call(self, bench: Any) -> None:
        there, gone = bench.person_creates("there"), bench.person_creates("gone")
        bench.person_deletes(gone)
        bench.forget_calls()
        assert bench.platform.still_there([there, gone, "99999999"]) == {there}
        assert len(bench.calls()) == 1

    def test_many_entities_take_one_call(self, bench: Any) -> None:
        ids = [bench.person_creates(f"number {n}") for n in range(20)]
        bench.platform.read(ids[:1])
        bench.forget_calls()
        assert len(bench.platform.read(ids)) == 20
        assert len(bench.calls()) == 1

    def test_resolves_numbers_keys_and_addresses(self, bench: Any) -> None:
        made = bench.person_creates("to be found")
        entity = read(bench, made)
        assert bench.platform.resolve(entity.key) == made
        assert bench.platform.resolve(f"  {entity.url} ") == made
        assert bench.platform.resolve("https://elsewhere.example/x") is None
        assert bench.platform.resolve("99999999") is None
        assert bench.platform.entity_url(entity.key).startswith(bench.root)


class TestWriting:
    def test_one_changed_field_is_one_call_whose_answer_is_the_stored_form(self, bench: Any) -> None:
        made = bench.person_creates("before")
        current = read(bench, made)
        change = ChangeSet(made, fields={"summary": "after"}, marker="m1")
        bench.platform.plan(change, current)
        bench.forget_calls()
        receipts = carry_out(bench, change, current)
        assert len(bench.calls()) == 1
        assert receipts[0].stored == {"summary": "after"}
        assert read(bench, made).summary == "after"

    def test_several_fields_travel_in_one_call(self, bench: Any) -> None:
        made = bench.person_creates("before")
        fields = {"summary": "after", "description": bench.text("New"), "labels": ("x",)}
        calls = bench.platform.plan(ChangeSet(made, fields=fields, marker="m"), read(bench, made))
        assert [c.kind for c in calls] == ["update"]
        assert set(calls[0].sets) == set(fields)

    def test_empty_values_empty_the_field(self, bench: Any) -> None:
        made = create(bench, description=bench.text("Hello"), labels=("x",))
        carry_out(bench, ChangeSet(made, fields={"description": None, "labels": None}, marker="m"), read(bench, made))
        entity = read(bench, made)
        assert entity.description is None
        assert entity.fields["labels"] == ()

    def test_labels_are_replaced_and_not_merged(self, bench: Any) -> None:
        made = create(bench, labels=("a", "b"))
        carry_out(bench, ChangeSet(made, fields={"labels": ("b", "c")}, marker="m"), read(bench, made))
        assert set(read(bench, made).fields["labels"]) == {"b", "c"}

    def test_an_unknown_type_is_refused_with_those_that_exist(self, bench: Any) -> None:
        with pytest.raises(PlatformError) as caught:
            bench.platform.plan(ChangeSet(None, bench.project_id, "Unicorn", {"summary": "x"}, marker="m"), None)
        assert caught.value.reason == Reason.REFUSED_FIELDS
        assert "Task" in caught.value.message and "type" in caught.value.fields

    @pytest.mark.parametrize("name", ["creator", "created", "No such field"])
    def test_fields_that_cannot_be_written_are_refused_before_any_call(self, bench: Any, name: str) -> None:
        made = bench.person_creates("x")
        with pytest.raises(PlatformError) as caught:
            bench.platform.plan(ChangeSet(made, fields={name: "x"}, marker="m"), read(bench, made))
        assert caught.value.reason == Reason.REFUSED_FIELDS and name in caught.value.fields

    def test_a_status_is_reached_and_an_unknown_one_refused(self, bench: Any) -> None:
        made = bench.person_creates("x")
        current = read(bench, made)
        names = [s.name for s in bench.platform.statuses(bench.project_id, bench.type_name)]
        wanted = next(n for n in names if n != current.fields["status"].name)
        receipts = carry_out(bench, ChangeSet(made, fields={"status": wanted}, marker="m"), current)
        assert receipts[-1].stored["status"].name == wanted
        assert read(bench, made).fields["status"].name == wanted
        with pytest.raises(PlatformError) as caught:
            bench.platform.plan(ChangeSet(made, fields={"status": "Nirvana"}, marker="m"), current)
        assert wanted in caught.value.fields["status"]

    def test_a_status_that_stands_already_plans_nothing(self, bench: Any) -> None:
        made = bench.person_creates("x")
        current = read(bench, made)
        status = Named("", current.fields["status"].name)
        assert bench.platform.plan(ChangeSet(made, fields={"status": status}, marker="m"), current) == ()

    def test_an_entity_that_is_gone_is_not_found(self, bench: Any) -> None:
        made = bench.person_creates("x")
        current = read(bench, made)
        calls = bench.platform.plan(ChangeSet(made, fields={"summary": "y"}, marker="m"), current)
        bench.person_deletes(made)
        with pytest.raises(PlatformError) as caught:
            bench.platform.apply(calls[0], made)
        assert caught.value.reason == Reason.NOT_FOUND and caught.value.permanent


class TestComments:
    def test_are_added_edited_and_removed(self, bench: Any) -> None:
        made = bench.person_creates("x")
        add = CommentChange("add", "r1", body=bench.text("First"))
        added = carry_out(bench, ChangeSet(made, comments=(add,), marker="m"), read(bench, made))[0]
        entity = read(bench, made)
        assert [(c.id, bench.words(c.body)) for c in entity.comments] == [(added.sub_id, "First")]
        assert entity.comments[0].author.id == bench.platform.identity().id
        edit = CommentChange("edit", "r1", added.sub_id, bench.text("Second"))
        edited = carry_out(bench, ChangeSet(made, comments=(edit,), marker="m2"), entity)[0]
        assert edited.sub_id == added.sub_id and edited.sub_version
        assert bench.words(read(bench, made).comments[0].body) == "Second"
        remove = CommentChange("remove", "r1", added.sub_id)
        carry_out(bench, ChangeSet(made, comments=(remove,), marker="m3"), entity)
        carry_out(bench, ChangeSet(made, comments=(remove,), marker="m4"), entity)
        assert read(bench, made).comments == ()


class TestAttachments:
    def test_are_streamed_up_and_down_and_taken_off(self, bench: Any) -> None:
        made = bench.person_creates("x")
        content = bytes(range(256)) * 3000
        add = AttachmentChange("add", "r1", "Grüße & more.bin", len(content))
        receipt = carry_out(bench, ChangeSet(made, attachments=(add,), marker="m"), read(bench, made), content)[0]
        entity = read(bench, made)
        assert [(a.id, a.filename, a.filesize) for a in entity.attachments] == [
            (receipt.sub_id, "Grüße & more.bin", len(content))
        ]
        assert b"".join(bench.platform.download(receipt.sub_id)) == content
        remove = AttachmentChange("remove", "r1", local_id=receipt.sub_id)
        carry_out(bench, ChangeSet(made, attachments=(remove,), marker="m2"), entity)
        assert read(bench, made).attachments == ()

    def test_a_large_file_arrives_whole(self, bench: Any) -> None:
        made = bench.person_creates("x")
        content = b"0123456789abcdef" * (17 * 65_536 + 1)
        add = AttachmentChange("add", "r1", "large.bin", len(content))
        receipt = carry_out(bench, ChangeSet(made, attachments=(add,), marker="m"), read(bench, made), content)[0]
        assert b"".join(bench.platform.download(receipt.sub_id)) == content

    @pytest.mark.parametrize("announced", [-1, 1])
    def test_a_file_that_is_not_as_long_as_announced_is_not_attached(self, bench: Any, announced: int) -> None:
        made = bench.person_creates("x")
        content = b"x" * 100_000
        add = AttachmentChange("add", "r1", "odd.bin", len(content) + announced)
        with pytest.raises(PlatformError):
            carry_out(bench, ChangeSet(made, attachments=(add,), marker="m"), read(bench, made), content)
        assert read(bench, made).attachments == ()

    def test_a_file_that_is_not_there_is_not_found(self, bench: Any) -> None:
        with pytest.raises(PlatformError) as caught:
            list(bench.platform.download("99999999"))
        assert caught.value.reason == Reason.NOT_FOUND


class TestLookUp:
    """A call whose answer was lost is found again, so that it is not made twice."""

    def lose_answer(self, bench: Bench, call: Call, entity_id: str | None, content: bytes = b"") -> int:
        path = call.target.replace("{entity}", entity_id or "*").partition("?")[0]
        # Held for no time: the connection ends without an answer. That waiting in vain counts the same is seen below.
        lost = {"kind": "timeout-after-write", "hold_s": 0, "times": 1}
        bench.fault(method=call.method, path="*" + path.rpartition("_apis")[2], **lost)
        before = bench.now()
        with pytest.raises(PlatformError) as caught:
            bench.platform.apply(call, entity_id, Files(content))
        assert caught.value.reason == Reason.UNAVAILABLE and caught.value.uncertain
        bench.no_faults()
        return before

    def test_a_create_is_found_by_its_marker(self, bench: Any) -> None:
        change = ChangeSet(None, bench.project_id, "Task", {"summary": "only once"}, marker="effect-77", twin_url="")
        call = bench.platform.plan(change, None)[0]
        since = self.lose_answer(bench, call, None)
        found = bench.platform.look_up(call, None, since=since)
        assert found is not None and found.found
        assert read(bench, found.entity_id).marker == "effect-77"
        assert bench.count("only once") == 1

    def test_a_create_that_never_happened_is_not_found(self, bench: Any) -> None:
        change = ChangeSet(None, bench.project_id, "Task", {"summary": "never"}, marker="effect-78")
        call = bench.platform.plan(change, None)[0]
        assert bench.platform.look_up(call, None, since=bench.now() - 120_000) is None

    def test_a_comment_is_found_and_an_equal_older_one_is_not_mistaken_for_it(self, bench: Any) -> None:
        made = bench.person_creates("x")
        add = CommentChange("add", "r1", body=bench.text("+1"))
        first = carry_out(bench, ChangeSet(made, comments=(add,), marker="m1"), read(bench, made))[0]
        again = ChangeSet(made, comments=(replace(add, remote_id="r2"),), marker="m2")
        call = bench.platform.plan(again, read(bench, made))[0]
        assert bench.platform.look_up(call, made, since=bench.now()) is None
        since = self.lose_answer(bench, call, made)
        found = bench.platform.look_up(call, made, since=since)
        assert found is not None and found.sub_id != first.sub_id
        assert len(read(bench, made).comments) == 2

    def test_an_attachment_is_found(self, bench: Any) -> None:
        made = bench.person_creates("x")
        add = AttachmentChange("add", "r1", "a.txt", 5)
        call = bench.platform.plan(ChangeSet(made, attachments=(add,), marker="m"), read(bench, made))[0]
        since = bench.now()
        assert bench.platform.look_up(call, made, since=since) is None
        done = bench.platform.apply(call, made, Files(b"hello"))
        found = bench.platform.look_up(call, made, since=since)
        assert found is not None and found.sub_id == done.sub_id

    def test_a_file_is_not_mistaken_for_another_of_the_same_name_and_size(self, bench: Any) -> None:
        made = bench.person_creates("x")
        alike = [AttachmentChange("add", name, "a.txt", 5) for name in ("r1", "r2", "r3")]
        older = bench.platform.plan(ChangeSet(made, attachments=(alike[0],), marker="m"), read(bench, made))[0]
        bench.platform.apply(older, made, Files(b"older"))
        change = ChangeSet(made, attachments=(alike[1], alike[2]), marker="n")
        first, second = bench.platform.plan(change, read(bench, made))
        since = bench.now()
        assert bench.platform.look_up(first, made, since=since) is None
        one = bench.platform.apply(first, made, Files(b"hello"))
        assert bench.platform.look_up(second, made, since=since) is None
        other = bench.platform.apply(second, made, Files(b"world"))
        ids = [bench.platform.look_up(call, made, since=since).sub_id for call in (first, second)]
        assert ids == [one.sub_id, other.sub_id]

    def test_a_link_is_known_even_where_somebody_took_it_off_again(self, bench: Any) -> None:
        one, other, third = (bench.person_creates(name) for name in ("x", "y", "z"))

        def plan(action: str, end: str, link_id: str = "") -> Any:
            link = LinkChange(action, "related", EntityRef(end, ""), link_id=link_id)
            return bench.platform.plan(ChangeSet(one, links=(link,), marker=f"{action} {end}"), read(bench, one))[0]

        call, elsewhere = plan("add", other), plan("add", third)
        assert bench.platform.look_up(call, one, since=bench.now()) is None
        since = self.lose_answer(bench, call, one)
        assert bench.platform.look_up(call, one, since=since).sub_id == other
        assert bench.platform.look_up(elsewhere, one, since=since) is None
        bench.platform.apply(plan("remove", other, read(bench, one).links[0].id), one)
        assert bench.platform.look_up(call, one, since=since).sub_id == other
        assert bench.platform.look_up(call, one, since=since + 3_600_000) is None, "another call, of an hour later"

    def test_a_transition_is_known_by_the_status(self, bench: Any) -> None:
        made = bench.person_creates("x")
        current = read(bench, made)
        names = [s.name for s in bench.platform.statuses(bench.project_id, bench.type_name)]
        wanted = next(n for n in names if n != current.fields["status"].name)
        call = bench.platform.plan(ChangeSet(made, fields={"status": wanted}, marker="m"), current)[-1]
        assert bench.platform.look_up(call, made) is None
        bench.platform.apply(call, made)
        assert bench.platform.look_up(call, made) is not None

    def test_a_removed_comment_is_known_to_be_gone(self, bench: Any) -> None:
        made = bench.person_creates("x")
        add = CommentChange("add", "r1", body=bench.text("First"))
        added = carry_out(bench, ChangeSet(made, comments=(add,), marker="m"), read(bench, made))[0]
        remove = CommentChange("remove", "r1", added.sub_id)
        call = bench.platform.plan(ChangeSet(made, comments=(remove,), marker="m2"), read(bench, made))[0]
        assert bench.platform.look_up(call, made) is None
        bench.platform.apply(call, made)
        assert bench.platform.look_up(call, made) is not None


class TestFailures:
    @pytest.mark.parametrize(
        ("fault", "reason", "uncertain"),
        [
            ({"kind": "status", "status": 429}, Reason.RATE_LIMITED, False),
            ({"kind": "status", "status": 503}, Reason.UNAVAILABLE, True),
            ({"kind": "status", "status": 500}, Reason.UNAVAILABLE, True),
            ({"kind": "timeout-after-write"}, Reason.TIMED_OUT, True),
            ({"kind": "html"}, Reason.BAD_ANSWER, True),
        ],
        ids=["429", "503", "500", "time-out", "html"],
    )
    def test_each_failure_of_a_write_has_its_treatment(
        self, bench: Any, fault: dict[str, Any], reason: Reason, uncertain: bool
    ) -> None:
        made = bench.person_creates("x")
        call = bench.platform.plan(ChangeSet(made, fields={"summary": "y"}, marker="m"), read(bench, made))[0]
        bench.fault(method=call.method, times=1, **fault)
        with pytest.raises(PlatformError) as caught:
            bench.platform.apply(call, made)
        assert (caught.value.reason, caught.value.uncertain) == (reason, uncertain)
        assert not caught.value.permanent

    def test_a_cut_answer_leaves_a_write_uncertain(self, bench: Any) -> None:
        made = bench.person_creates("x")
        call = bench.platform.plan(ChangeSet(made, fields={"summary": "y"}, marker="m"), read(bench, made))[0]
        bench.fault(kind="cut", method=call.method, times=1)
        with pytest.raises(PlatformError) as caught:
            bench.platform.apply(call, made)
        assert caught.value.uncertain
        assert read(bench, made).summary == "y"

    def test_a_lost_answer_stays_uncertain_when_nothing_else_answers_either(self, bench: Any) -> None:
        change = ChangeSet(None, bench.project_id, "Task", {"summary": "only once"}, marker="effect-79", twin_url="")
        call = bench.platform.plan(change, None)[0]
        bench.platform.metadata.forget()
        bench.fault(kind="status", status=503, method="GET")
        bench.fault(kind="cut", method=call.method, times=1)
        with pytest.raises(PlatformError) as caught:
            bench.platform.apply(call, None)
        assert caught.value.uncertain
        bench.no_faults()
        assert bench.count("only once") == 1

    @pytest.mark.parametrize("status", [429, 503])
    def test_what_fails_after_a_write_was_taken_does_not_make_it_look_refused(self, bench: Any, status: int) -> None:
        change = ChangeSet(None, bench.project_id, "Task", {"summary": "only once"}, marker="effect-80", twin_url="")
        call = bench.platform.plan(change, None)[0]
        bench.platform.metadata.forget()  # as after a restart, when a plan of before is gone on with
        bench.fault(kind="status", status=status, method="GET")
        try:
            assert bench.platform.apply(call, None).entity_id
        except PlatformError as problem:
            assert problem.uncertain
        bench.no_faults()
        assert bench.count("only once") == 1

    def test_retry_after_reaches_the_error_and_the_observer(self, bench: Any) -> None:
        made = bench.person_creates("x")
        bench.platform.read([made])
        bench.fault(kind="status", status=429, times=1, headers={"Retry-After": "7"})
        with pytest.raises(PlatformError) as caught:
            bench.platform.read([made])
        assert caught.value.retry_after == 7
        assert bench.listener.rates[-1].pause == 7 and bench.listener.rates[-1].refused

    def test_a_read_that_fails_is_never_uncertain(self, bench: Any) -> None:
        made = bench.person_creates("x")
        bench.platform.read([made])
        bench.fault(kind="timeout-after-write", hold_s=0, times=1)
        with pytest.raises(PlatformError) as caught:
            bench.platform.read([made])
        assert not caught.value.uncertain

    def test_every_call_is_counted(self, bench: Any) -> None:
        made = bench.person_creates("x")
        bench.forget_calls()
        bench.listener.calls.clear()
        bench.platform.read([made])
        assert len(bench.listener.calls) == len(bench.calls()) > 0


class TestQueries:
    def query(self, bench: Bench, text: str) -> TriggerQuery:
        return TriggerQuery(text, bench.project_id)

    def test_counts_matches_and_lists(self, bench: Any) -> None:
        ids = [bench.person_creates(f"unicorn {n}") for n in range(5)]
        other = bench.person_creates("horse")
        query = self.query(bench, bench.query("unicorn"))
        assert bench.platform.check_query(query) == 5
        assert bench.platform.matching(query, [*ids, other, "99999999"]) == frozenset(ids)
        seen: list[str] = []
        cursor = None
        while True:
            page = bench.platform.enumerate(query, cursor, 2)
            seen += page.ids
            cursor = page.cursor
            if cursor is None:
                break
        assert sorted(seen) == sorted(ids)

    def test_a_bad_query_is_refused_in_the_trackers_words(self, bench: Any) -> None:
        with pytest.raises(PlatformError) as caught:
            bench.platform.check_query(self.query(bench, bench.bad_query))
        assert caught.value.reason == Reason.BAD_QUERY and caught.value.message

    def test_a_bad_query_spoils_no_other(self, bench: Any) -> None:
        made = bench.person_creates("unicorn")
        queries = [self.query(bench, bench.bad_query), self.query(bench, bench.query("unicorn"))]
        assert bench.platform.matching_many(queries, [made]) == (None, frozenset({made}))

    def test_an_event_that_no_trigger_wants_costs_one_call(self, bench: Any) -> None:
        ids = [bench.person_creates(f"horse {n}") for n in range(3)]
        bench.forget_calls()
        assert bench.platform.matching(self.query(bench, bench.query("unicorn")), ids) == frozenset()
        assert len(bench.calls()) == 1


class TestPolling:
    def test_finds_what_changed_since_and_only_in_the_projects_asked(self, bench: Any) -> None:
        before = bench.person_creates("before")
        bench.grow_old(before)
        watermark = bench.platform.changes_since(None, [bench.project_id]).watermark
        made, edited = bench.person_creates("new"), bench.person_creates("edited")
        bench.person_sets(edited, "edited again")
        page = bench.platform.changes_since(watermark, [bench.project_id])
        assert {made, edited} <= {n.entity_id for n in page.notices}
        assert before not in {n.entity_id for n in page.notices}
        assert all(n.delivery for n in page.notices)
        again = bench.platform.changes_since(page.watermark, [bench.project_id])
        last = bench.platform.changes_since(again.watermark, [bench.project_id])
        assert len(last.notices) <= len(page.notices)
        assert not last.more
