"""Work items: revisions, patches, rules, links."""

from typing import Any

import pytest

TITLE = "System.Title"


def link(rel: str, number: int, comment: str = "") -> dict[str, Any]:
    value = {"rel": f"System.LinkTypes.{rel}", "url": f"http://x/_apis/wit/workItems/{number}"}
    return {"op": "add", "path": "/relations/-", "value": {**value, "attributes": {"comment": comment}}}


def test_every_change_of_a_field_makes_one_revision(api):
    number = api.create()["id"]
    assert api.change(number, System__Title="Second", System__Tags="a")["rev"] == 2
    assert len(api.get(f"/_apis/wit/workitems/{number}/revisions")["value"]) == 2


def test_a_patch_that_changes_nothing_makes_no_revision(api):
    number = api.create(System__Title="Same")["id"]
    assert api.change(number, System__Title="Same")["rev"] == 1


def test_a_test_of_rev_that_fails_changes_nothing_and_answers_412(api):
    number = api.create()["id"]
    body = api.change(number, {"op": "test", "path": "/rev", "value": 7}, System__Title="New", status=412)
    assert body["typeKey"] == "TestPatchOperationFailedException" and "VS403351" in body["message"]
    assert api.item(number)["fields"][TITLE] == "A work item"


def test_tags_are_merged_by_add_and_overwritten_by_replace(api):
    number = api.create(System__Tags="b; a")["id"]
    assert api.change(number, System__Tags="C")["fields"]["System.Tags"] == "a; b; C"
    replaced = api.change(number, {"op": "replace", "path": "/fields/System.Tags", "value": "z"})
    assert replaced["fields"]["System.Tags"] == "z"
    removed = api.change(number, {"op": "remove", "path": "/fields/System.Tags"})
    assert "System.Tags" not in removed["fields"]


def test_the_same_field_twice_is_refused(api):
    number = api.create()["id"]
    twice = [{"op": "add", "path": "/fields/System.Title", "value": text} for text in "ab"]
    assert "VS403691" in api.change(number, *twice, status=400)["message"]


def test_a_patch_is_all_or_nothing(api):
    number = api.create()["id"]
    api.change(number, System__Title="New", Microsoft__VSTS__Common__Priority=9, status=400)
    assert api.item(number)["rev"] == 1


def test_a_missing_title_names_the_field_in_custom_properties(api):
    answer = api.call(
        "POST",
        "/Fabrikam Fiber/_apis/wit/workitems/$Task",
        json=[],
        content_type="application/json-patch+json",
    )
    body = answer.get_json()
    assert answer.status_code == 400 and body["typeKey"] == "RuleValidationException"
    assert body["customProperties"]["FieldReferenceName"] == TITLE
    errors = body["customProperties"]["RuleValidationErrors"]
    assert [error["fieldReferenceName"] for error in errors] == [TITLE]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"System.State": "Nonsense"}, "not in the list of supported values"),
        ({"System.AssignedTo": "nobody@nowhere.example"}, "unknown identity"),
        ({"System.AreaPath": "Elsewhere"}, "TF401347"),
        ({"System.Nothing": 1}, "TF51535"),
        ({"System.CreatedDate": "2020-01-01"}, "ReadOnly"),
        ({"Microsoft.VSTS.Common.Priority": "high"}, "InvalidType"),
        ({TITLE: "x" * 256}, "InvalidTooLong"),
    ],
)
def test_values_that_break_a_rule_are_refused_with_the_vendors_words(api, fields, words):
    number = api.create()["id"]
    document = [{"op": "add", "path": f"/fields/{name}", "value": value} for name, value in fields.items()]
    assert words in api.change(number, *document, status=400)["message"]


def test_a_patch_without_the_json_patch_content_type_is_refused(api):
    number = api.create()["id"]
    api.patch(f"/_apis/wit/workitems/{number}", [], content_type="application/json", status=415)


def test_validate_only_answers_the_result_and_stores_nothing(api):
    number = api.create()["id"]
    preview = api.change(number, System__Title="Maybe", query="?validateOnly=true")
    assert preview["fields"][TITLE] == "Maybe" and preview["rev"] == 1
    assert api.item(number)["fields"][TITLE] == "A work item"


def test_bypass_rules_needs_the_permission_and_then_sets_dates_and_authors(api, admin, simulator):
    number = api.create()["id"]
    past = {"System__ChangedDate": "2020-01-01T00:00:00Z"}
    assert "VS402625" in admin.change(number, query="?bypassRules=true", status=400, **past)["message"]
    future = {"System__ChangedDate": "2999-01-01T00:00:00Z"}
    assert "VS402624" in admin.change(number, query="?bypassRules=true", status=400, **future)["message"]
    someone = {"System__ChangedBy": "jamal.hartnett@fabrikam.example", "System__Title": "By Jamal"}
    body = admin.change(number, query="?bypassRules=true&$expand=all", **someone)
    assert body["fields"]["System.ChangedBy"]["displayName"] == "Jamal Hartnett"
    assert body["fields"]["System.AuthorizedAs"]["displayName"] == "Maria Admin"
    member = simulator.organization.people.find("jamal.hartnett@fabrikam.example")
    api.pat = simulator.organization.credentials.issue("pat", member.id).secret
    api.change(number, query="?bypassRules=true", System__Title="No", status=403)


def test_a_link_changes_both_ends_without_a_revision(api):
    parent, child = api.create("User Story")["id"], api.create()["id"]
    answer = api.change(child, link("Hierarchy-Reverse", parent))
    assert answer["rev"] == 1
    assert api.item(child)["fields"]["System.Parent"] == parent
    other = api.item(parent, "?$expand=relations")
    assert other["rev"] == 1
    assert other["relations"][0]["rel"] == "System.LinkTypes.Hierarchy-Forward"
    updates = api.get(f"/_apis/wit/workitems/{parent}/updates")["value"]
    assert [(update["id"], update["rev"]) for update in updates] == [(1, 1), (2, 1)]


def test_a_second_parent_and_a_circle_are_refused(api):
    first, second, child = (api.create()["id"] for _ in range(3))
    api.change(child, link("Hierarchy-Reverse", first))
    assert "TF201036" in api.change(child, link("Hierarchy-Reverse", second), status=400)["message"]
    assert "TF201036" in api.change(second, link("Hierarchy-Forward", child), status=400)["message"]
    assert "TF201035" in api.change(first, link("Hierarchy-Reverse", child), status=400)["message"]


def test_a_removed_link_disappears_at_both_ends_and_in_the_link_report(api):
    one, two = api.create()["id"], api.create()["id"]
    before = api.get("/_apis/wit/reporting/workitemlinks")["continuationToken"]
    api.change(one, link("Related", two))
    api.change(one, {"op": "remove", "path": "/relations/0"})
    assert "relations" not in api.item(two, "?$expand=relations")
    report = api.get(f"/_apis/wit/reporting/workitemlinks?continuationToken={before}")
    assert [change["isActive"] for change in report["values"]] == [True, False]


def test_a_hyperlink_makes_a_revision_and_gets_a_resource_id(api):
    number = api.create()["id"]
    value = {"rel": "Hyperlink", "url": "https://jira.example/browse/A-1", "attributes": {"comment": "twin"}}
    body = api.change(number, {"op": "add", "path": "/relations/-", "value": value})
    assert body["rev"] == 2
    assert body["relations"][0]["attributes"]["comment"] == "twin" and body["relations"][0]["attributes"]["id"]


def test_history_adds_a_comment_in_the_same_revision_and_names_it(api):
    number = api.create()["id"]
    body = api.change(number, System__History="<b>Hello</b>", System__Title="Both")
    assert body["rev"] == 2 and body["fields"]["System.CommentCount"] == 1
    comment = api.get(
        f"/Fabrikam Fiber/_apis/wit/workItems/{number}/comments/{body['commentVersionRef']['commentId']}",
        version="7.1-preview.4",
    )
    assert comment["text"] == "<b>Hello</b>"
    assert "System.History" not in api.item(number)["fields"]


def test_markdown_is_kept_as_written_and_there_is_no_way_back(api):
    number = api.create()["id"]
    path = "/multilineFieldsFormat/System.Description"
    body = api.change(number, {"op": "add", "path": path, "value": "Markdown"}, System__Description="# A <b>")
    assert body["multilineFieldsFormat"] == {"System.Description": "markdown"}
    assert body["fields"]["System.Description"] == "# A <b>"
    api.change(number, {"op": "add", "path": path, "value": "Html"}, status=400)


def test_state_changes_set_dates_people_and_reason(api):
    number = api.create("Bug")["id"]
    closed = api.change(number, System__State="Closed")["fields"]
    assert closed["Microsoft.VSTS.Common.ClosedBy"]["displayName"] == "Liaise Sync"
    reopened = api.change(number, System__State="active")["fields"]
    assert reopened["System.State"] == "Active" and "Microsoft.VSTS.Common.ClosedDate" not in reopened


def test_type_and_project_can_change_and_the_id_stays(api):
    number = api.create("Bug")["id"]
    assert api.change(number, System__WorkItemType="Task")["fields"]["System.WorkItemType"] == "Task"
    moved = api.change(
        number,
        System__TeamProject="Fabrikam Mobile",
        System__AreaPath="Fabrikam Mobile",
        System__IterationPath="Fabrikam Mobile",
        System__State="To Do",
    )
    assert moved["id"] == number and moved["fields"]["System.TeamProject"] == "Fabrikam Mobile"
    api.get(f"/Fabrikam Fiber/_apis/wit/workitems/{number}", status=404)


def test_a_move_without_a_new_area_is_refused(api):
    number = api.create()["id"]
    assert "TF401347" in api.change(number, System__TeamProject="Fabrikam Mobile", status=400)["message"]


def test_a_deleted_item_is_in_the_recycle_bin_until_it_is_restored(api):
    number = api.create()["id"]
    api.delete(f"/_apis/wit/workitems/{number}")
    assert "TF401232" in api.get(f"/_apis/wit/workitems/{number}", status=404)["message"]
    assert api.get(f"/_apis/wit/recyclebin/{number}")["resource"]["id"] == number
    api.patch(f"/_apis/wit/recyclebin/{number}", {"IsDeleted": False}, content_type="application/json")
    assert api.item(number)["rev"] == 3


def test_a_batch_of_writes_succeeds_in_part(api):
    number = api.create()["id"]
    entries = [
        {"method": "PATCH", "uri": f"/_apis/wit/workitems/{wanted}?api-version=7.1", "headers": {}, "body": body}
        for wanted, body in (
            (number, [{"op": "add", "path": "/fields/System.Title", "value": "By batch"}]),
            (99999, [{"op": "add", "path": "/fields/System.Title", "value": "Nobody"}]),
        )
    ]
    answer = api.patch("/_apis/wit/$batch", entries, content_type="application/json")
    assert [entry["code"] for entry in answer["value"]] == [200, 404]
    assert api.item(number)["fields"][TITLE] == "By batch"


def test_a_required_field_of_a_state_shows_only_when_it_is_written(api, simulator):
    simulator.app.test_client().post(
        "/__control__/fields",
        json={"reference_name": "Custom.Cause", "name": "Cause", "type": "string", "work_item_type": "Bug",
              "required_in": ["Closed"]},
    )  # fmt: skip
    number = api.create("Bug")["id"]
    body = api.change(number, System__State="Closed", status=400)
    assert body["customProperties"]["FieldReferenceName"] == "Custom.Cause"
    assert api.change(number, System__State="Closed", Custom__Cause="Dust")["rev"] == 2


def test_as_of_shows_the_revision_of_that_time(api, simulator):
    number = api.create(System__Title="Old")["id"]
    then = simulator.bench.clock.now().isoformat().replace("+00:00", "Z")
    simulator.bench.clock.advance(60)
    api.change(number, System__Title="New")
    assert api.item(number, f"?asOf={then}")["fields"][TITLE] == "Old"


def test_people_are_named_by_mail_or_name_and_not_by_a_bare_id(api, simulator):
    person = simulator.organization.people.find("Jamal Hartnett")
    number = api.create()["id"]
    for value in (person.unique_name, person.display_name, person.label, {"uniqueName": person.unique_name}):
        api.change(number, System__AssignedTo="")
        assert api.change(number, System__AssignedTo=value)["fields"]["System.AssignedTo"]["id"] == person.id
    assert "unknown identity" in api.change(number, System__AssignedTo=person.id, status=400)["message"]


def test_a_project_is_made_from_a_known_process_template(admin):
    agile = "adcc42ab-9882-485e-a3ed-7678f01f66bc"
    body = {"name": "Fresh", "capabilities": {"processTemplate": {"templateTypeId": agile}}}
    queued = admin.post("/_apis/projects", body, status=202)
    assert admin.get(f"/_apis/operations/{queued['id']}")["status"] == "succeeded"
    assert admin.get("/Fresh/_apis/wit/workitemtypes/User Story")["name"] == "User Story"
