"""Batches, queries, reporting, comments, files."""

from datetime import UTC, datetime, timedelta

import pytest

from addon.simulators.azuredevops import wiql
from addon.simulators.azuredevops.fields import FieldCatalog
from addon.simulators.azuredevops.wiql import macros


def test_a_batch_read_fails_as_a_whole_unless_told_to_omit(api):
    number = api.create()["id"]
    body = {"ids": [number, 99999], "fields": ["System.Title"]}
    assert "TF401232" in api.post("/_apis/wit/workitemsbatch", body, status=404)["message"]
    found = api.post("/_apis/wit/workitemsbatch", {**body, "errorPolicy": "omit"})["value"]
    assert found[0]["fields"] == {"System.Title": "A work item"} and found[1] is None


def test_fields_and_expand_exclude_each_other(api):
    body = {"ids": [1], "fields": ["System.Title"], "$expand": "all"}
    api.post("/_apis/wit/workitemsbatch", body, status=400)


def test_more_than_two_hundred_at_once_are_refused(api):
    api.post("/_apis/wit/workitemsbatch", {"ids": list(range(1, 202))}, status=400)


def ids(api, where: str, path: str = "/Fabrikam Fiber", suffix: str = "", status: int = 200):
    query = f"SELECT [System.Id] FROM WorkItems WHERE {where} ORDER BY [System.Id]"
    answer = api.post(f"{path}/_apis/wit/wiql{suffix}", {"query": query}, status=status)
    return [item["id"] for item in answer["workItems"]] if status == 200 else answer["message"]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("[System.TeamProject] = @project", [1, 2, 3]),
        ("[System.WorkItemType] IN ('Bug', 'Task')", [2, 3]),
        ("[System.WorkItemType] NOT IN ('Bug', 'Task')", [1]),
        ("[System.Tags] CONTAINS 'orders'", [1, 3]),
        ("[System.Title] CONTAINS 'order page' AND NOT [System.WorkItemType] = 'Bug'", [2]),
        ("[System.AssignedTo] = 'jamal.hartnett@fabrikam.example'", [2]),
        ("[System.AssignedTo] = ''", [1, 3]),
        ("[System.AreaPath] UNDER 'Fabrikam Fiber' AND ([System.Id] = 1 OR [System.Id] > 2)", [1, 3]),
        ("[System.CreatedDate] >= @today", [1, 2, 3]),
        ("[System.CreatedDate] < @today - 1", []),
        ("[System.State] <> 'Closed'", [1, 2, 3]),
        ("EVER [System.State] = 'New'", [1, 2, 3]),
        ("[System.CreatedBy] = @me", []),
        ("[System.Description] CONTAINS WORDS 'signing'", [1]),
        ("[System.WorkItemType] IN GROUP 'Microsoft.RequirementCategory'", [1]),
        ("[System.WorkItemType] NOT IN GROUP 'microsoft.bugcategory'", [1, 2]),
        ("[System.AssignedTo] IN GROUP '[fabrikam]\\Project Collection Valid Users'", [2]),
        ("[System.AssignedTo] IN GROUP '[fabrikam]\\Project Collection Administrators'", []),
        ("[System.IterationPath] = @CurrentIteration('[Fabrikam Fiber]\\Fabrikam Fiber Team')", []),
        ("[System.CreatedDate] >= @StartOfMonth('-1') AND [System.CreatedDate] <= @StartOfDay('+3w')", [1, 2, 3]),
    ],
)
def test_queries_select_what_they_say(api, where, expected):
    assert ids(api, where) == expected


def test_a_query_in_a_project_is_not_limited_to_it(api):
    elsewhere = api.create(project="Fabrikam Office")["id"]
    assert elsewhere in ids(api, "[System.Id] > 0")


def test_dates_with_times_need_time_precision(api):
    where = "[System.ChangedDate] > '2026-01-01T10:00:00Z'"
    assert "date precision" in ids(api, where, status=400)
    assert ids(api, where, suffix="?timePrecision=true") == [1, 2, 3]


@pytest.mark.parametrize(
    "where",
    [
        "[System.Nonsense] = 1",
        "[System.Id] =",
        "[System.Id] = 1)",
        "@x",
        "[System.ChangedDate] > @Today +",
        "[System.ChangedDate] > @Today - 1.5",
        "[System.ChangedDate] > @Today - 9999999999",
    ],
)
def test_a_query_that_is_none_is_refused_with_its_cause(api, where):
    assert "The error is caused by" in ids(api, where, status=400)


@pytest.mark.parametrize(
    ("macro", "moment"),
    [
        ("@Today - 7", "2026-11-16"),
        ("@StartOfDay('-1')", "2026-11-22"),
        ("@StartOfWeek", "2026-11-22"),
        ("@StartOfWeek - 1", "2026-11-15"),
        ("@StartOfWeek('+3d')", "2026-11-25"),
        ("@StartOfMonth - 11", "2025-12-01"),
        ("@StartOfMonth('+2')", "2027-01-01"),
        ("@StartOfMonth('-2w')", "2026-10-18"),
        ("@StartOfYear('-1y')", "2025-01-01"),
        ("@StartOfDay('-1M')", "2026-10-23"),
    ],
)
def test_macros_count_in_their_own_unit(macro, moment):
    text = f"SELECT [System.Id] FROM WorkItems WHERE [System.CreatedDate] > {macro}"
    condition = wiql.parse(text, FieldCatalog()).condition
    found = macros.moment(condition.operands[0], datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
    assert found == datetime.fromisoformat(f"{moment}T00:00:00+00:00")


@pytest.mark.parametrize("macro", ["@StartOfDay('soon')", "@StartOfYear - 99999", "@Today - 99999999", "@Nobody"])
def test_macros_that_are_none_are_refused_with_their_cause(api, macro):
    assert "The error is caused by" in ids(api, f"[System.CreatedDate] > {macro}", status=400)


def test_the_current_iteration_is_the_teams_and_needs_one(api, admin, simulator):
    now = simulator.organization.clock.now()
    for weeks, name in ((0, "Now"), (2, "Next")):
        start = now + timedelta(weeks=weeks) - timedelta(days=1)
        dates = {"startDate": start.isoformat(), "finishDate": (start + timedelta(days=13)).isoformat()}
        admin.post(
            "/Fabrikam Fiber/_apis/wit/classificationnodes/iterations", {"name": name, "attributes": dates}, status=201
        )
    running = api.create(System__IterationPath="Fabrikam Fiber\\Now")["id"]
    coming = api.create(System__IterationPath="Fabrikam Fiber\\Next")["id"]
    team = "/Fabrikam Fiber/Fabrikam Fiber Team"
    assert ids(api, "[System.IterationPath] = @CurrentIteration", path=team) == [running]
    assert ids(api, "[System.IterationPath] = @CurrentIteration + 1", path=team) == [coming]
    assert ids(api, "[System.IterationPath] = @CurrentIteration - 1", path=team) == []
    assert "VS402612" in ids(api, "[System.IterationPath] = @CurrentIteration", status=400)
    assert "VS402612" in ids(
        api, "[System.IterationPath] = @CurrentIteration", path="/Fabrikam Fiber/Nobody", status=400
    )


@pytest.mark.parametrize(
    "where", ["[System.Title] IN GROUP 'x'", "[System.WorkItemType] IN GROUP 'x'", "[System.AssignedTo] IN GROUP 'x'"]
)
def test_groups_are_of_types_and_of_people(api, where):
    assert "The error is caused by" in ids(api, where, status=400)


def test_a_query_as_of_no_date_is_refused(api):
    query = "SELECT [System.Id] FROM WorkItems ASOF 'soon'"
    refused = api.post("/_apis/wit/wiql", {"query": query}, status=400)
    assert "The error is caused by «soon»" in refused["message"]


def test_too_many_results_are_refused_and_top_limits_them(api, simulator):
    simulator.organization.options.query_limit = 2
    assert "VS402337" in ids(api, "[System.Id] > 0", status=400)
    assert len(ids(api, "[System.Id] > 0", suffix="?$top=2")) == 2


def test_reporting_pages_every_revision_in_order_and_goes_on_from_its_token(api, simulator):
    simulator.organization.options.revisions_page = 2
    seen, token = [], ""
    while True:
        page = api.get(f"/Fabrikam Fiber/_apis/wit/reporting/workitemrevisions?continuationToken={token}")
        seen += [(value["id"], value["rev"]) for value in page["values"]]
        token = page["continuationToken"]
        if page["isLastBatch"]:
            break
    assert seen == [(1, 1), (2, 1), (3, 1), (3, 2)]
    api.change(1, System__Title="Changed")
    following = api.get(f"/Fabrikam Fiber/_apis/wit/reporting/workitemrevisions?continuationToken={token}")
    assert [(value["id"], value["rev"]) for value in following["values"]] == [(1, 2)]


def test_reporting_leaves_long_texts_out_and_writes_people_as_labels(api):
    page = api.get("/Fabrikam Fiber/_apis/wit/reporting/workitemrevisions?includeLatestOnly=true")
    fields = page["values"][0]["fields"]
    assert "System.Description" not in fields
    assert fields["System.ChangedBy"] == "Jamal Hartnett <jamal.hartnett@fabrikam.example>"
    whole = api.get("/Fabrikam Fiber/_apis/wit/reporting/workitemrevisions?$expand=fields&includeIdentityRef=true")
    assert "System.Description" in whole["values"][0]["fields"]
    assert whole["values"][0]["fields"]["System.ChangedBy"]["id"]


def test_reporting_tells_deletions_only_when_asked(api):
    number = api.create()["id"]
    api.delete(f"/_apis/wit/workitems/{number}")
    body = {"fields": ["System.Id", "System.IsDeleted"], "includeLatestOnly": True}
    path = "/Fabrikam Fiber/_apis/wit/reporting/workitemrevisions"
    assert number not in [value["id"] for value in api.post(path, body)["values"]]
    told = api.post(path, {**body, "includeDeleted": True})["values"][-1]
    assert told["fields"] == {"System.Id": number, "System.IsDeleted": True}


def comments_path(number: int) -> str:
    return f"/Fabrikam Fiber/_apis/wit/workItems/{number}/comments"


def test_comments_have_versions_and_say_their_format(api):
    number = api.create()["id"]
    preview = "7.1-preview.4"
    made = api.post(comments_path(number) + "?format=markdown", {"text": "**bold**"}, version=preview)
    assert (made["version"], made["format"]) == (1, "markdown")
    edited = api.patch(
        f"{comments_path(number)}/{made['id']}", {"text": "plain"}, version=preview, content_type="application/json"
    )
    assert edited["version"] == 2
    versions = api.get(f"{comments_path(number)}/{made['id']}/versions", version="7.1-preview.1")["value"]
    assert [version["text"] for version in versions] == ["**bold**", "plain"]
    api.delete(f"{comments_path(number)}/{made['id']}", version=preview, status=204)
    assert api.get(comments_path(number), version=preview)["totalCount"] == 0
    assert api.get(comments_path(number) + "?includeDeleted=true", version=preview)["totalCount"] == 1


def test_comments_are_paged_newest_first(api):
    number = api.create()["id"]
    for text in ("one", "two", "three"):
        api.post(comments_path(number), {"text": text}, version="7.1-preview.4")
    first = api.get(comments_path(number) + "?$top=2", version="7.1-preview.4")
    assert [comment["text"] for comment in first["comments"]] == ["three", "two"]
    token = first["continuationToken"]
    rest = api.get(comments_path(number) + f"?$top=2&continuationToken={token}", version="7.1-preview.4")
    assert [comment["text"] for comment in rest["comments"]] == ["one"]


def test_comments_are_a_preview_and_say_so(api):
    body = api.get(comments_path(1), version="7.1", status=400)
    assert body["typeKey"] == "VssInvalidPreviewVersionException"


def test_mentions_survive_and_are_listed(api, simulator):
    person = simulator.organization.people.find("jamal.hartnett@fabrikam.example")
    text = f'<a href="#" data-vss-mention="version:2.0,{person.id}" class="x">@Jamal</a>'
    made = api.post(comments_path(1) + "?$expand=mentions", {"text": text}, version="7.1-preview.4")
    assert "data-vss-mention" in made["text"] and "class" not in made["text"]
    assert [mention["targetId"] for mention in made["mentions"]] == [person.id]


def test_a_file_in_pieces_is_the_same_as_a_whole_one(api):
    content = bytes(range(256)) * 40
    whole = api.call("POST", "/Fabrikam Fiber/_apis/wit/attachments?fileName=a.bin", data=content).get_json()
    begun = api.call("POST", "/Fabrikam Fiber/_apis/wit/attachments?fileName=a.bin&uploadType=chunked").get_json()
    for start in range(0, len(content), 4096):
        piece = content[start : start + 4096]
        header = f"bytes {start}-{start + len(piece) - 1}/{len(content)}"
        api.call("PUT", f"/_apis/wit/attachments/{begun['id']}", data=piece, headers={"Content-Range": header})
    for identifier in (whole["id"], begun["id"]):
        answer = api.call("GET", f"/_apis/wit/attachments/{identifier}?download=true&fileName=a.bin")
        assert answer.get_data() == content
        assert "attachment" in answer.headers["Content-Disposition"]


def test_a_file_that_is_too_large_is_refused(api, simulator):
    simulator.organization.attachments.largest = 10
    answer = api.call("POST", "/Fabrikam Fiber/_apis/wit/attachments?fileName=a", data=b"x" * 11)
    assert answer.status_code == 400 and "TF237082" in answer.get_json()["message"]


def test_an_attached_file_shows_its_size_and_makes_a_revision(api):
    number = api.create()["id"]
    made = api.call("POST", "/Fabrikam Fiber/_apis/wit/attachments?fileName=a.txt", data=b"hello").get_json()
    body = api.change(
        number, {"op": "add", "path": "/relations/-", "value": {"rel": "AttachedFile", "url": made["url"]}}
    )
    attributes = body["relations"][0]["attributes"]
    assert body["rev"] == 2 and attributes["resourceSize"] == 5 and attributes["name"] == "a.txt"


def test_types_tell_their_states_with_categories_and_their_description_field(api):
    types = api.get("/Fabrikam Fiber/_apis/wit/workitemtypes")["value"]
    bug = next(item for item in types if item["name"] == "Bug")
    assert {"name": "Resolved", "color": "ff9d00", "category": "Resolved"} in bug["states"]
    assert "Microsoft.VSTS.TCM.ReproSteps" in [field["referenceName"] for field in bug["fields"]]
    names = [item["name"] for item in api.get("/Fabrikam Office/_apis/wit/workitemtypes")["value"]]
    assert names == ["Epic", "Issue", "Task"]


def test_areas_and_iterations_are_trees(api):
    root = api.get("/Fabrikam Fiber/_apis/wit/classificationnodes/Areas?$depth=2")
    assert [child["name"] for child in root["children"]] == ["Web", "Network"]
    assert api.get("/Fabrikam Fiber/_apis/wit/classificationnodes/areas/Web")["hasChildren"] is False


def test_a_report_in_which_nothing_happened_does_not_begin_with_everything(api, simulator):
    """Its token stands after what was before the moment asked for."""
    simulator.bench.clock.advance(600)
    begin = simulator.bench.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    for kind in ("workitemrevisions", "workitemlinks"):
        first = api.get(f"/Fabrikam Fiber/_apis/wit/reporting/{kind}?startDateTime={begin}")
        assert first["values"] == []
        token = first["continuationToken"]
        assert api.get(f"/Fabrikam Fiber/_apis/wit/reporting/{kind}?continuationToken={token}")["values"] == []


NODES = "/Fabrikam Fiber/_apis/wit/classificationnodes"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": " "},
        {"name": "a/b"},
        {"name": 1},
        {"name": "A", "attributes": ["2026-01-01"]},
        {"name": "A", "attributes": {"startDate": "soon", "finishDate": "2026-02-01"}},
        {"name": "A", "attributes": {"startDate": "2026-01-01"}},
        {"name": "A", "attributes": {"startDate": "2026-03-01", "finishDate": "2026-02-01"}},
    ],
)
def test_a_node_without_a_good_name_or_dates_is_not_made(admin, body):
    before = admin.get(f"{NODES}/iterations?$depth=1")["children"]
    admin.post(f"{NODES}/iterations", body, status=400)
    assert admin.get(f"{NODES}/iterations?$depth=1")["children"] == before


def test_nodes_are_read_by_ids_and_one_that_is_missing_fails_them_unless_told_to_omit(api):
    [first, second] = [child["id"] for child in api.get(f"{NODES}/areas?$depth=1")["children"]]
    assert [node["name"] for node in api.get(f"{NODES}?ids={second},{first}")["value"]] == ["Network", "Web"]
    assert "VS402485" in api.get(f"{NODES}?ids={first},99999", status=404)["message"]
    assert api.get(f"{NODES}?ids=99999,{first}&errorPolicy=omit")["value"][0] is None


def test_a_renamed_node_shows_in_its_work_items_without_a_revision(admin):
    admin.post(f"{NODES}/areas/Web", {"name": "Shop"}, status=201)
    inner = admin.create(**{"System.AreaPath": "Fabrikam Fiber\\Web\\Shop"})
    admin.patch(f"{NODES}/areas/Web", {"name": "Site"})
    after = admin.item(inner["id"])
    assert (after["fields"]["System.AreaPath"], after["rev"]) == ("Fabrikam Fiber\\Site\\Shop", inner["rev"])
    assert "already in use" in admin.patch(f"{NODES}/areas/Site", {"name": "Network"}, status=409)["message"]


def test_a_node_with_work_items_goes_only_where_it_is_said_where_they_go(admin):
    held = admin.create(**{"System.AreaPath": "Fabrikam Fiber\\Web"})
    admin.delete(f"{NODES}/areas/Web", status=400)
    network = admin.get(f"{NODES}/areas/Network")["id"]
    admin.delete(f"{NODES}/areas/Web?$reclassifyId={network}", status=204)
    assert admin.item(held["id"])["fields"]["System.AreaPath"] == "Fabrikam Fiber\\Network"
    admin.get(f"{NODES}/areas/Web", status=404)
