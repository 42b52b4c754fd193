"""The wizards in Chromium: by keyboard alone, with every way out, and nothing typed is lost."""

import pytest
from playwright.sync_api import Frame, expect

from addon.nodes.refusals import Refusal
from tests.browser.keys import press, tab_to
from tests.browser.looking import look
from tests.web.console import sample as samples
from tests.web.console.sample import CODE

pytestmark = pytest.mark.browser
KINDS = pytest.mark.parametrize("kind", ["jira", "azuredevops"])


def step(frame: Frame, name: str) -> None:
    expect(frame.locator(f"[data-step={name}]")).to_be_visible()


@KINDS
def test_a_connection_is_initiated_by_keyboard_alone(stage, kind: str) -> None:
    made = stage(kind)
    opened = made.open()
    frame, page = opened.frame, opened.page
    frame.focus("#tab-license")
    tab_to(opened, "Initiate connection")
    press(page, "Enter")
    expect(frame.locator("[name=destination]")).to_be_focused()
    page.keyboard.type("dev.azure.com/nordlake-eng")
    press(page, "Enter")
    step(frame, "type")
    expect(frame.locator("#mode-script")).to_be_focused()
    press(page, "ArrowDown", "ArrowDown")
    expect(frame.locator("#mode-visual")).to_be_focused()
    expect(frame.locator("#mode-visual")).to_have_attribute("aria-checked", "false")
    press(page, "ArrowDown")
    expect(frame.locator("#mode-script")).to_have_attribute("aria-checked", "true")
    press(page, "Enter")
    step(frame, "names")
    expect(frame.locator("[name=local_name]")).to_be_focused()
    press(page, "Enter")
    step(frame, "project")
    expect(frame.locator("#project-button")).to_be_focused()
    press(page, "ArrowDown")
    expect(frame.locator("[data-search]")).to_be_focused()
    page.keyboard.type("sup")
    expect(frame.locator("[role=option]")).to_have_count(2)
    press(page, "ArrowDown")
    expect(frame.locator("[data-search]")).to_have_attribute("aria-activedescendant", "project-1")
    press(page, "Enter")
    expect(frame.locator("#project-button")).to_be_focused()
    expect(frame.locator("#project-value")).to_contain_text("Support escalations")
    tab_to(opened, "Create invitation")
    press(page, "Enter")
    step(frame, "invitation")
    expect(frame.locator("[data-code]")).to_have_text(CODE)
    expect(frame.locator("[data-outcome]")).to_be_focused()
    draft = next(call[1] for call in made.sample.calls if call[0] == "draft")
    assert (draft.mode, draft.project_id) == ("script", "10001")
    press(page, "Enter")
    expect(frame.locator("[data-shown=copied]")).to_be_visible()
    tab_to(opened, "Done")
    press(page, "Enter")
    expect(frame.locator("#dialog")).to_be_hidden()
    expect(frame.locator("#initiate")).to_be_focused()


def test_an_invitation_is_declined_or_accepted_by_keyboard_alone(stage) -> None:
    made = stage()
    opened = made.open()
    frame, page = opened.frame, opened.page
    frame.focus("#accept")
    press(page, "Enter")
    expect(frame.locator("[name=code]")).to_be_focused()
    page.keyboard.type("liaise1.typed")
    tab_to(opened, "Next")
    press(page, "Enter")
    step(frame, "review")
    expect(frame.locator("#dialog-title")).to_be_focused()
    tab_to(opened, "Decline")
    press(page, "Enter")
    expect(frame.get_by_role("button", name="Back")).to_be_focused()
    press(page, "Enter")
    step(frame, "review")
    tab_to(opened, "Next")
    press(page, "Enter")
    step(frame, "project")
    expect(frame.locator("#project-button")).to_be_focused()
    press(page, "Enter")
    expect(frame.locator("[role=option]").first).to_be_visible()
    press(page, "Enter")
    tab_to(opened, "Confirm")
    press(page, "Enter")
    expect(frame.locator("#dialog-title")).to_have_text("Connected with Nordlake")
    expect(frame.get_by_role("button", name="Done")).to_be_focused()
    tab_to(opened, "Edit rules")
    press(page, "Enter")
    expect(frame.locator("h2", has_text="Sync rules")).to_be_visible()
    expect(frame.locator("#dialog")).to_be_hidden()


def test_the_way_to_the_license_out_of_the_wizard_leaves_no_dialog_open(stage) -> None:
    opened = stage(script_allowed=False).open()
    opened.frame.click("#initiate")
    opened.frame.fill("[name=destination]", "x.atlassian.net")
    opened.frame.click("#dialog button[type=submit]")
    step(opened.frame, "type")
    expect(opened.frame.locator("#mode-script")).to_contain_text(
        "Script and Visual mode need an evaluation or a paid license"
    )
    look(opened, "a type that needs a license")
    opened.frame.click("#dialog >> text=See License")
    expect(opened.frame.locator("#tab-license")).to_have_attribute("aria-current", "page")
    expect(opened.frame.locator("#dialog")).to_be_hidden()
    expect(opened.frame.locator("#tab-license")).to_be_focused()


def test_what_was_typed_waits_while_the_license_is_seen_and_is_taken_back(stage) -> None:
    made = stage(script_allowed=False)
    opened = made.open()
    frame = opened.frame
    frame.click("#initiate")
    frame.fill("[name=destination]", "x.atlassian.net")
    frame.click("#dialog button[type=submit]")
    step(frame, "type")
    frame.click("#dialog button[type=submit]")
    step(frame, "names")
    frame.fill("[name=description]", "Typed before the license")
    frame.click("#wizard-previous")
    step(frame, "type")
    frame.click("#dialog >> text=See License")
    expect(frame.locator("#aside")).to_contain_text("“Initiate connection” waits with what you typed.")
    made.sample.script_allowed = True
    frame.click("#tab-settings")
    expect(frame.locator("#tab-settings")).to_have_attribute("aria-current", "page")
    frame.click("#aside >> text=Go on")
    step(frame, "type")
    expect(frame.locator("#mode-script")).not_to_have_attribute("aria-disabled", "true")
    frame.click("#dialog button[type=submit]")
    step(frame, "names")
    expect(frame.locator("[name=description]")).to_have_value("Typed before the license")
    expect(frame.locator("#aside")).to_have_count(0)


def test_initiating_again_goes_on_with_what_waits_and_discarding_begins_anew(stage) -> None:
    opened = stage(script_allowed=False).open()
    frame = opened.frame
    for begun in (False, True):
        frame.click("#initiate")
        if not begun:
            frame.fill("[name=destination]", "x.atlassian.net")
            frame.click("#dialog button[type=submit]")
        step(frame, "type")
        frame.click("#dialog >> text=See License")
        expect(frame.locator("#aside")).to_be_visible()
        frame.click("#tab-connections")
        expect(frame.locator("#tab-connections")).to_have_attribute("aria-current", "page")
    frame.click("#aside >> text=Discard")
    expect(frame.locator("#tab-connections")).to_be_focused()
    frame.click("#initiate")
    expect(frame.locator("[name=destination]")).to_have_value("")


def test_each_screen_is_announced_and_its_step_marked(stage) -> None:
    opened = stage().open()
    opened.frame.click("#initiate")
    expect(opened.frame.locator("#dialog [data-say]")).to_have_text("Step 1 of 5, Destination")
    opened.frame.fill("[name=destination]", "x.atlassian.net")
    opened.frame.click("#dialog button[type=submit]")
    expect(opened.frame.locator("#dialog [data-say]")).to_have_text("Step 2 of 5, Type")
    expect(opened.frame.locator("[aria-current=step]")).to_have_text("Type")


def test_while_it_asks_the_button_says_whom_and_keeps_focus(stage) -> None:
    made = stage()
    opened = made.open()
    held = opened.hold("**/console/initiate/destination")
    opened.frame.click("#initiate")
    opened.frame.fill("[name=destination]", "https://dev.azure.com/nordlake-eng/_boards")
    opened.frame.click("#dialog button[type=submit]")
    held.asked()
    button = opened.frame.locator("#dialog button[type=submit]")
    expect(button).to_contain_text("Asking nordlake-eng…")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_be_focused()
    held.let_go()
    step(opened.frame, "type")


def test_after_a_refusal_focus_goes_to_the_field_with_the_reason(stage) -> None:
    made = stage()
    made.sample.refuse["discover"] = Refusal("own_instance", "This is your own site.", field="url")
    opened = made.open()
    opened.frame.click("#initiate")
    opened.frame.fill("[name=destination]", "acme-support.atlassian.net/browse/SUP-482")
    opened.frame.click("#dialog button[type=submit]")
    expect(opened.frame.locator("#f-destination-error")).to_have_text("This is your own site.")
    field = opened.frame.locator("[name=destination]")
    expect(field).to_be_focused()
    expect(field).to_have_value("acme-support.atlassian.net/browse/SUP-482")
    opened.frame.check("[name=unknown]", force=True)
    expect(opened.frame.locator("#f-destination-error")).to_have_count(0)
    expect(opened.frame.locator("#dialog >> text=You confirm who accepted")).to_be_visible()


def test_previous_and_next_keep_what_was_typed(stage) -> None:
    opened = stage().open()
    frame = opened.frame
    frame.click("#initiate")
    frame.fill("[name=destination]", "x.atlassian.net")
    frame.click("#dialog button[type=submit]")
    step(frame, "type")
    frame.click("#mode-basic")
    frame.click("#dialog button[type=submit]")
    step(frame, "names")
    frame.fill("[name=description]", "Typed before going back")
    frame.click("#wizard-previous")
    step(frame, "type")
    expect(frame.locator("#mode-basic")).to_have_attribute("aria-checked", "true")
    frame.click("#wizard-previous")
    step(frame, "destination")
    expect(frame.locator("[name=destination]")).to_have_value("x.atlassian.net")
    frame.click("#dialog button[type=submit]")
    step(frame, "type")
    frame.click("#dialog button[type=submit]")
    step(frame, "names")
    expect(frame.locator("[name=description]")).to_have_value("Typed before going back")


def test_an_address_is_there_again_after_going_without_one(stage) -> None:
    opened = stage().open()
    frame = opened.frame
    frame.click("#initiate")
    frame.fill("[name=destination]", "x.atlassian.net")
    frame.check("[name=unknown]", force=True)
    expect(frame.locator("[name=destination]")).not_to_be_editable()
    frame.click("#dialog button[type=submit]")
    step(frame, "type")
    frame.click("#wizard-previous")
    step(frame, "destination")
    expect(frame.locator("[name=destination]")).to_have_value("x.atlassian.net")
    expect(frame.locator("[name=unknown]")).to_be_focused()
    look(opened, "a destination without an address")
    frame.uncheck("[name=unknown]", force=True)
    expect(frame.locator("[name=destination]")).to_be_editable()
    expect(frame.locator("[name=destination]")).to_be_focused()
    expect(frame.locator("[name=destination]")).to_have_value("x.atlassian.net")


def test_a_code_can_be_declined_where_a_license_is_missing(stage) -> None:
    made = stage()
    made.sample.refuse["preview"] = Refusal("licence_needed", "Script mode needs a license.", field="mode", status=402)
    opened = made.open()
    frame, page = opened.frame, opened.page
    frame.click("#accept")
    frame.fill("[name=code]", CODE)
    press(page, "Tab")
    tab_to(opened, "Next")
    press(page, "Enter")
    expect(frame.locator("#dialog [role=alert]")).to_contain_text("Script mode needs a license.")
    look(opened, "a code that needs a license")
    tab_to(opened, "Decline")
    press(page, "Enter")
    expect(frame.locator("#dialog >> text=Nordlake is told")).to_be_visible()
    frame.click("#dialog .btn--danger")
    expect(frame.locator("#dialog")).to_be_hidden()
    assert ("decline", CODE) in made.sample.calls


def test_closing_with_typed_text_asks_and_a_click_outside_does_nothing(stage) -> None:
    opened = stage().open()
    frame = opened.frame
    frame.click("#initiate")
    frame.fill("[name=destination]", "x.atlassian.net")
    opened.page.mouse.click(5, 5)
    step(frame, "destination")
    press(opened.page, "Escape")
    expect(frame.locator("#question-title")).to_have_text("Close and lose what you typed?")
    press(opened.page, "Escape")
    expect(frame.locator("[name=destination]")).to_have_value("x.atlassian.net")
    press(opened.page, "Escape")
    frame.click("[data-answer=close]")
    expect(frame.locator("#dialog")).to_be_hidden()
    expect(frame.locator("#initiate")).to_be_focused()


def test_an_untouched_dialog_closes_at_once(stage) -> None:
    opened = stage().open()
    opened.frame.click("#accept")
    expect(opened.frame.locator("#dialog")).to_be_visible()
    press(opened.page, "Escape")
    expect(opened.frame.locator("#dialog")).to_be_hidden()
    expect(opened.frame.locator("#accept")).to_be_focused()


@KINDS
def test_an_invitation_is_accepted(stage, kind: str) -> None:
    made = stage(kind)
    opened = made.open()
    frame = opened.frame
    frame.click("#accept")
    frame.fill("[name=code]", CODE)
    frame.click("#dialog button[type=submit]")
    step(frame, "review")
    frame.click("#dialog button[type=submit]")
    step(frame, "project")
    frame.click("#project-button")
    frame.click("[role=option] >> nth=0")
    frame.click("#dialog button[type=submit]")
    expect(frame.locator("#dialog-title")).to_have_text("Connected with Nordlake")
    assert [call[0] for call in made.sample.calls if call[0] == "accept"] == ["accept"]


def test_declining_asks_first(stage) -> None:
    made = stage()
    opened = made.open()
    frame = opened.frame
    frame.click("#accept")
    frame.fill("[name=code]", CODE)
    frame.click("#dialog button[type=submit]")
    step(frame, "review")
    frame.click("#dialog >> text=Decline")
    expect(frame.locator("#question-title")).to_have_text("Decline this invitation?")
    frame.click("#dialog .btn--danger")
    expect(frame.locator("#dialog")).to_be_hidden()
    assert ("decline", CODE) in made.sample.calls


def test_two_quick_presses_make_one_invitation(stage) -> None:
    made = stage()
    opened = made.open()
    frame = opened.frame
    frame.click("#initiate")
    frame.fill("[name=destination]", "x.atlassian.net")
    for name in ("type", "names", "project"):
        frame.click("#dialog button[type=submit]")
        step(frame, name)
    frame.click("#project-button")
    frame.click("[role=option] >> nth=0")
    frame.evaluate("const b = document.querySelector('#dialog button[type=submit]'); b.click(); b.click(); b.click()")
    step(frame, "invitation")
    assert len([call for call in made.sample.calls if call[0] == "draft"]) == 1


@pytest.mark.parametrize(("width", "beside"), [(740, True), (980, True), (420, False)])
def test_both_short_names_stand_side_by_side_wherever_the_dialog_has_its_width(stage, width: int, beside: bool) -> None:
    opened = stage().open(width=width)
    frame = opened.frame
    frame.click("#initiate")
    frame.fill("[name=destination]", "x.atlassian.net")
    for name in ("type", "names"):
        frame.click("#dialog button[type=submit]")
        step(frame, name)
    local, remote = (frame.locator(f"[name={name}]").bounding_box() for name in ("local_name", "remote_name"))
    assert local and remote
    assert (local["y"] == remote["y"]) is beside


def test_the_proposed_name_follows_the_short_names_until_it_is_written_by_hand(stage) -> None:
    opened = stage().open()
    frame = opened.frame
    frame.click("#initiate")
    frame.fill("[name=destination]", "x.atlassian.net")
    for name in ("type", "names"):
        frame.click("#dialog button[type=submit]")
        step(frame, name)
    named = frame.locator("[name=name]")
    frame.fill("[name=remote_name]", "")
    expect(named).to_have_value("Acme support to partner")
    frame.fill("[name=remote_name]", "北極星")
    frame.fill("[name=local_name]", "Acme")
    expect(named).to_have_value("Acme to 北極星")
    named.fill("Ours")
    frame.fill("[name=remote_name]", "Tarn")
    expect(named).to_have_value("Ours")


@pytest.mark.parametrize(
    ("credential", "first"), [("pat", "Work Items: Read & write"), ("entra", "Contributor in each project that syncs")]
)
def test_what_a_credential_needs_opens_in_sight_and_is_titled_once(stage, credential: str, first: str) -> None:
    opened = stage("azuredevops", rows=[], identity=samples.no_identity()).open()
    frame = opened.frame
    opened.page.set_viewport_size({"width": 1280, "height": 600})
    frame.click("#initiate")
    step(frame, "identity")
    frame.click(f"#dialog button[data-value={credential}]")
    frame.click("#dialog summary")
    expect(frame.locator("#dialog .probe p").get_by_text(first, exact=True)).to_be_in_viewport()
    expect(frame.locator("#dialog").get_by_text("What it needs", exact=True)).to_have_count(1)
