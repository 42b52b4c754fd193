"""Host pages without a browser: who sees what, and what is said when something is absent."""

import json
from pathlib import Path

import pytest

from addon.simulators.azuredevops import AzureDevOpsSimulator, create_app, serve

MANIFEST = json.loads((Path(__file__).parents[4] / "vss-extension.json").read_text())
HUB = "/fabrikam/_settings/liaise.liaise.adnode"


@pytest.fixture
def client(simulator):
    simulator.organization.extensions.install(MANIFEST, base_uri="http://127.0.0.1:8080/")
    return simulator.app.test_client()


def look_as(client, simulator, name: str) -> None:
    person = simulator.organization.people.find(name)
    client.post("/__view__", data={"user": person.id, "back": "/"})


def test_the_hub_stands_under_extensions_in_the_organization_settings(client):
    page = client.get("/fabrikam/_settings/organizationOverview").get_data(as_text=True)
    assert "<h3>Extensions</h3>" in page and HUB in page


def test_the_hub_page_loads_the_contribution_from_its_base_uri(client, simulator):
    page = client.get(HUB).get_data(as_text=True)
    assert "http://127.0.0.1:8080/azuredevops/console" in page
    assert simulator.organization.instance_id in page


def test_without_the_browser_files_the_page_says_how_to_get_them(tmp_path):
    simulator = AzureDevOpsSimulator(npm_folder=tmp_path)
    simulator.organization.extensions.install(MANIFEST)
    page = simulator.app.test_client().get(HUB).get_data(as_text=True)
    assert "azure-devops-extension-sdk" in page and "Run: make" in page
    assert simulator.app.test_client().get("/__host__/XDM.js").status_code == 503


def test_an_extension_that_is_not_there_is_a_plain_404(simulator):
    answer = simulator.app.test_client().get("/fabrikam/_settings/nobody.nothing.adnode")
    assert answer.status_code == 404 and "Is the extension installed?" in answer.get_data(as_text=True)


def test_a_backend_that_does_not_answer_yet_is_named_with_the_reason():
    simulator = create_app(app_url="http://127.0.0.1:9").extensions["azuredevops"]
    page = simulator.app.test_client().get("/fabrikam/_settings/extensions").get_data(as_text=True)
    assert "http://127.0.0.1:9/vss-extension.json could not be installed" in page


def test_the_extension_of_a_backend_is_installed_as_soon_as_it_answers(tmp_path):
    backend = AzureDevOpsSimulator("backend", seed=False)

    @backend.app.get("/vss-extension.json")
    def manifest():
        return MANIFEST

    with backend:
        app = create_app(app_url=backend.organization.address)
        app.test_client().get("/fabrikam/_settings/extensions")
        assert [item.full_id for item in app.extensions["azuredevops"].organization.extensions.all()] == [
            "liaise.liaise"
        ]


def test_page_tokens_belong_to_whoever_looks(client, simulator):
    look_as(client, simulator, "Jamal Hartnett")
    tokens = client.post("/fabrikam/_host/tokens", json={"extension": "liaise.liaise"}).get_json()
    found = simulator.organization.credentials.find(tokens["access"])
    assert found.person_id == simulator.organization.people.find("Jamal Hartnett").id
    assert found.scopes == set(MANIFEST["scopes"])


def test_somebody_without_access_sees_no_project_and_no_item(client, simulator):
    look_as(client, simulator, "Nils Nowhere")
    assert "You have no access to any project" in client.get("/fabrikam/").get_data(as_text=True)
    assert client.get("/fabrikam/Fabrikam Fiber/_workitems/edit/1").status_code == 404


def test_a_reader_may_look_but_not_change(client, simulator):
    look_as(client, simulator, "Rosa Reader")
    page = client.get("/fabrikam/Fabrikam Fiber/_workitems/edit/1").get_data(as_text=True)
    assert 'id="save"' in page and 'id="delete"' not in page
    answer = client.post("/fabrikam/_host/workitems/1", json={"rev": 1, "fields": {"System.Title": "No"}})
    assert answer.status_code == 403


def test_the_forms_calls_are_not_in_the_call_record(client, simulator):
    client.get("/fabrikam/_host/workitems/1")
    assert simulator.bench.calls.all() == []


def test_a_token_made_on_the_page_works(client, simulator, api):
    form = {"name": "Mine", "scopes": ["vso.work"], "days": "30"}
    page = client.post("/fabrikam/_usersSettings/tokens", data=form).get_data(as_text=True)
    made = next(token for token in simulator.organization.credentials.of(_admin(simulator)) if token.name == "Mine")
    assert made.secret in page
    api.pat = made.secret
    assert api.item(1)["id"] == 1


def _admin(simulator) -> str:
    return simulator.organization.people.find("Maria Admin").id


def test_only_administrators_install(client, simulator):
    look_as(client, simulator, "Jamal Hartnett")
    answer = client.post("/fabrikam/_settings/extensions", data={"manifest_url": "http://127.0.0.1:9/x"})
    assert answer.status_code == 403


def test_the_list_runs_the_query_that_is_typed(client):
    query = "SELECT [System.Id] FROM WorkItems WHERE [System.WorkItemType] = 'Bug'"
    page = client.get("/fabrikam/Fabrikam Fiber/_workitems/", query_string={"wiql": query}).get_data(as_text=True)
    assert "yesterday" in page and "Customers see" not in page
    broken = client.get("/fabrikam/Fabrikam Fiber/_workitems/", query_string={"wiql": "SELECT"})
    assert "error is caused by" in broken.get_data(as_text=True)


def test_a_save_that_lost_a_race_is_refused(client):
    client.post("/fabrikam/_host/workitems/1", json={"rev": 1, "fields": {"System.Title": "First"}})
    late = client.post("/fabrikam/_host/workitems/1", json={"rev": 1, "fields": {"System.Title": "Late"}})
    assert late.status_code == 412


def test_two_organizations_live_in_one_process():
    one, two = create_app(name="one"), create_app(name="two")
    with serve(one) as first, serve(two) as second:
        assert first.port != second.port
        assert one.extensions["azuredevops"].url == f"{first.url}/one"
        instances = {app.extensions["azuredevops"].organization.instance_id for app in (one, two)}
        assert len(instances) == 2
    for app in (one, two):
        app.extensions["azuredevops"].bench.close()


def test_every_page_names_the_tenant(client, simulator):
    assert client.get("/fabrikam/").headers["X-VSS-ResourceTenant"] == simulator.organization.tenant_id


def test_addresses_of_pages_do_not_care_about_case(client):
    answer = client.get("/Fabrikam/_UsersSettings/tokens?a=1")
    assert answer.headers["Location"] == "/fabrikam/_usersSettings/tokens?a=1"


def test_an_administrator_gives_and_takes_access(client, simulator, api):
    form = {"person": simulator.organization.people.find("Liaise Sync").id, "level": "none"}
    client.post("/fabrikam/_settings/groups", data={**form, "project": "Fabrikam Office"})
    assert [project["name"] for project in api.get("/_apis/projects")["value"]] == ["Fabrikam Fiber", "Fabrikam Mobile"]
    assert "Permissions" in client.get("/fabrikam/_settings/groups").get_data(as_text=True)
    look_as(client, simulator, "Jamal Hartnett")
    assert client.post("/fabrikam/_settings/groups", data=form).status_code == 403
