"""What tests may ask of the simulator beyond the product's own API."""

import pytest


@pytest.fixture
def control(simulator):
    client = simulator.app.test_client()

    def post(path: str, body: dict, status: int = 200):
        answer = client.post(f"/__control__/{path}", json=body)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer.get_json(silent=True)

    return post


def test_an_edit_as_a_person_is_no_api_call_and_writes_the_editors_html(control, simulator, api):
    told = control(
        "edits",
        {
            "user": "Jamal Hartnett",
            "project": "Fabrikam Fiber",
            "type": "Bug",
            "fields": {"System.Title": "By hand", "Microsoft.VSTS.TCM.ReproSteps": "one\n\ntwo < three"},
            "comment": "Seen",
            "as_typed": True,
        },
    )
    assert simulator.bench.calls.all() == []
    fields = api.item(told["id"])["fields"]
    assert fields["Microsoft.VSTS.TCM.ReproSteps"] == "<div>one</div><div><br></div><div>two &lt; three</div>"
    assert fields["System.CreatedBy"]["displayName"] == "Jamal Hartnett" and told["comment"]
    again = control("edits", {"user": "Jamal Hartnett", "id": told["id"], "fields": {"System.State": "Active"}})
    assert again["rev"] == 3


def test_an_edit_that_breaks_a_rule_is_refused_in_the_vendors_words(control):
    body = control("edits", {"user": "Jamal Hartnett", "id": 1, "fields": {"System.State": "Odd"}}, status=400)
    assert body["typeKey"] == "RuleValidationException"


def test_permissions_can_be_taken_and_given_per_project(control, api):
    control("permissions", {"user": "Liaise Sync", "level": "reader", "project": "Fabrikam Fiber"}, status=204)
    api.change(1, System__Title="No", status=403)
    control("permissions", {"user": "Liaise Sync", "permissions": ["view", "edit"]}, status=204)
    api.change(1, System__Title="Still no", status=403)
    control("permissions", {"user": "Liaise Sync", "level": "contributor", "project": "Fabrikam Fiber"}, status=204)
    api.change(1, System__Title="Yes")


def test_unknown_words_are_refused(control):
    assert "level is one of" in control("permissions", {"user": "Liaise Sync", "level": "king"}, status=400)["error"]
    assert "nobody here" in control("pats", {"user": "Nobody"}, status=400)["error"]


def test_options_are_shown_and_set(control, simulator):
    client = simulator.app.test_client()
    assert client.get("/__control__/options").get_json()["query_lag_s"] == 0
    client.patch("/__control__/options", json={"query_lag_s": 30})
    assert simulator.organization.options.query_lag_s == 30
    assert client.patch("/__control__/options", json={"nonsense": 1}).status_code == 400


def test_lagging_queries_find_a_change_later(simulator, api):
    simulator.organization.options.query_lag_s = 30
    api.change(1, System__Title="Fresh")
    query = {"query": "SELECT [System.Id] FROM WorkItems WHERE [System.Title] = 'Fresh'"}
    assert api.post("/_apis/wit/wiql", query)["workItems"] == []
    simulator.bench.clock.advance(31)
    assert [item["id"] for item in api.post("/_apis/wit/wiql", query)["workItems"]] == [1]


def test_consent_and_an_administrator_let_an_application_in(control, simulator, api):
    control("applications", {"client_id": "vendor", "name": "Vendor", "secrets": ["s"], "join": False,
                             "tenants": ["the-vendors-own"]}, status=201)  # fmt: skip
    client = simulator.app.test_client()
    tenant = simulator.organization.tenant_id
    form = {
        "grant_type": "client_credentials",
        "client_id": "vendor",
        "client_secret": "s",
        "scope": "499b84ac-1321-427f-aa17-267ca6975798/.default",
    }
    assert client.post(f"/{tenant}/oauth2/v2.0/token", data=form).status_code == 400
    back = "http://127.0.0.1:8080/consent"
    address = f"/organizations/adminconsent?client_id=vendor&redirect_uri={back}&state=abc"
    answer = client.post(address, data={"answer": "accept"})
    assert answer.headers["Location"] == f"{back}?state=abc&tenant={tenant}&admin_consent=True"
    api.bearer = client.post(f"/{tenant}/oauth2/v2.0/token", data=form).get_json()["access_token"]
    api.get("/_apis/projects", status=401)
    client.post("/fabrikam/_settings/users", data={"client_id": "vendor", "level": "contributor"})
    assert api.get("/_apis/projects")["count"] == 3


BY_NAME = "/extmgmt/fabrikam/_apis/extensionmanagement/installedextensionsbyname/liaise/liaise"
INSTALLED = "/extmgmt/fabrikam/_apis/extensionmanagement/installedextensions"
MANIFEST = {
    "manifestVersion": 1, "id": "liaise", "publisher": "liaise", "version": "1.0.0", "name": "Liaise",
    "categories": ["Azure Boards"], "targets": [{"id": "Microsoft.VisualStudio.Services"}],
    "contributions": [{"id": "adnode", "type": "ms.vss-web.hub", "targets": ["ms.vss-web.collection-admin-hub-group"]}],
}  # fmt: skip


def test_an_uninstalled_extension_is_gone_without_a_notice(simulator, admin):
    simulator.organization.extensions.install(MANIFEST)
    assert admin.get(BY_NAME, "7.1-preview.1")["version"] == "1.0.0"
    simulator.app.test_client().delete("/__control__/install/liaise.liaise")
    gone = admin.get(BY_NAME, "7.1-preview.1", status=404)
    assert gone["typeKey"] == "InstalledExtensionNotFoundException"


def test_a_disabled_extension_stays_installed_and_offers_no_page(simulator, admin):
    simulator.organization.extensions.install(MANIFEST)
    client = simulator.app.test_client()
    hub = "/fabrikam/_settings/liaise.liaise.adnode"
    assert client.get(hub).status_code == 200
    assert client.patch("/__control__/install/liaise.liaise", json={"enabled": False}).status_code == 204
    assert admin.get(BY_NAME, "7.1-preview.1")["installState"]["flags"] == "disabled"
    assert client.get(hub).status_code == 404
    assert client.post("/fabrikam/_host/tokens", json={"extension": "liaise.liaise"}).status_code == 404
    assert admin.get(INSTALLED, "7.1-preview.1")["count"] == 1
    assert admin.get(f"{INSTALLED}?includeDisabledExtensions=false", "7.1-preview.1")["count"] == 0
    client.patch("/__control__/install/liaise.liaise", json={"enabled": True})
    assert client.get(hub).status_code == 200
    assert client.patch("/__control__/install/no.body", json={"enabled": True}).status_code == 400


def test_who_may_not_read_extensions_is_told_nothing_about_them(simulator, api, control):
    simulator.organization.extensions.install(MANIFEST)
    api.pat = control("pats", {"user": "Liaise Sync", "scopes": ["vso.work"]}, status=201)["secret"]
    assert "TF400813" in api.get(BY_NAME, "7.1-preview.1", status=403)["message"]
    api.pat = control("pats", {"user": "Liaise Sync", "scopes": ["vso.extension"]}, status=201)["secret"]
    api.get(BY_NAME, "7.1-preview.1")
    assert api.call("DELETE", BY_NAME, "7.1-preview.1").status_code == 403


def test_only_administrators_remove_extensions_and_a_removed_one_does_not_come_back_by_itself(simulator, admin, api):
    simulator.organization.extensions.install(MANIFEST)
    assert api.call("DELETE", BY_NAME, "7.1-preview.1").status_code == 403
    admin.delete(BY_NAME, "7.1-preview.1", status=204)
    assert simulator.organization.extensions.removed is not None
    admin.get(BY_NAME, "7.1-preview.1", status=404)


def test_a_lost_answer_leaves_the_work_done(simulator, api):
    simulator.app.test_client().post(
        "/__control__/faults", json={"kind": "timeout-after-write", "method": "POST", "times": 1, "hold_s": 0}
    )
    with pytest.raises(ConnectionResetError):
        api.create(System__Title="Lost answer")
    assert api.item(4)["fields"]["System.Title"] == "Lost answer"
