"""Apps on a simulated site: install, tokens, scopes, licence, permissions, limits."""

import json
import time

import jwt
import pytest
import requests
from atlassian_jwt.url_utils import hash_url

from addon.simulators.jira import JiraSite, seed
from addon.simulators.jira.connect.lifecycle import InstallRefused, install, set_state, uninstall
from addon.simulators.jira.connect.qsh import canonical, hash_request
from tests.unit.simulators.jira.tiny_app import TinyApp


@pytest.mark.parametrize(
    ("method", "path", "query", "expected"),
    [
        (
            "GET",
            "/path/to/service",
            "zee_last=param&repeated=parameter%201&first=param&repeated=parameter%202",
            "e52bb281606c3bd9ca16cfe96fe2df78f5d9ffa126f06befd750dfa10fa1a897",
        ),
        ("POST", "/jira/installed", "", "6e99575fd6c801acd66ed861acacb775c443cb578b11d57d8818272937ddeeb8"),
        (
            "GET",
            "/jira/admin",
            "xdm_e=https%3A%2F%2Fx.atlassian.net&lic=none&cv=1001.0.0&jwt=abc",
            "3a3659f3caa078a7dee84922da6513af4b6107789a56a76d94d10f22257326b1",
        ),
        ("GET", "/", "", "c88caad15a1c1a900b8ac08aa9686f4e8184539bea1deda36e2f649430df3239"),
        ("GET", "/p", "a=+x+&b=%2B&c=%7E", "f571196e06c8527bee3387e4d525dd63de9712518162dc387ad2f79c64091209"),
        ("GET", "/p", "q=it%27s(ok)*!", "fc035c32d6b232a57a43a3009a2f063bf37f862da8ae5d05de04243a103fc8fb"),
        ("GET", "/p", "a=1&a=10&a=2", "9725faf4cba19fa4be23573c7b107a214637e17243e82b5d938c90ad7053d961"),
        ("GET", "/a&b", "c=d", "aa41de7fb349cef67acebcf83cb0079c5c2490f38221b3f3f19319b9bceb007e"),
    ],
)
def test_requests_are_hashed_as_atlassian_publishes_it(method: str, path: str, query: str, expected: str) -> None:
    assert hash_request(method, path, query) == expected


def test_a_trailing_slash_does_not_count() -> None:
    assert canonical("get", "/a/", "") == "GET&/a&"


def test_an_install_is_signed_with_a_key_that_the_site_publishes(site: JiraSite, installed: TinyApp) -> None:
    [call] = installed.at("/life/installed")
    token = call.headers["Authorization"].removeprefix("JWT ")
    header = jwt.get_unverified_header(token)
    pem = requests.get(f"{site.base_url}/install-keys/{header['kid']}", timeout=60).text
    claims = jwt.decode(token, pem, algorithms=["RS256"], audience=installed.url, issuer=site.client_key)
    assert header["alg"] == "RS256"
    assert claims["qsh"] == hash_url("POST", "/life/installed")
    assert (call.body["key"], call.body["clientKey"], call.body["baseUrl"], call.body["eventType"]) == (
        "tiny-app",
        site.client_key,
        site.base_url,
        "installed",
    )
    assert requests.get(f"{site.base_url}/install-keys/unknown", timeout=60).status_code == 404


def test_enabled_is_signed_with_the_new_secret(site: JiraSite, installed: TinyApp) -> None:
    [call] = installed.at("/life/enabled")
    token = call.headers["Authorization"].removeprefix("JWT ")
    claims = jwt.decode(token, installed.secret, algorithms=["HS256"])
    assert claims["iss"] == site.client_key and claims["qsh"] == hash_url("POST", "/life/enabled")


def test_an_app_that_refuses_is_not_installed(site: JiraSite, tiny: TinyApp) -> None:
    tiny.answers["/life/installed"] = [401]
    with pytest.raises(InstallRefused, match="401"):
        install(site, tiny.descriptor_url)
    assert site.addons == {}


def test_a_descriptor_without_signed_install_is_refused(site: JiraSite, tiny: TinyApp) -> None:
    tiny.signed_install = False
    with pytest.raises(InstallRefused, match="signed installs"):
        install(site, tiny.descriptor_url)


def test_a_new_install_rotates_the_secret_and_keeps_the_account(site: JiraSite, installed: TinyApp) -> None:
    first, account = installed.secret, site.addons["tiny-app"].account_id
    install(site, installed.descriptor_url)
    assert installed.secret != first and site.addons["tiny-app"].account_id == account
    url = f"{site.base_url}/rest/api/3/myself"
    old = jwt.encode(
        {
            "iss": "tiny-app",
            "iat": int(time.time()),
            "exp": int(time.time()) + 60,
            "qsh": hash_url("GET", "/rest/api/3/myself"),
        },
        first,
    )
    assert requests.get(url, headers={"Authorization": f"JWT {old}"}, timeout=60).status_code == 401
    assert requests.get(url, headers=installed.headers("GET", "/rest/api/3/myself"), timeout=60).status_code == 200


def test_a_failed_update_leaves_the_old_installation(site: JiraSite, installed: TinyApp) -> None:
    secret = site.addons["tiny-app"].shared_secret
    installed.answers["/life/installed"] = [500]
    with pytest.raises(InstallRefused):
        install(site, installed.descriptor_url)
    assert site.addons["tiny-app"].shared_secret == secret


def test_an_uninstall_is_told_with_both_signatures(site: JiraSite, installed: TinyApp) -> None:
    uninstall(site, "tiny-app")
    assert site.bench.deliveries.settle()
    algorithms = {
        path: jwt.get_unverified_header(installed.at(path)[0].headers["Authorization"].removeprefix("JWT "))["alg"]
        for path in ("/life/disabled", "/life/uninstalled")
    }
    assert algorithms == {"/life/disabled": "HS256", "/life/uninstalled": "RS256"}


def test_an_app_calls_as_its_own_account(site: JiraSite, installed: TinyApp) -> None:
    path = "/rest/api/3/myself"
    me = requests.get(site.base_url + path, headers=installed.headers("GET", path), timeout=60).json()
    assert (me["accountType"], me["accountId"]) == ("app", site.addons["tiny-app"].account_id)
    assert site.bench.calls.all()[-1].identity == "app:tiny-app"


@pytest.mark.parametrize("claims", [{"qsh": "context-qsh"}, {"qsh": "0" * 64}, {"exp": 1}, {"iss": "other"}])
def test_a_token_that_does_not_fit_is_refused(site: JiraSite, installed: TinyApp, claims: dict[str, object]) -> None:
    path = "/rest/api/3/myself"
    headers = installed.headers("GET", path, **claims)
    assert requests.get(site.base_url + path, headers=headers, timeout=60).status_code == 401


def test_the_hash_covers_the_query(site: JiraSite, installed: TinyApp) -> None:
    signed = "/rest/api/3/search/jql?jql=project%20%3D%20SHOP%20ORDER%20BY%20updated&fields=*all"
    headers = installed.headers("GET", signed)
    assert requests.get(site.base_url + signed, headers=headers, timeout=60).status_code == 200
    assert requests.get(site.base_url + signed + "&expand=names", headers=headers, timeout=60).status_code == 401


def test_a_get_with_a_body_is_refused(site: JiraSite, installed: TinyApp) -> None:
    path = "/rest/api/3/myself"
    answer = requests.get(site.base_url + path, headers=installed.headers("GET", path), json={"a": 1}, timeout=60)
    assert answer.status_code == 403


def test_a_disabled_app_is_nobody(site: JiraSite, installed: TinyApp) -> None:
    set_state(site, "tiny-app", False)
    path = "/rest/api/3/myself"
    assert requests.get(site.base_url + path, headers=installed.headers("GET", path), timeout=60).status_code == 401


def test_scopes_limit_what_an_app_may_call(site: JiraSite, tiny: TinyApp) -> None:
    tiny.scopes = ["READ"]
    install(site, tiny.descriptor_url)
    read, write = "/rest/api/3/issue/SHOP-1", "/rest/api/3/issue/SHOP-1/comment"
    assert requests.get(site.base_url + read, headers=tiny.headers("GET", read), timeout=60).status_code == 200
    refused = requests.post(site.base_url + write, headers=tiny.headers("POST", write), json={}, timeout=60)
    assert refused.status_code == 403 and "needs WRITE" in refused.text
    for closed in ("/rest/api/3/users/search", "/rest/api/3/statuses/search"):
        answer = requests.get(site.base_url + closed, headers=tiny.headers("GET", closed), timeout=60)
        assert answer.status_code == 403


def test_an_app_may_ask_for_anybodys_permissions(site: JiraSite, installed: TinyApp) -> None:
    path = "/rest/api/3/permissions/check"
    granted = {}
    for account in (seed.ADMIN, seed.MEMBER):
        body = {"accountId": account, "globalPermissions": ["ADMINISTER"]}
        answer = requests.post(site.base_url + path, headers=installed.headers("POST", path), json=body, timeout=60)
        granted[account] = answer.json()["globalPermissions"]
    assert granted == {seed.ADMIN: ["ADMINISTER"], seed.MEMBER: []}
    other = requests.post(
        site.base_url + path,
        auth=("max@example.com", "max-token"),
        json={"accountId": seed.ADMIN, "globalPermissions": ["ADMINISTER"]},
        timeout=60,
    )
    assert other.status_code == 403


def test_the_licence_is_answered_to_the_app_itself_only(site: JiraSite, installed: TinyApp) -> None:
    path = "/rest/atlassian-connect/1/addons/tiny-app"
    url = site.base_url + path
    assert "license" not in requests.get(url, headers=installed.headers("GET", path), timeout=60).json()
    control = {"appKey": "tiny-app", "license": {"active": True, "evaluation": True, "type": "COMMERCIAL"}}
    requests.post(site.base_url + "/__control__/license", json=control, timeout=60)
    record = requests.get(url, headers=installed.headers("GET", path), timeout=60).json()
    assert (record["state"], record["license"]["evaluation"]) == ("ENABLED", True)
    assert requests.get(url, auth=("ada@example.com", "ada-token"), timeout=60).status_code == 401


def test_admins_can_take_an_app_out_of_a_project(site: JiraSite, installed: TinyApp) -> None:
    control = {"project": "SHOP", "app": ["BROWSE_PROJECTS"]}
    requests.post(site.base_url + "/__control__/permissions", json=control, timeout=60)
    path = "/rest/api/3/project/search?action=create"
    found = requests.get(site.base_url + path, headers=installed.headers("GET", path), timeout=60).json()
    assert [project["key"] for project in found["values"]] == ["MOB", "OPS"]
    path = "/rest/api/3/issue"
    body = {"fields": {"project": {"key": "SHOP"}, "issuetype": {"name": "Task"}, "summary": "x"}}
    answer = requests.post(site.base_url + path, headers=installed.headers("POST", path), json=body, timeout=60)
    assert answer.status_code == 400 and "permission" in answer.json()["errors"]["project"]
    site.find_project("SHOP").app_permissions = frozenset()  # type: ignore[union-attr]
    path = "/rest/api/3/issue/SHOP-1"
    assert requests.get(site.base_url + path, headers=installed.headers("GET", path), timeout=60).status_code == 404


def test_points_run_out_with_the_reason_and_come_back_at_the_full_hour(site: JiraSite, installed: TinyApp) -> None:
    site.limits.points_per_hour = 10
    path = "/rest/api/3/issue/SHOP-1"
    answers = []
    for _ in range(6):
        answers.append(requests.get(site.base_url + path, headers=installed.headers("GET", path), timeout=60))
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[0].headers["X-RateLimit-Remaining"] == "8"
    assert answers[4].headers["X-RateLimit-NearLimit"] == "true"
    refused = answers[5].headers
    assert refused["RateLimit-Reason"] == "jira-quota-global-based" and 0 < int(refused["Retry-After"]) <= 3600
    site.clock.advance(int(refused["Retry-After"]))
    assert requests.get(site.base_url + path, headers=installed.headers("GET", path), timeout=60).status_code == 200


def test_one_issue_takes_only_so_many_writes(site: JiraSite, installed: TinyApp) -> None:
    path = "/rest/api/3/issue/SHOP-1"
    seen = []
    for number in range(25):
        body = json.dumps({"fields": {"summary": f"Number {number}"}})
        headers = {**installed.headers("PUT", path), "Content-Type": "application/json"}
        seen.append(requests.put(site.base_url + path, headers=headers, data=body, timeout=60))
        if seen[-1].status_code == 429:
            break
    assert seen[-1].headers["RateLimit-Reason"] == "jira-per-issue-on-write"
    site.clock.advance(31)
    again = requests.put(
        site.base_url + path, headers=installed.headers("PUT", path), json={"fields": {"summary": "Later"}}, timeout=60
    )
    assert again.status_code == 204
