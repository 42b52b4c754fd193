import re
from dataclasses import replace

import pytest

from addon.nodes.refusals import Refusal
from tests.web.console import sample as samples
from tests.web.console.conftest import fields
from tests.web.console.test_initiate import step_of


def test_a_code_is_reviewed_given_a_project_and_confirmed(console) -> None:
    made = console()
    answer = made.post("/console/accept/code", {"code": samples.CODE})
    assert step_of(answer) == "review"
    assert "<span>7C1E</span>" in answer.text
    answer = made.post("/console/accept/review", fields(answer))
    assert step_of(answer) == "project"
    answer = made.post("/console/accept/project", {**fields(answer), "project_id": "10000"})
    assert "Connected with Nordlake" in answer.text
    _, code, values = next(call for call in made.sample.calls if call[0] == "accept")
    assert code == samples.CODE
    assert values == {
        "project_id": "10000",
        "name": "Support to engineering",
        "local_name": "Acme support",
        "remote_name": "Nordlake",
    }


def test_an_acceptance_that_has_to_be_confirmed_waits_and_does_not_say_connected(console) -> None:
    made = console()
    reason = "Nordlake still has to confirm who accepted."
    made.sample.rows[0] = replace(made.sample.rows[0], health="degraded", reason=reason)
    answer = made.post("/console/accept/project", {"code": samples.CODE, "project_id": "10000"})
    assert "Waiting for Nordlake" in answer.text
    assert reason in answer.text
    assert "Connected with" not in answer.text


def test_names_are_shown_from_this_side(console) -> None:
    page = console().post("/console/accept/code", {"code": samples.CODE}).text
    assert re.search(r"You</p><p[^>]*><bdi>Acme support", page)
    assert re.search(r"Partner</p><p[^>]*><bdi>Nordlake", page)


def test_a_refused_code_stays_with_its_reason(console) -> None:
    answer = console().post("/console/accept/code", {"code": "nonsense"})
    assert (answer.status_code, step_of(answer)) == (422, "code")
    assert fields(answer)["code"] == "nonsense"
    assert re.search(r'id="f-code-error".*not an invitation code', answer.text)


@pytest.mark.parametrize("reason", ["used", "replaced", "revoked", "expired", "altered", "other_instance"])
def test_what_only_the_initiator_knows_is_said_beside_the_code(console, reason: str) -> None:
    made = console()
    made.sample.refuse["accept"] = Refusal(reason, f"Refused as {reason}.", status=409)
    answer = made.post("/console/accept/project", {"code": samples.CODE, "project_id": "10000"})
    assert step_of(answer) == "code"
    assert fields(answer)["code"] == samples.CODE
    assert re.search(rf'id="f-code-error".*Refused as {reason}', answer.text)


def test_a_missing_license_is_a_banner_and_uses_nothing_up(console) -> None:
    made = console()
    made.sample.refuse["preview"] = Refusal("licence_needed", "Script mode needs a license.", field="mode", status=402)
    answer = made.post("/console/accept/code", {"code": samples.CODE})
    assert step_of(answer) == "code"
    assert "licence_needed" in answer.text
    assert not [call for call in made.sample.calls if call[0] == "accept"]


def test_where_a_license_is_missing_the_license_tab_and_a_no_are_offered(console) -> None:
    made = console()
    made.sample.refuse["preview"] = Refusal("licence_needed", "Script mode needs a license.", field="mode", status=402)
    answer = made.post("/console/accept/code", {"code": samples.CODE})
    assert 'hx-get="/console/license"' in answer.text
    assert 'data-ask="decline"' in answer.text and "<bdi>Nordlake</bdi> is told" in answer.text


def test_a_code_that_cannot_be_read_cannot_be_declined(console) -> None:
    assert 'data-ask="decline"' not in console().post("/console/accept/code", {"code": "nonsense"}).text
    assert 'data-ask="decline"' not in console().get("/console/accept").text


def test_a_no_that_is_not_taken_leaves_the_code_with_the_reason(console) -> None:
    made = console()
    made.sample.refuse["decline"] = Refusal("other_instance", "This invitation is for dev.azure.com/umbra.", status=403)
    answer = made.post("/console/accept/decline", {"code": samples.CODE})
    assert (answer.status_code, step_of(answer)) == (422, "code")
    assert fields(answer)["code"] == samples.CODE
    assert re.search(r'id="f-code-error".*for dev.azure.com/umbra', answer.text)


def test_a_name_clash_shows_before_confirm_with_a_free_name(console) -> None:
    made = console(preview_clash=True)
    review = made.post("/console/accept/code", {"code": samples.CODE})
    answer = made.post("/console/accept/review", fields(review))
    assert fields(answer)["name"] == "Support to engineering 2"
    assert "You already have a connection named “Support to engineering”" in answer.text


def test_a_code_that_ran_out_between_two_screens_leads_back_to_it(console) -> None:
    made = console()
    form = fields(made.post("/console/accept/code", {"code": samples.CODE}))
    made.sample.refuse["preview"] = Refusal("expired", "This code expired.", field="code")
    answer = made.post("/console/accept/review", form)
    assert step_of(answer) == "code"
    assert "This code expired." in answer.text


def test_declining_tells_the_initiator_and_closes(console) -> None:
    made = console()
    answer = made.post("/console/accept/decline", {"code": samples.CODE})
    assert made.sample.calls[-1] == ("decline", samples.CODE)
    assert "liaise:close-dialog" in answer.headers["HX-Trigger"]


def test_the_identity_form_comes_before_the_code_and_keeps_it(console) -> None:
    made = console("azuredevops", identity=samples.no_identity())
    form = made.get("/console/accept")
    assert step_of(form) == "identity"
    assert "No invitation is used up by this." in form.text
    values = {**fields(form), "code": samples.CODE, "token": "pat", "expires_on": "2027-02-01"}
    answer = made.post("/console/settings/identity", values)
    assert step_of(answer) == "code"
    assert fields(answer)["code"] == samples.CODE


def test_another_code_pasted_after_going_back_is_not_given_the_name_of_the_first(console) -> None:
    made = console()
    first = fields(made.post("/console/accept/code", {"code": samples.CODE})) | {"name": "What the first code said"}
    back = fields(made.post("/console/accept/review", {**first, "go": "previous"}))
    review = made.post("/console/accept/code", {**back, "code": samples.CODE + "x"})
    assert fields(review)["name"] == "Support to engineering"


def test_a_name_typed_because_of_a_clash_survives_going_back(console) -> None:
    made = console(preview_clash=True)
    typed = fields(made.post("/console/accept/code", {"code": samples.CODE})) | {"name": "Ours"}
    assert fields(made.post("/console/accept/code", typed))["name"] == "Ours"
