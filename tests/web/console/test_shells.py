import re
from pathlib import Path

import pytest

from addon.console import ConsoleSettings
from addon.console.assets import MissingAssets
from addon.console.blueprints import create_blueprints
from descriptors import CONSOLE_TABS, connect, extension

SHELLS = ["/jira/console/connections?jwt=t", "/jira/panel?jwt=t", "/azuredevops/console", "/azuredevops/panel"]


@pytest.mark.parametrize("path", SHELLS)
def test_a_shell_holds_no_data_of_the_instance(console, path: str) -> None:
    page = console().client.get(path)
    assert page.status_code == 200
    for word in ("acme", "Dana", "Nordlake", "a81d04"):
        assert word not in page.text


@pytest.mark.parametrize("path", SHELLS)
def test_a_shell_has_no_inline_script_and_sets_no_cookie(console, path: str) -> None:
    page = console().client.get(path)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page.text))
    assert not re.search(r"\son\w+=", page.text)
    assert "Set-Cookie" not in page.headers
    assert "X-Frame-Options" not in page.headers
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"


def test_jira_pages_are_framed_by_the_tenants_site_only(console) -> None:
    policy = console().client.get("/jira/console/connections?jwt=t").headers["Content-Security-Policy"]
    assert "frame-ancestors https://acme-support.atlassian.net;" in policy


def test_azure_devops_pages_are_framed_by_its_two_hosts(console) -> None:
    policy = console().client.get("/azuredevops/console").headers["Content-Security-Policy"]
    assert "frame-ancestors https://dev.azure.com https://*.visualstudio.com;" in policy


def test_a_jira_page_without_a_token_explains_where_to_find_it(console) -> None:
    page = console().client.get("/jira/console/connections")
    assert page.status_code == 401
    assert "Liaise lives inside Jira" in page.text
    assert "Settings → Apps → Liaise" in page.text
    assert "data-scheme" not in page.text  # no host names a theme here: the system's is followed


def test_a_tab_that_does_not_exist_is_not_served(console) -> None:
    assert console().client.get("/jira/console/nothing?jwt=t").status_code == 404


def test_every_page_that_the_descriptor_names_is_served(console) -> None:
    made = console()
    for page in connect()["modules"]["adminPages"]:
        assert made.client.get(f"{page['url']}?jwt=t").status_code == 200
    panel = connect()["modules"]["jiraIssueContexts"][0]
    assert made.client.get(panel["target"]["url"].split("?")[0] + "?jwt=t").status_code == 200
    icon = made.client.get(panel["icon"]["url"])
    assert icon.mimetype == "image/svg+xml"


def test_every_page_that_the_extension_names_is_served(console) -> None:
    made = console("azuredevops")
    for contribution in extension()["contributions"]:
        assert made.client.get("/" + contribution["properties"]["uri"]).status_code == 200


def test_every_tab_of_the_menu_has_its_page(console) -> None:
    made = console()
    for tab, word in CONSOLE_TABS.items():
        page = made.get(f"/console/{tab}")
        assert page.status_code == 200
        assert f"<h2>{word}</h2>" in page.text


def test_bundle_files_may_be_kept_for_ever_and_others_are_not_served(console) -> None:
    made = console()
    answer = made.client.get("/assets/jira-A.js")
    assert "immutable" in answer.headers["Cache-Control"]
    assert made.client.get("/assets/manifest.json").status_code == 404


def test_without_a_bundle_the_console_is_not_built(tmp_path: Path) -> None:
    with pytest.raises(MissingAssets, match="make assets"):
        create_blueprints(ConsoleSettings(static_folder=tmp_path))


def test_the_mark_may_be_shown_by_the_products_page(console) -> None:
    client = console().client
    assert client.get("/icons/mark.svg").headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.get("/azuredevops/console").headers["Cross-Origin-Resource-Policy"] == "same-origin"
