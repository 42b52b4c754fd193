"""Every kind of answer of the simulator fits the vendor's definitions."""

import pytest

pytestmark = pytest.mark.vendor

P = "/Fabrikam Fiber"
WI = f"{P}/_apis/wit/workitems"


def title(text: str) -> list[dict]:
    return [{"op": "add", "path": "/fields/System.Title", "value": text}]


@pytest.mark.parametrize(
    ("path", "area", "name"),
    [
        ("/_apis/projects", "core", "TeamProjectReference"),
        ("/_apis/projects/Fabrikam Fiber/teams", "core", "WebApiTeam"),
        ("/_apis/process/processes", "core", "Process"),
        (f"{P}/_apis/wit/workitemtypes", "wit", "WorkItemType"),
        (f"{P}/_apis/wit/workitemtypes/Bug/states", "wit", "WorkItemStateColor"),
        (f"{P}/_apis/wit/workitemtypes/Bug/fields?$expand=all", "wit", "WorkItemTypeFieldWithReferences"),
        (f"{P}/_apis/wit/workitemtypecategories", "wit", "WorkItemTypeCategory"),
        (f"{P}/_apis/wit/fields", "wit", "WorkItemField2"),
        (f"{P}/_apis/wit/classificationnodes?$depth=3", "wit", "WorkItemClassificationNode"),
        ("/_apis/wit/workitemrelationtypes", "wit", "WorkItemRelationType"),
        ("/_apis/wit/workitems?ids=1,2,3&$expand=all", "wit", "WorkItem"),
        ("/_apis/wit/workItems/3/revisions?$expand=all", "wit", "WorkItem"),
        ("/_apis/wit/workItems/2/updates", "wit", "WorkItemUpdate"),
        ("/_apis/hooks/publishers", "hooks", "Publisher"),
        ("/_apis/hooks/publishers/tfs/eventTypes", "hooks", "EventTypeDescriptor"),
        ("/_apis/hooks/consumers", "hooks", "Consumer"),
    ],
)
def test_lists_hold_what_the_documents_call_them(vendor, path, area, name):
    version = "7.2-preview.1" if "revisions" in path or "updates" in path else "7.1"
    vendor.call("GET", path, version=version, expect=(area, name), many=True)


@pytest.mark.parametrize(
    ("path", "area", "name"),
    [
        ("/_apis/projects/Fabrikam Fiber?includeCapabilities=true", "core", "TeamProject"),
        (f"{P}/_apis/wit/workitemtypes/Bug", "wit", "WorkItemType"),
        (f"{P}/_apis/wit/classificationnodes/Areas?$depth=2", "wit", "WorkItemClassificationNode"),
        (f"{WI}/2?$expand=all", "wit", "WorkItem"),
        ("/_apis/wit/workItems/2/updates/2", "wit", "WorkItemUpdate"),
        (f"{P}/_apis/wit/reporting/workitemrevisions", "wit", "ReportingWorkItemRevisionsBatch"),
        (f"{P}/_apis/wit/reporting/workitemlinks", "wit", "ReportingWorkItemLinksBatch"),
    ],
)
def test_single_answers_are_what_the_documents_call_them(vendor, path, area, name):
    vendor.call("GET", path, expect=(area, name))


def test_written_work_items_fit(vendor):
    made = vendor.call("POST", f"{WI}/$Bug", title("New"), expect=("wit", "WorkItem"))
    link = {"rel": "Hyperlink", "url": "https://jira.example/browse/A-1"}
    history = {"op": "add", "path": "/fields/System.History", "value": {"format": "Markdown", "text": "Hi"}}
    patch = [*title("Changed"), {"op": "add", "path": "/relations/-", "value": link}, history]
    changed = vendor.call("PATCH", f"/_apis/wit/workitems/{made['id']}", patch, expect=("wit", "WorkItem"))
    assert changed["commentVersionRef"]["commentId"]
    vendor.call("DELETE", f"/_apis/wit/workitems/{made['id']}", expect=("wit", "WorkItemDelete"))
    vendor.call("GET", f"/_apis/wit/recyclebin/{made['id']}", expect=("wit", "WorkItemDelete"))


def test_comments_fit(vendor):
    path, preview = f"{P}/_apis/wit/workItems/1/comments", "7.2-preview.4"
    made = vendor.call("POST", f"{path}?format=markdown", {"text": "**a**"}, version=preview, expect=("wit", "Comment"))
    vendor.call("GET", f"{path}?$expand=all", version=preview, expect=("wit", "CommentList"))
    vendor.call("GET", f"{path}/{made['id']}/versions", version=preview, expect=("wit", "CommentVersion"), many=True)


def test_attachments_fit(vendor):
    path = f"{P}/_apis/wit/attachments?fileName=a.txt"
    vendor.call("POST", path, data=b"hello", expect=("wit", "AttachmentReference"))


def test_query_results_fit(vendor):
    query = {"query": "SELECT [System.Id] FROM WorkItems ORDER BY [System.ChangedDate] DESC"}
    vendor.call("POST", f"{P}/_apis/wit/wiql", query, expect=("wit", "WorkItemQueryResult"))


def test_subscriptions_and_notifications_fit(vendor):
    project = vendor.simulator.organization.projects.get("Fabrikam Fiber")
    body = {
        "publisherId": "tfs",
        "eventType": "workitem.updated",
        "resourceVersion": "1.0",
        "consumerId": "webHooks",
        "consumerActionId": "httpRequest",
        "publisherInputs": {"projectId": project.id},
        "consumerInputs": {"url": "http://127.0.0.1:9/closed"},
    }
    made = vendor.call("POST", "/_apis/hooks/subscriptions", body, expect=("hooks", "Subscription"))
    vendor.call("PATCH", "/_apis/wit/workitems/1", title("Told"))
    notifications = f"/_apis/hooks/subscriptions/{made['id']}/notifications"
    vendor.call("GET", notifications, expect=("hooks", "Notification"), many=True)
    query = {"publisherId": "tfs"}
    vendor.call("POST", "/_apis/hooks/subscriptionsquery", query, expect=("hooks", "SubscriptionsQuery"))


def test_permission_batches_fit(vendor):
    body = {
        "alwaysAllowAdministrators": False,
        "evaluations": [
            {"securityNamespaceId": "3e65f728-f8bc-4ecd-8764-7e378b19bfa7", "token": "NAMESPACE:", "permissions": 2}
        ],
    }
    vendor.call(
        "POST",
        "/_apis/security/permissionevaluationbatch",
        body,
        expect=("security", "PermissionEvaluationBatch"),
    )
