"""The vendor's own examples: their requests are understood, their answers have no part that ours lack."""

from typing import Any

import pytest

pytestmark = pytest.mark.vendor

P = "/Fabrikam Fiber"
DATA = ("fields", "allowedValues", "publisherInputs", "consumerInputs", "attributes", "children", "xmlForm")
"""Parts whose content is data, not shape."""


def shape(value: Any, path: str = "") -> set[str]:
    """Dotted paths of all keys; a list counts as its first entry."""
    if isinstance(value, list):
        return shape(value[0], path) if value else set()
    if not isinstance(value, dict):
        return set()
    found: set[str] = set()
    for key, item in value.items():
        found.add(f"{path}{key}")
        if key not in DATA and item is not None:
            found |= shape(item, f"{path}{key}.")
    return found


def answer_of(example: dict[str, Any], status: str = "200") -> Any:
    return example["responses"][status]["body"]


def lacking(example: dict[str, Any], ours: Any, status: str = "200", but: tuple[str, ...] = ()) -> set[str]:
    return {path for path in shape(answer_of(example, status)) - shape(ours) if not path.startswith(but)}


@pytest.mark.parametrize(
    ("area", "name", "path", "but"),
    [
        ("wit", "workItemTypeStates/GET__workitem_type_states.json", f"{P}/_apis/wit/workitemtypes/Bug/states", ()),
        ("wit", "workItemTypes/GET__wit_workItemTypes_Bug.json", f"{P}/_apis/wit/workitemtypes/Bug", ("transitions.",)),
        ("wit", "workItemRelationTypes/GET__relation_types.json", "/_apis/wit/workitemrelationtypes", ()),
        ("wit", "fields/GET__wit_fields__fieldName_.json", f"{P}/_apis/wit/fields/System.IterationPath", ()),
        ("wit", "tags/GET__wit_tag.json", f"{P}/_apis/wit/tags/orders", ()),
        ("wit", "updates/GET__list_of_workitem_updates.json", "/_apis/wit/workItems/3/updates", ()),
        ("wit", "revisions/GET__list_workitem_revisions.json", "/_apis/wit/workItems/3/revisions", ()),
        (
            "wit",
            "workItemLinks/GET__wit_reporting_workItemLinks_50.json",
            "/_apis/wit/reporting/workItemLinks",
            (),
        ),
        (
            "wit",
            "workItemRevisions/GET__wit_reporting_workItemRevisions.json",
            "/_apis/wit/reporting/workItemRevisions",
            (),
        ),
        (
            "wit",
            "classificationNodes/GET__wit_classificationNodes_areas__depth-2.json",
            f"{P}/_apis/wit/classificationNodes/areas?$depth=2",
            (),
        ),
        ("wit", "updates/GET__work_item_update.json", "/_apis/wit/workItems/3/updates/2", ()),
        ("wit", "revisions/GET__workitem_revision.json", "/_apis/wit/workItems/3/revisions/2", ()),
        ("wit", "revisions/GET__list_workitem_revisions_paged.json", "/_apis/wit/workItems/3/revisions?$top=1", ()),
        (
            "wit",
            "workItemTypeCategories/GET__wit_workItemTypeCategories.json",
            f"{P}/_apis/wit/workItemTypeCategories",
            (),
        ),
        (
            "wit",
            "workItemTypesField/GET__workItemType_field_expand.json",
            f"{P}/_apis/wit/workItemTypes/Bug/fields/System.State?$expand=all",
            (),
        ),
        (
            "wit",
            "workItemRelationTypes/GET__relation_type.json",
            "/_apis/wit/workItemRelationTypes/System.LinkTypes.Related",
            (),
        ),
        ("wit", "workItems/GET__wit_WorkItems_id.json", "/_apis/wit/workItems/2", ("_links.workItemHistory",)),
        (
            "wit",
            "classificationNodes/GET__wit_classificationNodes_areas__areaPath_.json",
            f"{P}/_apis/wit/classificationNodes/areas/Web",
            (),
        ),
        (
            "hooks",
            "consumers/GET__hooks_consumers.json",
            "/_apis/hooks/consumers",
            ("value.inputDescriptors.", "value.actions.inputDescriptors.", "value.externalConfiguration"),
        ),
    ],
)
def test_what_an_example_shows_is_in_our_answer(vendor, example, area, name, path, but):
    version = "7.1-preview.1" if "tags" in path else "7.1"
    ours = vendor.call("GET", path, version=version)
    assert lacking(example(area, name), ours, but=but) == set()


@pytest.mark.parametrize("name", ["POST__wit_workitems_create.json", "PATCH__wit_workitems_add_markdown_comment.json"])
def test_example_patches_are_understood(vendor, example, name):
    found = example("wit", f"workItems/{name}")
    if name.startswith("POST"):
        ours = vendor.call("POST", f"{P}/_apis/wit/workitems/$Task", found["parameters"]["body"])
    else:
        ours = vendor.call("PATCH", "/_apis/wit/workitems/2", found["parameters"]["body"])
    assert lacking(found, ours, but=("_links.workItemHistory",)) == set()
    assert {"System.Title", "System.State", "System.CreatedBy", "System.ChangedDate"} <= set(ours["fields"])


def test_the_markdown_example_keeps_its_text_and_says_its_format(vendor, example):
    found = example("wit", "workItems/PATCH__wit_workitems__taskId_markdown.json")
    ours = vendor.call("PATCH", "/_apis/wit/workitems/2", found["parameters"]["body"])
    assert ours["fields"]["System.Description"] == found["parameters"]["body"][0]["value"]
    assert ours["multilineFieldsFormat"] == answer_of(found)["multilineFieldsFormat"]


def test_the_subscription_example_has_the_same_shape_for_our_event(vendor, example):
    found = example("hooks", "subscriptions/POST__hooks_subscriptions.json")
    body = {**found["parameters"]["body"], "eventType": "workitem.created"}
    body["publisherInputs"] = {"projectId": vendor.simulator.organization.projects.get("Fabrikam Fiber").id}
    ours = vendor.call("POST", "/_apis/hooks/subscriptions", body)
    assert lacking(found, ours) == set()


def test_uploads_answer_as_the_examples(vendor, example):
    found = example("wit", "attachments/POST__wit_attachments_fileName-_textFile_.json")
    ours = vendor.call("POST", f"{P}/_apis/wit/attachments?fileName=a.txt", data=b"text")
    assert lacking(found, ours, "201") == set()


def test_the_query_example_runs(vendor, example):
    found = example("wit", "wiql/GET__wit_get_id_workitems.json")
    ours = vendor.call("POST", "/_apis/wit/wiql", found["parameters"]["body"])
    assert lacking(found, ours) == set()
    assert [item["id"] for item in ours["workItems"]] == [2]


def unique_name(fields: dict[str, Any]) -> str | None:
    return (fields.get("System.AssignedTo") or {}).get("uniqueName")


def test_the_story_that_the_examples_tell_happens_here_with_the_same_revisions(vendor, example):
    """Links and their comments leave the revision alone; files, hyperlinks and comments move it by one."""
    organization = vendor.simulator.organization
    organization.people.add("Jamal Hartnett", "fabrikamfiber4@hotmail.com")
    for person in organization.people.all():
        if person.unique_name == "jamal.hartnett@fabrikam.example":
            organization.people.change(person.id, display_name="Another Jamal")
    title = [{"op": "add", "path": "/fields/System.Title", "value": "JavaScript implementation"}]
    number = vendor.call("POST", f"{P}/_apis/wit/workitems/$Task", title)["id"]
    own = f"/_apis/wit/workitems/{number}"
    upload = vendor.call("POST", f"{P}/_apis/wit/attachments?fileName=Spec.txt", data=b"text")
    links = [
        {"op": "add", "path": "/relations/-", "value": {"rel": f"System.LinkTypes.{rel}", "url": f"x/{target}"}}
        for rel, target in (("Hierarchy-Reverse", 1), ("Related", 3))
    ]
    assert vendor.call("PATCH", own, links)["rev"] == 1
    for text in ("Second", "Third"):
        vendor.call("PATCH", own, [{"op": "add", "path": "/fields/System.Title", "value": text}])
    for step, rev in ((3, 3), (4, 3), (5, 3), (6, 4), (7, 5), (8, 6)):
        found = example("wit", f"workItems/PATCH__wit_workitems__taskId_{step}.json")
        patch = found["parameters"]["body"]
        for operation in patch:
            relation = operation["value"] if operation["path"] == "/relations/-" else {}
            if relation.get("rel") == "AttachedFile":
                relation["url"] = upload["url"]
            elif "LinkTypes" in relation.get("rel", ""):
                relation["url"] = f"{vendor.simulator.url}/_apis/wit/workItems/2"
        ours = vendor.call("PATCH", own, patch)
        theirs = answer_of(found)
        assert ours["rev"] == theirs["rev"] == rev
        assert [link["rel"] for link in ours["relations"]] == [link["rel"] for link in theirs["relations"]]
    for step in (9, 14, 10, 11, 12, 13):
        found = example("wit", f"workItems/PATCH__wit_workitems__taskId_{step}.json")
        patch = [operation for operation in found["parameters"]["body"] if operation["op"] != "test"]
        ours, theirs = vendor.call("PATCH", own, patch)["fields"], answer_of(found)["fields"]
        if step in (10, 11, 12, 13):
            assert unique_name(ours) == unique_name(theirs)
        if step == 9:
            assert ours["System.Tags"] == "Tag1; Tag2"
    bypassing = example("wit", "workItems/PATCH__wit_workitems__taskId__bypassRules-true.json")
    ours = vendor.call("PATCH", f"{own}?bypassRules=true", bypassing["parameters"]["body"])
    assert ours["fields"]["System.AssignedTo"] == answer_of(bypassing)["fields"]["System.AssignedTo"]
