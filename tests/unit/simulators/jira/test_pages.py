"""Host pages of a simulated site, without a browser: who sees what, and what the forms do."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from addon.simulators.jira import JiraSite, create_app, seed
from addon.simulators.jira.connect.lifecycle import install
from tests.unit.simulators.jira.tiny_app import TinyApp

MODULES = {
    "webSections": [
        {
            "key": "section",
            "location": "admin_plugins_menu",
            "name": {"value": "Tiny section"},
            "conditions": [{"condition": "user_is_admin"}],
        }
    ],
    "adminPages": [
        {
            "key": "second",
            "location": "admin_plugins_menu/section",
            "name": {"value": "Second page"},
            "url": "/pages/second",
            "weight": 20,
            "conditions": [{"condition": "user_is_admin"}],
        },
        {
            "key": "first",
            "location": "admin_plugins_menu/section",
            "name": {"value": "First page"},
            "url": "/pages/first",
            "weight": 10,
        },
    ],
    "jiraIssueContexts": [
        {
            "key": "panel",
            "name": {"value": "Tiny panel"},
            "icon": {"url": "/icon.svg", "width": 24, "height": 24},
            "content": {"type": "label", "label": {"value": "State"}},
            "target": {"type": "web_panel", "url": "/panel?issue={issue.id}"},
        }
    ],
}


@pytest.fixture
def npm_folder(tmp_path: Path) -> Path:
    """Stand-ins for the host scripts, so that pages do not refuse."""
    for name in (
        "jquery/dist/jquery.js",
        "atlassian-connect-js/dist/connect-host.js",
        "atlassian-connect-js/dist/iframe.js",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"// {name}")
    return tmp_path


@pytest.fixture
def client(site: JiraSite, tiny: TinyApp, npm_folder: Path) -> FlaskClient:
    tiny.modules = MODULES
    install(site, tiny.descriptor_url, seed.ADMIN)
    return create_app(site, npm_folder).test_client()


def view_as(client: FlaskClient, account: str) -> None:
    client.post("/__view__", data={"user": account, "back": "/"})


def test_the_apps_menu_lists_the_pages_in_order_of_weight(client: FlaskClient) -> None:
    page = client.get("/plugins/servlet/upm").text
    assert page.index("Tiny section") < page.index("First page") < page.index("Second page")


def test_an_app_page_holds_a_signed_frame_address(client: FlaskClient, tiny: TinyApp) -> None:
    page = client.get("/plugins/servlet/ac/tiny-app/first").text
    [url] = re.findall(r'data-url="([^"]+)"', page)
    assert url.startswith(tiny.url + "/pages/first?xdm_e=") and "&amp;jwt=" in url
    assert client.get("/plugins/servlet/ac/tiny-app/none").status_code == 404


def test_only_admins_see_apps_and_their_conditional_pages(client: FlaskClient) -> None:
    view_as(client, seed.MEMBER)
    assert client.get("/plugins/servlet/upm").status_code == 403
    assert client.get("/plugins/servlet/ac/tiny-app/second").status_code == 403
    assert client.post("/plugins/servlet/upm/tiny-app/uninstall").status_code == 403
    assert "Settings" not in client.get("/projects").text


def test_a_page_without_the_npm_files_says_how_to_get_them(site: JiraSite, tiny: TinyApp, tmp_path: Path) -> None:
    tiny.modules = MODULES
    install(site, tiny.descriptor_url, seed.ADMIN)
    client = create_app(site, tmp_path).test_client()
    refused = client.get("/plugins/servlet/ac/tiny-app/first")
    assert refused.status_code == 503 and "make assets" in refused.text
    assert client.get("/atlassian-connect/all.js").status_code == 503


def test_the_issue_view_shows_the_panel_to_people_who_see_the_issue(client: FlaskClient, site: JiraSite) -> None:
    issue = site.find_issue("SHOP-1")
    assert issue is not None
    page = client.get("/browse/SHOP-1").text
    assert "Tiny panel" in page and f"issue={issue.id}&amp;xdm_e" in page
    view_as(client, seed.OUTSIDER)
    assert client.get("/browse/SHOP-1").status_code == 404


def test_a_context_token_names_the_issue_and_the_viewer(client: FlaskClient, site: JiraSite, tiny: TinyApp) -> None:
    import jwt

    view_as(client, seed.MEMBER)
    answer = client.get("/__jira__/token?addon=tiny-app&issue=10000").get_json()
    claims = jwt.decode(answer["token"], tiny.secret, algorithms=["HS256"])
    assert (claims["sub"], claims["qsh"], claims["iss"]) == (seed.MEMBER, "context-qsh", site.client_key)
    assert claims["context"]["jira"]["issue"]["key"] == "SHOP-1"
    view_as(client, seed.OUTSIDER)
    assert client.get("/__jira__/token?addon=tiny-app&issue=10000").status_code == 404


def test_what_is_typed_into_the_issue_view_is_stored(client: FlaskClient, site: JiraSite) -> None:
    issue = site.find_issue("SHOP-2")
    assert issue is not None
    before = issue.fields["description"]
    same = "Steps:\r\nPut two items into the cart.\r\nRemove one."
    client.post("/browse/SHOP-2/edit", data={"summary": "New", "description": same})
    assert (issue.fields["summary"], issue.fields["description"]) == ("New", before)
    client.post("/browse/SHOP-2/transition", data={"transition": "4"})
    client.post("/browse/SHOP-2/comment", data={"body": "Typed <b>here</b>"})
    page = client.get("/browse/SHOP-2").text
    assert "In Progress" in page and "Typed &lt;b&gt;here&lt;/b&gt;" in page
    client.post("/browse/SHOP-2/comment/10000", data={"body": "x"})
    assert site.bench.deliveries.settle()


def test_an_issue_is_created_and_a_refusal_is_shown(client: FlaskClient) -> None:
    made = client.post("/create", data={"project": "OPS", "issuetype": seed.TASK, "summary": "From the dialog"})
    assert made.headers["Location"] == "/browse/OPS-1"
    refused = client.post(
        "/create", data={"project": "OPS", "issuetype": seed.TASK, "summary": ""}, follow_redirects=True
    )
    assert "You must specify a summary of the issue." in refused.text


def test_forms_of_other_sites_are_refused(client: FlaskClient) -> None:
    refused = client.post("/browse/SHOP-1/delete", headers={"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403


def test_a_bad_query_in_the_list_is_explained(client: FlaskClient) -> None:
    assert "Field &#39;nonsense&#39; does not exist" in client.get("/issues/?jql=nonsense=1").text


def test_rest_calls_of_a_page_run_as_the_viewer(client: FlaskClient) -> None:
    view_as(client, seed.MEMBER)
    own = {"Sec-Fetch-Site": "same-origin"}
    assert client.get("/rest/api/3/myself", headers=own).get_json()["accountId"] == seed.MEMBER
    assert client.get("/rest/api/3/myself").status_code == 401
    body = {"fields": {"summary": "By script"}}
    assert client.put("/rest/api/3/issue/SHOP-1", json=body).status_code == 403
    assert client.put("/rest/api/3/issue/SHOP-1", json=body, headers=own).status_code == 204


def test_apps_are_installed_and_removed_by_hand(client: FlaskClient, site: JiraSite, tiny: TinyApp) -> None:
    client.post("/plugins/servlet/upm/tiny-app/uninstall")
    assert "No app is installed" in client.get("/plugins/servlet/upm").text
    client.post("/plugins/servlet/upm/install", data={"url": tiny.descriptor_url})
    assert list(site.addons) == ["tiny-app"]
    client.post("/plugins/servlet/upm/install", data={"url": tiny.url + "/nothing"})
    assert "answered 204" in client.get("/plugins/servlet/upm").text
