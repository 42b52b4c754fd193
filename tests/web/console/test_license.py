import re

from addon.nodes.refusals import Refusal
from tests.web.console.conftest import fields


def test_an_evaluation_counts_its_days(console) -> None:
    page = console(days_left=12).get("/console/license").text
    assert "12 days left" in page
    assert "All modes are available until then." in page
    assert 'aria-label="18 of 30 days used"' in page
    assert "The Connections tab warns you 7, 3 and 1 days before." in page


def test_after_the_evaluation_the_page_says_what_waits_and_what_goes_on(console) -> None:
    page = console(licence_state="free", days_left=0, script_allowed=False).get("/console/license").text
    assert "The evaluation ended on" in page
    assert "Basic connections go on" in page


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
