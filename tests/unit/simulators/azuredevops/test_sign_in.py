"""Tokens of every kind, and what the service answers when they are not good."""

import base64
import json
from datetime import timedelta

import jwt
import msal
import pytest
import requests
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from addon.simulators.azuredevops.entra import RESOURCE
from addon.simulators.azuredevops.organization import Application
from addon.simulators.azuredevops.rest.security import COLLECTION, PROJECT, SERVICE_HOOKS
from addon.simulators.azuredevops.seed import SYNC_PAT

CONNECTION = "/_apis/connectionData"
PREVIEW = "7.1-preview.1"
MANIFEST = {
    "manifestVersion": 1, "id": "liaise", "publisher": "liaise", "version": "0.1.0", "name": "Liaise",
    "categories": ["Azure Boards"], "targets": [{"id": "Microsoft.VisualStudio.Services.Cloud"}],
    "baseUri": "http://127.0.0.1:8080/ado/", "scopes": ["vso.profile", "vso.project", "vso.work", "vso.graph"],
    "contributions": [
        {"id": "adnode", "type": "ms.vss-web.hub", "targets": ["ms.vss-web.collection-admin-hub-group"],
         "properties": {"name": "Liaise", "uri": "hub"}},
    ],
}  # fmt: skip


def test_connection_data_tells_a_person_and_the_organization(api, simulator):
    body = api.get(CONNECTION, PREVIEW)
    user = body["authenticatedUser"]
    assert user["descriptor"].startswith("Microsoft.IdentityModel.Claims.ClaimsIdentity;")
    assert user["properties"]["Account"]["$value"] == "liaise.sync@fabrikam.example"
    assert body["instanceId"] == simulator.organization.instance_id


def test_without_a_credential_the_answer_is_an_empty_401_that_names_the_tenant(api, simulator):
    api.pat = None
    answer = api.call("GET", CONNECTION, PREVIEW)
    assert (answer.status_code, answer.get_data()) == (401, b"")
    assert answer.headers["X-VSS-ResourceTenant"] == simulator.organization.tenant_id


def test_a_password_that_is_no_token_gets_the_sign_in_page_with_203(api):
    api.pat = "nonsense"
    answer = api.call("GET", CONNECTION, PREVIEW)
    assert answer.status_code == 203 and "Sign In" in answer.get_data(as_text=True)


def test_a_bearer_that_is_no_token_is_sent_to_the_sign_in_page(api):
    api.bearer = "nonsense"
    answer = api.call("GET", CONNECTION, PREVIEW)
    assert answer.status_code == 302 and answer.mimetype == "text/html"
    quiet = api.call("GET", CONNECTION, PREVIEW, headers={"X-TFS-FedAuthRedirect": "Suppress"})
    assert (quiet.status_code, quiet.get_data()) == (401, b"")


def test_expired_and_revoked_tokens_are_refused(api, simulator):
    credentials, sync = simulator.organization.credentials, simulator.organization.people.find("Liaise Sync")
    short = credentials.issue("pat", sync.id, lifetime=timedelta(days=1))
    gone = credentials.issue("pat", sync.id)
    credentials.revoke(gone.id)
    api.pat = short.secret
    api.get(CONNECTION, PREVIEW)
    simulator.bench.clock.advance(86_401)
    api.get(CONNECTION, PREVIEW, status=401)
    api.pat = gone.secret
    api.get(CONNECTION, PREVIEW, status=401)


def test_tokens_for_every_organization_end_on_the_first_of_december(api, simulator):
    sync = simulator.organization.people.find("Liaise Sync")
    token = simulator.organization.credentials.issue(
        "pat", sync.id, every_organization=True, lifetime=timedelta(days=3650)
    )
    api.pat = token.secret
    simulator.bench.clock.advance(40 * 86_400)
    api.get(CONNECTION, PREVIEW, status=401)


def test_a_token_without_the_scope_is_forbidden(api, simulator):
    sync = simulator.organization.people.find("Liaise Sync")
    token = simulator.organization.credentials.issue("pat", sync.id, scopes=frozenset({"vso.work"}))
    api.pat = token.secret
    api.get("/_apis/wit/workitems/1")
    assert "TF400813" in api.change(1, System__Title="No", status=403)["message"]


def test_a_public_project_answers_anonymous_even_to_a_bogus_token(api, simulator):
    simulator.organization.projects.get("Fabrikam Office").public = True
    api.bearer = "bogus"
    user = api.get(CONNECTION, PREVIEW)["authenticatedUser"]
    assert user["providerDisplayName"] == "Anonymous" and user["descriptor"].startswith("System:PublicAccess;")
    api.pat = api.bearer = None
    assert [project["name"] for project in api.get("/_apis/projects")["value"]] == ["Fabrikam Office"]


def test_extension_tokens_prove_a_person_and_are_limited_to_the_manifest(api, simulator):
    control = simulator.app.test_client()
    installed = control.post("/__control__/install", json={"manifest": MANIFEST}).get_json()
    pair = control.post(
        "/__control__/tokens", json={"user": "maria.admin@fabrikam.example", "extension": "liaise.liaise"}
    ).get_json()
    claims = jwt.decode(
        pair["app"],
        installed["certificate"].encode(),
        algorithms=["HS256"],
        audience=installed["audience"],
        issuer="app.vstoken.visualstudio.com",
    )
    api.bearer = pair["access"]
    assert api.get(CONNECTION, PREVIEW)["authenticatedUser"]["id"] == claims["nameid"]
    assert claims["exp"] - claims["nbf"] == 70 * 60
    api.get("/_apis/wit/workitems/1")
    api.change(1, System__Title="No", status=403)


def test_the_signing_key_changes_with_the_scopes(simulator):
    control = simulator.app.test_client()
    first = control.post("/__control__/install", json={"manifest": MANIFEST}).get_json()["certificate"]
    again = control.post("/__control__/install", json={"manifest": {**MANIFEST, "version": "0.2.0"}}).get_json()
    assert again["certificate"] == first
    more = {**MANIFEST, "version": "0.3.0", "scopes": ["vso.work_write"]}
    assert control.post("/__control__/install", json={"manifest": more}).get_json()["certificate"] != first


def test_only_administrators_have_the_collection_permission(api, admin):
    path = f"/_apis/permissions/{COLLECTION}/2?tokens=NAMESPACE%3A&alwaysAllowAdministrators=false"
    assert admin.get(path) == {"count": 1, "value": [True]}
    assert api.get(path)["value"] == [False]


def test_hook_and_project_permissions_are_asked_per_project(api, simulator):
    project = simulator.organization.projects.get("Fabrikam Fiber")
    body = {
        "alwaysAllowAdministrators": False,
        "evaluations": [
            {"securityNamespaceId": SERVICE_HOOKS, "token": f"PublisherSecurity/{project.id}", "permissions": 3},
            {"securityNamespaceId": SERVICE_HOOKS, "token": "PublisherSecurity", "permissions": 2},
            {
                "securityNamespaceId": PROJECT,
                "token": f"$PROJECT:vstfs:///Classification/TeamProject/{project.id}",
                "permissions": 1048576,
            },
        ],
    }
    answer = api.post("/_apis/security/permissionevaluationbatch", body)
    assert [item["value"] for item in answer["evaluations"]] == [True, False, True]


def test_graph_tells_memberships_on_the_identity_host_only(admin, simulator):
    person = simulator.organization.people.find("Maria Admin")
    path = f"/_apis/graph/memberships/{person.descriptor}?direction=up"
    found = admin.get(f"/vssps/fabrikam{path}", "7.1-preview.1")["value"]
    groups = admin.get("/vssps/fabrikam/_apis/graph/groups", "7.1-preview.1")["value"]
    administrators = next(group for group in groups if group["displayName"] == "Project Collection Administrators")
    assert administrators["descriptor"] in [item["containerDescriptor"] for item in found]
    answer = admin.call("GET", path, "7.1-preview.1")
    assert answer.status_code == 404 and "was not found" in answer.get_data(as_text=True)


def test_identities_are_found_by_mail(admin):
    path = "/vssps/fabrikam/_apis/identities?searchFilter=General&filterValue=jamal.hartnett@fabrikam.example"
    assert [item["providerDisplayName"] for item in admin.get(path)["value"]] == ["Jamal Hartnett"]


def test_a_project_that_somebody_may_not_see_does_not_exist_for_them(api, simulator):
    outsider = simulator.organization.people.find("Nils Nowhere")
    api.pat = simulator.organization.credentials.issue("pat", outsider.id).secret
    assert api.get("/_apis/projects")["count"] == 0
    assert "TF200016" in api.get("/Fabrikam Fiber/_apis/wit/workitemtypes", status=404)["message"]
    assert "TF401232" in api.get("/_apis/wit/workitems/1", status=404)["message"]


def test_the_organization_is_found_by_name_and_by_id_without_a_credential(api, simulator):
    area = "/_apis/resourceAreas/79134C72-4A58-4B42-976C-04E7115F32BF"
    api.pat = None
    by_name = api.get(f"{area}?accountName=Fabrikam", "5.0-preview.1")
    by_id = api.get(f"{area}?hostId={simulator.organization.instance_id}", "5.0-preview.1")
    assert by_name["locationUrl"] == by_id["locationUrl"] == f"{simulator.url}/"
    assert api.get(f"{area}?accountName=unknown", "5.0-preview.1")["locationUrl"] is None


class PlainHttp(requests.Session):
    """msal insists on https; the simulator speaks http."""

    def request(self, method, url, *args, **options):
        return super().request(method, url.replace("https:", "http:"), *args, **options)


@pytest.fixture
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def test_msal_gets_a_token_for_an_application_by_secret_and_by_certificate(simulator, api, key):
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    digest = hashes.Hash(hashes.SHA256())
    digest.update(public)
    simulator.app.test_client().post(
        "/__control__/applications",
        json={"client_id": "11111111-1111-1111-1111-111111111111", "name": "Liaise app",
              "secrets": ["s3cret"], "certificates": [public.decode()]},
    )  # fmt: skip
    with simulator:
        authority = f"{simulator.organization.address}/{simulator.organization.tenant_id}".replace("http:", "https:")
        certificate = {"private_key": private.decode(), "thumbprint": digest.finalize().hex()[:40]}
        for credential in ("s3cret", certificate):
            application = msal.ConfidentialClientApplication(
                "11111111-1111-1111-1111-111111111111",
                client_credential=credential,
                authority=authority,
                instance_discovery=False,
                http_client=PlainHttp(),
            )
            result = application.acquire_token_for_client([f"{RESOURCE}/.default"])
            assert "access_token" in result, result
            api.bearer = result["access_token"]
            user = api.get(CONNECTION, PREVIEW)["authenticatedUser"]
            assert user["subjectDescriptor"].startswith("aadsp.")
            assert user["providerDisplayName"] == "Liaise app"


def token_error(simulator, **form):
    answer = simulator.app.test_client().post(
        f"/{simulator.organization.tenant_id}/oauth2/v2.0/token",
        data={"grant_type": "client_credentials", "scope": f"{RESOURCE}/.default", **form},
    )
    return answer.get_json()["error_codes"][0]


def test_entra_words_its_refusals_with_numbers(simulator):
    simulator.directory.applications["app"] = Application(
        "app", "App", secrets=["right"], tenants=[simulator.organization.tenant_id]
    )
    assert token_error(simulator, client_id="none", client_secret="x") == 700016
    assert token_error(simulator, client_id="app", client_secret="wrong") == 7000215
    assert token_error(simulator, client_id="app") == 7000218
    assert token_error(simulator, client_id="app", client_secret="right", scope="openid") == 1002012


def test_the_call_record_names_who_called_and_what_came_of_it(api, simulator):
    api.get(CONNECTION, PREVIEW)
    api.pat = None
    api.get(CONNECTION, PREVIEW, status=401)
    calls = simulator.app.test_client().get("/__control__/calls").get_json()
    assert [(call["identity"], call["status"]) for call in calls] == [
        ("liaise.sync@fabrikam.example", 200),
        ("anonymous", 401),
    ]


def test_near_the_limit_successes_carry_retry_after_and_above_it_comes_429(api, simulator):
    simulator.organization.throttle.limit = 0.1
    answers = [api.call("GET", "/_apis/projects") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[4].headers["Retry-After"] and answers[4].headers["X-RateLimit-Remaining"]
    assert "TF400733" in answers[5].get_json()["message"]
    simulator.bench.clock.advance(301)
    assert api.call("GET", "/_apis/projects").status_code == 200


def test_a_stopped_collection_answers_503_with_a_byte_order_mark(api, simulator):
    simulator.app.test_client().post("/__control__/faults", json={"kind": "status", "status": 503, "times": 1})
    answer = api.call("GET", "/_apis/projects")
    assert answer.get_data().startswith(b"\xef\xbb\xbf") and b"TF24668" in answer.get_data()
    json.loads(answer.get_data().decode("utf-8-sig"))


def test_unknown_addresses_answer_plain_text_or_html(api):
    assert api.call("GET", "/_apis/nothing").mimetype == "text/plain"
    assert api.call("GET", "/nothing/here").mimetype == "text/html"


def test_versions_are_asked_for_as_the_service_does(api):
    body = api.post("/_apis/wit/workitemsbatch", {"ids": [1]}, version=None, status=400)
    assert body["typeKey"] == "VssVersionNotSpecifiedException"
    assert api.get("/_apis/projects", "9.0", status=400)["typeKey"] == "VssVersionOutOfRangeException"
    assert api.get(CONNECTION, "7.1", status=400)["typeKey"] == "VssInvalidPreviewVersionException"


def test_ten_thousand_projects_come_in_pages(api, simulator):
    simulator.app.test_client().post("/__control__/projects/many", json={"count": 10_000})
    names, token = [], ""
    while token is not None:
        answer = api.call("GET", f"/_apis/projects?$top=1000&continuationToken={token}")
        names += [project["name"] for project in answer.get_json()["value"]]
        token = answer.headers.get("X-MS-ContinuationToken")
    assert len(names) == len(set(names)) == 10_003


def test_a_renamed_project_is_unknown_by_its_old_name_and_keeps_its_id(api, admin):
    project = api.get("/_apis/projects/Fabrikam Fiber")
    admin.patch(f"/_apis/projects/{project['id']}", {"name": "Fiber"}, content_type="application/json", status=202)
    assert "TF200016" in api.get("/_apis/projects/Fabrikam Fiber", status=404)["message"]
    assert api.get(f"/_apis/projects/{project['id']}")["name"] == "Fiber"
    assert api.item(1)["fields"]["System.AreaPath"] == "Fiber"
    admin.delete(f"/_apis/projects/{project['id']}", status=202)
    assert "VS800075" in api.get(f"/_apis/projects/{project['id']}", status=404)["message"]


def test_basic_authentication_ignores_the_user_name(simulator):
    header = base64.b64encode(f"anyone:{SYNC_PAT}".encode()).decode()
    answer = simulator.app.test_client().get(
        f"/fabrikam{CONNECTION}?api-version={PREVIEW}", headers={"Authorization": f"Basic {header}"}
    )
    assert answer.status_code == 200
