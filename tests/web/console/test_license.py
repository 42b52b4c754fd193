import re

import pytest

from addon.nodes.refusals import Refusal
from tests.web.console.conftest import fields


def test_an_evaluation_counts_its_days(console) -> None:
    page = console(days_left=12).get("/console/license").text
    assert "12 days left" in page
    assert "All modes are available until then." in page
    assert 'aria-label="18 of 30 days used"' in page
    assert "The Connections tab reminds you 7, 3 and 1 days before." in page


def test_after_the_evaluation_the_page_says_what_waits_and_what_goes_on(console) -> None:
    page = console(licence_state="free", days_left=0, script_allowed=False).get("/console/license").text
    assert "The evaluation ended on" in page
    assert "Basic connections go on" in page
    assert "3 of your 8 connections" in page
    assert "3 Script connections wait with 112 queued changes. With a license the queue drains in order." in page
    assert "3 active connections keep queueing, and neither send nor apply." in page


def test_a_key_is_stored(console) -> None:
    made = console()
    made.post("/console/license", {"key": " lic1.abc "})
    assert made.sample.calls[-1] == ("enter_key", "lic1.abc")


def test_a_refused_key_stays_with_its_reason(console) -> None:
    made = console()
    made.sample.refuse["enter_key"] = Refusal(
        "license_other_instance", "This key is for another instance.", field="key"
    )
    answer = made.post("/console/license", {"key": "lic1.abc"})
    assert answer.status_code == 422
    assert fields(answer)["key"] == "lic1.abc"
    assert re.search(r'id="f-key-error".*another instance', answer.text)


def test_the_id_that_a_key_is_issued_for_can_be_copied(console) -> None:
    page = console().get("/console/license").text
    assert 'data-copy="#instance-id"' in page
    assert "0d5b8a1e-6c2f-4b7a-9e31-acme" in page


def test_where_no_key_is_understood_none_is_asked_for_and_the_way_to_a_license_is_told(console) -> None:
    page = console(licence_view={"takes_keys": False}).get("/console/license").text
    assert 'name="key"' not in page
    assert "Licenses come from whoever runs this Liaise." in page


@pytest.mark.parametrize("state", ["evaluation", "free"])
def test_a_site_licensed_by_the_marketplace_is_led_there_and_reads_its_words(console, state: str) -> None:
    view = {
        "provider": "marketplace",
        "takes_keys": False,
        "until": None,
        "days_left": None,
        "reason": "As Atlassian says.",
    }
    page = console(licence_state=state, licence_view=view).get("/console/license").text
    assert 'data-open="https://acme-support.atlassian.net/plugins/servlet/upm"' in page
    assert "As Atlassian says." in page
    assert "until then" not in page
    assert "whoever runs" not in page


def test_usage_is_told_of_this_month(console) -> None:
    page = re.sub(r"\s*<[^>]+>\s*", "|", console().get("/console/license").text)
    for words in (
        "Connections||8, of which 5 use Script",
        "Pairs||321",
        "Sent this month||6,480 changes",
        "Received this month||1 change|",
        "Attachments||1.8 GB this month",
    ):
        assert words in page


def test_an_ended_evaluation_that_holds_nothing_back_says_so(console) -> None:
    nothing = {"connections": 1, "of_script": 0, "basic": 1, "scripted": 0, "queued": 0}
    page = console(licence_state="free", days_left=0, usage=nothing).get("/console/license").text
    assert "No Script connection is in use, so nothing waits." in page
    assert "Your one connection is Basic<" in page


def test_a_license_that_ran_out_is_not_called_an_evaluation(console) -> None:
    view = {"lapsed": True, "reason": "The license has ended."}
    page = console(licence_state="free", days_left=0, licence_view=view).get("/console/license").text
    assert "The license ended on" in page
    assert "evaluation ended" not in page


@pytest.mark.parametrize(
    ("kind", "url", "words"),
    [
        ("jira", "https://marketplace.atlassian.com/apps/1", "Buy in Atlassian Marketplace"),
        ("jira", "https://shop.example/liaise", "Buy a license"),
        ("azuredevops", "https://shop.example/liaise", "Request a license"),
    ],
)
def test_where_licenses_are_sold_the_tab_leads_there(console, kind: str, url: str, words: str) -> None:
    for state, days in (("evaluation", 12), ("free", 0)):
        made = console(
            kind, licence_state=state, days_left=days, buy_urls={kind: url}, licence_view={"takes_keys": False}
        )
        page = made.get("/console/license").text
        assert len(re.findall(rf'data-open="{url}">(?:<svg.*?</svg>)?{words}</button>', page)) == 1
        assert "whoever runs" not in page
    other = console(kind, buy_urls={"other": url}).get("/console/license").text
    assert words not in other
