"""PyPI's `azure-devops`, which nobody here wrote, works against the simulator: both of its generations."""

import io
import os
import tempfile
from collections.abc import Iterator

import pytest

os.environ.setdefault("AZURE_DEVOPS_CACHE_DIR", tempfile.gettempdir())  # else it makes a folder in the home directory

from azure.devops import _file_cache
from azure.devops.connection import Connection
from azure.devops.exceptions import AzureDevOpsServiceError
from msrest.authentication import BasicAuthentication

from addon.simulators.azuredevops import AzureDevOpsSimulator
from addon.simulators.azuredevops.seed import ADMIN_PAT

PROJECT = "Fabrikam Fiber"
for cache in (_file_cache.OPTIONS_CACHE, _file_cache.RESOURCE_CACHE):
    cache.file_name = ""  # in memory: no file is left behind


@pytest.fixture(params=["clients", "clients_v7_1"])
def clients(request) -> Iterator[object]:
    with AzureDevOpsSimulator() as simulator:
        connection = Connection(base_url=simulator.url, creds=BasicAuthentication("", ADMIN_PAT))
        found = getattr(connection, request.param)
        found.simulator = simulator
        yield found


@pytest.fixture
def work(clients):
    return clients.get_work_item_tracking_client()


def op(path: str, value: object, kind: str = "add") -> dict:
    return {"op": kind, "path": path, "value": value}


def test_projects_are_listed_and_found(clients):
    core = clients.get_core_client()
    assert [project.name for project in core.get_projects()] == [
        "Fabrikam Fiber",
        "Fabrikam Mobile",
        "Fabrikam Office",
    ]
    assert core.get_project(PROJECT).default_team.name == "Fabrikam Fiber Team"
    with pytest.raises(AzureDevOpsServiceError) as error:
        core.get_project("Nowhere")
    assert error.value.type_key == "ProjectDoesNotExistWithNameException"


def test_a_work_item_lives_from_creation_to_restoration(work):
    made = work.create_work_item([op("/fields/System.Title", "From Python")], PROJECT, "Bug")
    changed = work.update_work_item([op("/rev", 1, "test"), op("/fields/System.Tags", "a; b")], made.id)
    assert (changed.rev, changed.fields["System.Tags"]) == (2, "a; b")
    with pytest.raises(AzureDevOpsServiceError) as error:
        work.update_work_item([op("/rev", 1, "test"), op("/fields/System.Title", "Late")], made.id)
    assert error.value.type_key == "TestPatchOperationFailedException"
    work.delete_work_item(made.id)
    with pytest.raises(AzureDevOpsServiceError):
        work.get_work_item(made.id)
    work.restore_work_item({"IsDeleted": False}, made.id)
    assert work.get_work_item(made.id, expand="All").fields["System.Id"] == made.id
    assert [update.rev for update in work.get_updates(made.id)] == [1, 2, 3, 4]
    assert len(work.get_revisions(made.id)) == 4


def test_batches_and_queries(work):
    found = work.get_work_items_batch({"ids": [1, 2, 999], "errorPolicy": "omit", "fields": ["System.Title"]})
    assert [item.id if item else None for item in found] == [1, 2, None]
    result = work.query_by_wiql({"query": "SELECT [System.Id] FROM WorkItems WHERE [System.WorkItemType] = 'Bug'"})
    assert [item.id for item in result.work_items] == [3]


def test_types_fields_and_nodes(work):
    assert "User Story" in [kind.name for kind in work.get_work_item_types(PROJECT)]
    assert work.get_work_item_type_states(PROJECT, "Bug")[0].category == "Proposed"
    assert (
        work.get_field("System.Title").type if hasattr(work, "get_field") else work.get_work_item_field("System.Title")
    )
    roots = work.get_root_nodes(PROJECT, depth=2)
    assert [child.name for child in roots[0].children] == ["Web", "Network"]
    assert any(kind.reference_name == "Hyperlink" for kind in work.get_relation_types())


def test_attachments_go_up_and_come_down(work):
    made = work.create_attachment(io.BytesIO(b"hello world"), PROJECT, file_name="a.txt")
    assert b"".join(work.get_attachment_content(made.id)) == b"hello world"


def test_reporting_answers_even_where_the_client_drops_it(work):
    answer = work._send(
        http_method="GET",
        location_id="f828fe59-dd87-495d-a17c-7a8d6211ca6c",
        version="7.1",
        route_values={"project": PROJECT},
        query_parameters={"includeLatestOnly": "true"},
    ).json()
    assert [value["id"] for value in answer["values"]] == [1, 2, 3] and answer["isLastBatch"]


def test_subscriptions_are_made_listed_and_removed(clients):
    hooks = clients.get_service_hooks_client()
    project = clients.simulator.organization.projects.get(PROJECT)
    made = hooks.create_subscription(
        {
            "publisherId": "tfs",
            "eventType": "workitem.created",
            "resourceVersion": "1.0",
            "consumerId": "webHooks",
            "consumerActionId": "httpRequest",
            "publisherInputs": {"projectId": project.id},
            "consumerInputs": {"url": "https://liaise.example/hooks"},
        }
    )
    assert [item.id for item in hooks.list_subscriptions()] == [made.id]
    hooks.delete_subscription(made.id)
    assert hooks.list_subscriptions() == []


def test_comments_of_the_preview_client():
    with AzureDevOpsSimulator() as simulator:
        connection = Connection(base_url=simulator.url, creds=BasicAuthentication("", ADMIN_PAT))
        work = connection.clients_v7_1.get_work_item_tracking_client()
        made = work.add_work_item_comment({"text": "**Hi**"}, PROJECT, 1, "markdown")
        assert (
            work.get_comment(PROJECT, 1, made.id, expand="renderedText").rendered_text == "<p><strong>Hi</strong></p>\n"
        )
        work.update_comment({"text": "Edited"}, PROJECT, 1, made.id)
        assert work.get_comments(PROJECT, 1).comments[0].text == "Edited"
        work.delete_comment(PROJECT, 1, made.id)
        assert work.get_comments(PROJECT, 1).total_count == 0


def test_identities_are_looked_up_on_their_own_host(clients):
    graph = clients.get_identity_client() if hasattr(clients, "get_identity_client") else None
    assert graph is not None
    found = graph.read_identities(search_filter="General", filter_value="jamal.hartnett@fabrikam.example")
    assert found[0].provider_display_name == "Jamal Hartnett"


def test_installed_extensions_are_read_switched_off_and_removed(clients):
    if not hasattr(clients, "get_extension_management_client"):
        pytest.skip("this generation of the client has none for extensions")
    manifest = {
        "manifestVersion": 1, "id": "liaise", "publisher": "liaise", "version": "1.0.0", "name": "Liaise",
        "categories": ["Azure Boards"], "targets": [{"id": "Microsoft.VisualStudio.Services"}],
        "contributions": [{"id": "adnode", "type": "ms.vss-web.hub", "targets": []}],
    }  # fmt: skip
    clients.simulator.organization.extensions.install(manifest)
    management = clients.get_extension_management_client()
    found = management.get_installed_extension_by_name("liaise", "liaise")
    assert (found.extension_id, found.version, found.install_state.flags) == ("liaise", "1.0.0", "none")
    found.install_state.flags = "disabled"
    assert management.update_installed_extension(found).install_state.flags == "disabled"
    management.uninstall_extension_by_name("liaise", "liaise")
    with pytest.raises(AzureDevOpsServiceError) as error:
        management.get_installed_extension_by_name("liaise", "liaise")
    assert error.value.type_key == "InstalledExtensionNotFoundException"


def test_work_items_are_read_in_every_way(work):
    assert work.get_work_item(1, fields=["System.Title"]).fields.keys() == {"System.Title"}
    assert work.get_work_item(1, project=PROJECT, expand="Relations").id == 1
    assert [item.id for item in work.get_work_items([1, 2], error_policy="omit")] == [1, 2]
    assert (work.get_revision(1, 1).rev, work.get_update(1, 1).rev, len(work.get_revisions(1, top=1))) == (1, 1, 1)
    made = work.create_work_item([op("/fields/System.Title", "only tried")], PROJECT, "Task", validate_only=True)
    assert made.fields["System.Title"] == "only tried"
    result = work.query_by_wiql({"query": "SELECT [System.Id] FROM WorkItems"}, top=1)
    assert len(result.work_items) == 1


def test_a_child_with_a_file_comes_and_goes_with_the_recycle_bin(work, clients):
    base = clients.simulator.url
    parent = {"rel": "System.LinkTypes.Hierarchy-Reverse", "url": f"{base}/_apis/wit/workItems/1"}
    made = work.create_work_item([op("/fields/System.Title", "c"), op("/relations/-", parent)], PROJECT, "Task")
    assert made.fields["System.Parent"] == 1
    file = work.create_attachment(io.BytesIO(b"x" * 10), PROJECT, file_name="a b.txt")
    item = work.update_work_item([op("/relations/-", {"rel": "AttachedFile", "url": file.url})], made.id)
    assert item.relations[-1].attributes["name"] == "a b.txt"
    work.delete_work_item(made.id)
    assert [one.id for one in work.get_deleted_work_item_shallow_references(PROJECT)] == [made.id]
    assert work.get_deleted_work_item(made.id, PROJECT).name == "c"
    work.destroy_work_item(made.id, PROJECT)
    assert work.get_deleted_work_item_shallow_references(PROJECT) == []


def test_types_are_read_with_their_fields_and_choices(work):
    assert work.get_work_item_type(PROJECT, "Bug").color
    assert work.get_work_item_type_category(PROJECT, "Microsoft.BugCategory").name == "Bug Category"
    state = work.get_work_item_type_field_with_references(PROJECT, "Bug", "System.State", expand="all")
    assert state.allowed_values == ["New", "Active", "Resolved", "Closed"]
    listed = work.get_work_item_type_fields_with_references(PROJECT, "Bug", expand="all")
    assert "System.Title" in [field.reference_name for field in listed]
    assert work.get_relation_type("System.LinkTypes.Related").name == "Related"
    made = work.create_or_update_classification_node({"name": "New area"}, PROJECT, "areas")
    assert work.get_classification_nodes(PROJECT, [made.id])[0].name == "New area"


def test_projects_are_read_by_pages_and_with_what_they_can(clients):
    core = clients.get_core_client()
    assert [one.name for one in core.get_projects(top=1, skip=1)] == ["Fabrikam Mobile"]
    project = core.get_project(PROJECT, include_capabilities=True)
    assert project.capabilities["processTemplate"]["templateName"] == "Agile"
    assert [one.name for one in core.get_teams(project.id)] == ["Fabrikam Fiber Team"]


def test_hooks_are_described_renewed_and_refused(clients):
    hooks = clients.get_service_hooks_client()
    assert hooks.get_publisher("tfs").id == "tfs"
    kinds = {kind.id: kind for kind in hooks.list_event_types("tfs")}
    assert hooks.get_event_type("tfs", "workitem.updated").name == kinds["workitem.updated"].name
    assert [one.id for one in hooks.list_consumer_actions("webHooks")] == ["httpRequest"]
    assert hooks.get_consumer_action("webHooks", "httpRequest").consumer_id == "webHooks"
    wanted = {
        "publisherId": "tfs",
        "eventType": "workitem.updated",
        "resourceVersion": "1.0",
        "consumerId": "webHooks",
        "consumerActionId": "httpRequest",
        "publisherInputs": {"projectId": clients.simulator.organization.projects.get(PROJECT).id},
        "consumerInputs": {"url": "https://liaise.example/hooks"},
    }
    made = hooks.create_subscription(wanted)
    made.status = "disabledByUser"
    assert hooks.replace_subscription(made, made.id).status == "disabledByUser"
    found = hooks.create_subscriptions_query({"publisherId": "tfs", "consumerId": "webHooks"})
    assert [one.id for one in found.results] == [made.id]
    with pytest.raises(AzureDevOpsServiceError) as refused:
        hooks.create_subscription({**wanted, "resourceVersion": "9.0"})
    assert "resource version" in str(refused.value)
