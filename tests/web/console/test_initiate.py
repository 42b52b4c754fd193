import re

import pytest

from addon.nodes.refusals import Refusal
from tests.web.console import sample as samples
from tests.web.console.conftest import fields


def step_of(answer) -> str:
    return re.search(r'data-step="(\w+)"', answer.text).group(1)


def walk(made, until: str = "project"):
    answer = made.get("/console/initiate")
    answer = made.post("/console/initiate/destination", {**fields(answer), "destination": "dev.azure.com/nordlake-eng"})
    if until == "type":
        return answer
    answer = made.post("/console/initiate/type", {**fields(answer), "mode": "script"})
    if until == "names":
        return answer
    return made.post("/console/initiate/names", fields(answer))


def test_the_screens_come_in_order_and_end_with_the_code(console) -> None:
    made = console()
    assert step_of(made.get("/console/initiate")) == "destination"
    assert step_of(walk(made, "type")) == "type"
    assert step_of(walk(made, "names")) == "names"
    answer = walk(made)
    assert step_of(answer) == "project"
    answer = made.post("/console/initiate/project", {**fields(answer), "project_id": "10000"})
    assert step_of(answer) == "invitation"
    assert samples.CODE in answer.text
    assert "Only <bdi>dev.azure.com/nordlake-eng</bdi>, once" in answer.text
    assert "connections-changed" in answer.headers["HX-Trigger"]


def test_what_was_collected_reaches_the_use_case(console) -> None:
    made = console()
    answer = walk(made)
    made.post("/console/initiate/project", {**fields(answer), "project_id": "10000"})
    draft = next(call[1] for call in made.sample.calls if call[0] == "draft")
    assert (draft.mode, draft.local_name, draft.remote_name) == ("script", "Acme support", "Nordlake")
    assert (draft.name, draft.project_id, draft.unknown) == ("Acme support to Nordlake", "10000", False)
    assert draft.node_url == "https://liaise.example/n/4f2c91"


def test_names_are_proposed_once_and_then_left_alone(console) -> None:
    made = console()
    answer = walk(made, "names")
    assert fields(answer)["name"] == "Acme support to Nordlake"
    back = made.post("/console/initiate/names", {**fields(answer), "name": "Ours", "go": "previous"})
    assert step_of(back) == "type"
    forward = made.post("/console/initiate/type", fields(back))
    assert fields(forward)["name"] == "Ours"


@pytest.mark.parametrize(("mode", "told"), [("basic", False), ("script", True)])
def test_labels_are_announced_only_where_the_mode_brings_them(console, mode: str, told: bool) -> None:
    made = console("azuredevops")
    names = fields(made.post("/console/initiate/type", {**fields(walk(made, "type")), "mode": mode}))
    page = made.post("/console/initiate/names", names).text
    assert "Summary, description, comments" in page
    assert ("labels" in page) is told


def test_previous_keeps_everything_and_checks_nothing(console) -> None:
    made = console()
    answer = walk(made)
    form = {**fields(answer), "go": "previous", "project_id": ""}
    back = made.post("/console/initiate/project", form)
    assert step_of(back) == "names"
    assert fields(back)["remote_name"] == "Nordlake"
    assert fields(back)["destination"] == "dev.azure.com/nordlake-eng"


def test_an_address_without_liaise_is_explained_beside_the_field_and_stays(console) -> None:
    made = console()
    made.sample.refuse["discover"] = Refusal(
        "not_a_node", "This address answers, but Liaise does not run there.", "url"
    )
    answer = made.post("/console/initiate/destination", {"destination": "https://www.nordlake.example"})
    assert answer.status_code == 422
    assert step_of(answer) == "destination"
    assert fields(answer)["destination"] == "https://www.nordlake.example"
    assert 'id="f-destination-error"' in answer.text


def test_without_a_url_nothing_is_asked_and_the_consequence_is_told(console) -> None:
    made = console()
    answer = made.post("/console/initiate/destination", {"unknown": "1"})
    assert step_of(answer) == "type"
    assert not [call for call in made.sample.calls if call[0] == "discover"]
    back = made.post("/console/initiate/type", {**fields(answer), "go": "previous"})
    assert "You confirm who accepted before anything leaves" in back.text
    assert re.search(r'name="destination"[^>]*readonly', back.text)


def test_a_card_that_cannot_be_chosen_says_why_and_leads_there(console) -> None:
    made = console(script_allowed=False)
    page = walk(made, "type").text
    assert "Not available in this version." in page
    assert "Script and Visual mode need an evaluation or a paid license." in page
    assert "See License" in page
    assert re.search(r'id="mode-script"[^>]*aria-disabled="true"', page)
    assert re.search(r'id="mode-basic"[^>]*aria-checked="true"', page)


@pytest.mark.parametrize("mode", ["visual", "", "other"])
def test_a_mode_that_is_not_offered_is_refused_on_the_server(console, mode: str) -> None:
    made = console()
    answer = made.post("/console/initiate/type", {**fields(walk(made, "type")), "mode": mode})
    assert (answer.status_code, step_of(answer)) == (422, "type")


def test_name_errors_stand_beside_their_fields_and_typed_text_stays(console) -> None:
    made = console(names_taken=("Pilot",))
    form = {**fields(walk(made, "names")), "remote_name": "Acme support", "name": "Pilot", "description": "For all"}
    answer = made.post("/console/initiate/names", form)
    assert (answer.status_code, step_of(answer)) == (422, "names")
    assert re.search(r'id="f-remote_name-error".*differs', answer.text)
    assert re.search(r'id="f-name-error".*exists already', answer.text)
    assert fields(answer)["description"] == "For all"


def test_names_are_trimmed(console) -> None:
    made = console()
    answer = made.post("/console/initiate/names", {**fields(walk(made, "names")), "remote_name": "  Nordlake  "})
    assert fields(answer)["remote_name"] == "Nordlake"


def test_without_a_project_the_invitation_is_not_made(console) -> None:
    made = console()
    answer = made.post("/console/initiate/project", fields(walk(made)))
    assert (answer.status_code, step_of(answer)) == (422, "project")
    assert 'id="project-error"' in answer.text


def test_a_project_deleted_between_the_screens_is_said_beside_the_field(console) -> None:
    made = console()
    made.sample.refuse["initiate"] = Refusal("project_gone", "This project is gone. Select another.", field="project")
    answer = made.post("/console/initiate/project", {**fields(walk(made)), "project_id": "10000"})
    assert step_of(answer) == "project"
    assert "This project is gone" in answer.text


def test_a_name_taken_meanwhile_leads_back_to_the_names(console) -> None:
    made = console()
    made.sample.refuse["initiate"] = Refusal("name_taken", "A connection with this name exists already.", field="name")
    answer = made.post("/console/initiate/project", {**fields(walk(made)), "project_id": "10000"})
    assert step_of(answer) == "names"
    assert fields(answer)["project_id"] == "10000"
    assert "exists already" in answer.text


def test_the_sync_identity_comes_first_and_the_wizard_goes_on_after_it(console) -> None:
    made = console("azuredevops", identity=samples.no_identity())
    form = made.get("/console/initiate")
    assert step_of(form) == "identity"
    answer = made.post(
        "/console/settings/identity", {**fields(form), "token": "secret-pat", "expires_on": "2027-02-01"}
    )
    assert step_of(answer) == "destination"
    assert "secret-pat" not in answer.text


def test_a_lost_identity_is_entered_in_the_middle_and_nothing_typed_is_lost(console) -> None:
    made = console("azuredevops")
    project = {**fields(walk(made)), "project_id": "10000"}
    made.sample.refuse["initiate"] = Refusal("no_sync_identity", "The sync identity was removed.")
    form = made.post("/console/initiate/project", project)
    assert step_of(form) == "identity"
    answer = made.post("/console/settings/identity", {**fields(form), "token": "pat", "expires_on": "2027-02-01"})
    assert step_of(answer) == "project"
    assert fields(answer)["remote_name"] == "Nordlake"
    assert fields(answer)["project_id"] == "10000"


def test_a_rejected_token_stays_out_of_the_page_and_the_date_stays(console) -> None:
    made = console("azuredevops", identity=samples.no_identity())
    made.sample.refuse["check_and_save_pat"] = Refusal(
        "credential_rejected", "Azure DevOps rejected it.", field="token"
    )
    form = fields(made.get("/console/initiate"))
    answer = made.post("/console/settings/identity", {**form, "token": "secret-pat", "expires_on": "2027-02-01"})
    assert answer.status_code == 422
    assert "secret-pat" not in answer.text
    assert fields(answer)["expires_on"] == "2027-02-01"
    assert re.search(r'id="f-token-error".*rejected', answer.text)


def test_what_stands_in_the_way_is_said_instead_of_the_first_screen(console) -> None:
    page = console(can_initiate=False).get("/console/initiate").text
    assert "Ask the other side to initiate, then accept here." in page
    assert "private_node" in page


def test_a_draft_that_was_tampered_with_leads_back_to_the_start(console) -> None:
    made = console()
    answer = made.post("/console/initiate/type", {"found": '{"modes": 3}', "mode": "basic"})
    assert answer.status_code in (400, 422)
    assert "Enter the destination again" in answer.text


def test_projects_are_counted_and_those_without_permission_marked(console) -> None:
    made = console()
    page = made.get("/console/projects?project_search=").text
    assert "3 of 214 projects" in page
    assert "Cannot create issues" in page
    assert "No project matches “zebra”." in made.get("/console/projects?project_search=zebra").text
    made.sample.project_total = 1  # where all that match are shown, only they are counted
    assert ">1 project." in made.get("/console/projects?project_search=HR").text
