import re
from dataclasses import replace

import pytest

from addon.nodes.refusals import Refusal
from tests.web.console import sample as samples
from tests.web.console.conftest import fields

PEM_KEY = "-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----"
PEM_CERTIFICATE = "-----BEGIN CERTIFICATE-----\nREVG\n-----END CERTIFICATE-----"


def test_addresses_can_be_copied(console) -> None:
    page = console().get("/console/settings").text
    assert "https://liaise.example/n/a81d04c77e109b3f5d2e6a8841c0f7aa" in page
    assert 'data-copy="#node-url"' in page
    assert 'data-copy="#tracker-url"' in page


def test_jira_has_nothing_to_enter(console) -> None:
    page = console().get("/console/settings").text
    assert "There is nothing to enter and nothing that expires." in page
    assert 'name="token"' not in page


def test_a_credential_that_ends_soon_counts_down(console) -> None:
    page = console("azuredevops").get("/console/settings").text
    assert "The credential expires in 6 days" in page
    assert "changes keep queueing" in page


@pytest.mark.parametrize(("state", "words"), [("rejected", "is rejected"), ("expired", "has expired")])
def test_a_credential_that_does_not_work_says_what_waits(console, state: str, words: str) -> None:
    identity = replace(samples.working_identity(), state=state)
    page = console("azuredevops", identity=identity).get("/console/settings").text
    assert words in page
    assert re.search(r"<details open>", page)


@pytest.mark.parametrize("state", ["expiring", "rejected", "expired"])
def test_where_a_new_credential_is_needed_its_form_is_open_above_the_old_one(console, state: str) -> None:
    made = console("azuredevops", identity=replace(samples.working_identity(), state=state, days_left=6))
    for answer in (made.get("/console/settings"), made.post("/console/settings/identity/recheck")):
        assert re.search(r'<details open>.*name="token".*id="recheck"', answer.text, re.DOTALL)


def test_a_check_that_finds_the_credential_rejected_is_no_success(console) -> None:
    made = console("azuredevops", identity=replace(samples.working_identity(), state="rejected"))
    answer = made.post("/console/settings/identity/recheck")
    assert "HX-Trigger" not in answer.headers
    assert re.search(r'banner--danger" role="alert">.*The credential is rejected', answer.text)
    assert "Permissions checked" in console().post("/console/settings/identity/recheck").headers["HX-Trigger"]


def test_a_credential_that_works_stands_above_the_closed_form_that_replaces_it(console) -> None:
    page = console("azuredevops", identity=samples.working_identity()).get("/console/settings").text
    assert re.search(r'id="recheck".*<details><summary[^>]*>Replace the credential', page, re.DOTALL)


def test_a_token_is_proven_and_stored_with_its_date(console) -> None:
    made = console("azuredevops")
    answer = made.post("/console/settings/identity", {"credential": "pat", "token": "abc", "expires_on": "2027-02-19"})
    assert made.sample.calls[-1] == ("check_and_save_pat", {"token": "abc", "expires_on": "2027-02-19"})
    assert "abc" not in re.sub(r"<[^>]+>", "", answer.text)
    assert "liaise:toast" in answer.headers["HX-Trigger"]


@pytest.mark.parametrize("text", [f"{PEM_KEY}\n{PEM_CERTIFICATE}", f"{PEM_CERTIFICATE}\n\n{PEM_KEY}\n"])
def test_a_pasted_certificate_is_taken_apart_in_any_order(console, text: str) -> None:
    made = console("azuredevops")
    form = {"credential": "entra", "tenant": "t", "client_id": "c", "certificate": text}
    made.post("/console/settings/identity", form)
    name, values = made.sample.calls[-1]
    assert name == "check_and_save_entra"
    assert (values["private_key"], values["certificate"]) == (PEM_KEY, PEM_CERTIFICATE)


@pytest.mark.parametrize(
    ("text", "missing"), [(PEM_KEY, "certificate"), (PEM_CERTIFICATE, "private key"), ("x", "certificate")]
)
def test_half_a_certificate_is_refused_by_name(console, text: str, missing: str) -> None:
    made = console("azuredevops")
    form = {"credential": "entra", "tenant": "my-tenant", "client_id": "c", "certificate": text}
    answer = made.post("/console/settings/identity", form)
    assert answer.status_code == 422
    assert f"The {missing} is missing" in answer.text
    assert fields(answer)["tenant"] == "my-tenant"
    assert "QUJD" not in answer.text
    assert made.sample.calls == []


def test_consent_is_a_choice_only_where_the_deployment_has_an_application(console) -> None:
    without = console("azuredevops").get("/console/settings")
    assert 'data-value="consent"' not in without.text
    offered = replace(samples.no_identity(), consent_offered=True)
    page = console("azuredevops", identity=offered).get("/console/settings")
    assert 'data-value="consent"' in page.text and "/console/settings/identity/consent" in page.text


@pytest.mark.parametrize(
    ("answer", "done", "next_step"),
    [("True", "Consent was given", "Add Liaise as a user"), ("", "Consent was not given", "Ask an administrator")],
)
def test_the_page_after_microsofts_question_says_what_was_done_and_what_comes_next(
    console, answer: str, done: str, next_step: str
) -> None:
    page = console("azuredevops").client.get(f"/entra/consented?admin_consent={answer}&error_description=<b>x</b>")
    assert done in page.text and next_step in page.text and "<b>x" not in page.text
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


def test_microsofts_word_for_a_no_is_shown_only_as_a_word(console) -> None:
    client = console("azuredevops").client
    assert "access_denied" in client.get("/entra/consented?error=access_denied").text
    assert "For support" not in client.get("/entra/consented?error=Call+555-1234").text


def test_a_refused_credential_keeps_all_but_the_secret(console) -> None:
    made = console("azuredevops")
    made.sample.refuse["check_and_save_entra"] = Refusal("credential_rejected", "Rejected by Entra.", field="secret")
    form = {"credential": "entra", "tenant": "my-tenant", "client_id": "my-app", "secret": "hush-hush"}
    answer = made.post("/console/settings/identity", form)
    assert "hush-hush" not in answer.text
    assert fields(answer)["client_id"] == "my-app"
    assert re.search(r'id="f-secret-error".*Rejected by Entra', answer.text)


def test_an_identity_stored_on_connections_leads_to_the_tab_with_its_next_step(console) -> None:
    made = console("azuredevops", identity=samples.no_identity())
    form = {"flow": "connections", "credential": "pat", "token": "abc", "expires_on": "2027-02-19"}
    answer = made.post("/console/settings/identity", form)
    assert answer.headers["HX-Retarget"] == "#app"
    assert "Liaise signs in as Liaise Sync" in answer.text
    assert 'class="btn btn--primary" id="initiate"' in answer.text


def test_discovery_and_polling_take_effect_at_once(console) -> None:
    made = console()
    made.post("/console/settings/discovery", {})
    assert made.sample.calls[-1] == ("set_discovery", False)
    made.post("/console/settings/polling", {"seconds": "120"})
    assert made.sample.calls[-1] == ("set_poll_interval", 120)


def test_changing_the_node_url_asks_first(console) -> None:
    made = console()
    assert "Existing connections learn the new one" in made.get("/console/settings/slug").text
    answer = made.post("/console/settings/slug")
    assert made.sample.calls[-1] == ("change_slug",)
    assert "settings-changed" in answer.headers["HX-Trigger"]


def test_there_are_no_notices_to_set_up_yet(console) -> None:
    page = console().get("/console/settings").text
    assert "Email" not in page
    assert "Notices" not in page


def test_partners_may_preview_unless_the_administrator_forbids_it(console) -> None:
    made = console()
    page = made.get("/console/settings").text
    assert re.search(r'id="previews"[^>]* checked', page)
    answer = made.post("/console/settings/previews", {})
    assert made.sample.calls[-1] == ("set_previews", False)
    assert "Partners can no longer preview" in answer.headers["HX-Trigger"]
    made.post("/console/settings/previews", {"allow": "1"})
    assert made.sample.calls[-1] == ("set_previews", True)


def test_how_long_the_mapping_is_kept_can_be_chosen(console) -> None:
    made = console()
    page = made.get("/console/settings").text
    assert "Keep the mapping after uninstall" in page
    assert '<option value="30" selected>30 days</option>' in page
    answer = made.post("/console/settings/mapping", {"days": "90"})
    assert made.sample.calls[-1] == ("set_keep_mapping", 90)
    assert "Saved" in answer.headers["HX-Trigger"]
