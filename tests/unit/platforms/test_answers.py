"""One decided treatment for each kind of answer, and for none."""

from typing import Any

import pytest
from urllib3 import HTTPHeaderDict

from addon.platforms.answers import failure_of_answer, failure_of_transport, json_of
from addon.platforms.azuredevops.client import read_words as azure_words
from addon.platforms.azuredevops.client import sharpened
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.client import read_words as jira_words
from addon.transport.errors import TransportError
from addon.transport.exchange import Answer


def answer(status: int, body: bytes = b"", content_type: str = "application/json", **headers: str) -> Answer:
    found = HTTPHeaderDict({"Content-Type": content_type} | {k.replace("_", "-"): v for k, v in headers.items()})
    return Answer(status, found, body, "https://x/")


def failure(one: Answer, *, writes: bool = True, words: Any = jira_words) -> PlatformError | None:
    return failure_of_answer(one, writes=writes, product="Jira", now=0, read_words=words)


@pytest.mark.parametrize(
    ("status", "reason", "permanent", "everything", "uncertain"),
    [
        (400, Reason.REFUSED, True, False, False),
        (401, Reason.CREDENTIAL_REJECTED, True, True, False),
        (403, Reason.FORBIDDEN, True, False, False),
        (404, Reason.NOT_FOUND, True, False, False),
        (410, Reason.NOT_FOUND, True, False, False),
        (408, Reason.UNAVAILABLE, False, False, False),
        (409, Reason.CONFLICT, False, False, False),
        (412, Reason.CONFLICT, False, False, False),
        (413, Reason.TOO_LARGE, True, False, False),
        (422, Reason.REFUSED, True, False, False),
        (429, Reason.RATE_LIMITED, False, False, False),
        (500, Reason.UNAVAILABLE, False, False, True),
        (502, Reason.UNAVAILABLE, False, False, True),
        (504, Reason.UNAVAILABLE, False, False, True),
    ],
)
def test_each_status_has_its_treatment(
    status: int, reason: Reason, permanent: bool, everything: bool, uncertain: bool
) -> None:
    found = failure(answer(status))
    assert found is not None and found.message
    assert (found.reason, found.permanent, found.whole_credential) == (reason, permanent, everything)
    assert found.uncertain is uncertain
    read = failure(answer(status), writes=False)
    assert read is not None and not read.uncertain


@pytest.mark.parametrize(
    "one",
    [
        answer(203, b"<html>", "text/html"),
        answer(302, Location="https://login.microsoftonline.com/x"),
        answer(302, Location="https://spsprodweu5.vssps.visualstudio.com/_signin?realm=dev.azure.com"),
        answer(302),
    ],
)
def test_a_sign_in_page_is_a_rejected_credential(one: Answer) -> None:
    found = failure(one)
    assert found is not None and found.reason == Reason.CREDENTIAL_REJECTED and found.whole_credential


@pytest.mark.parametrize(
    "one", [answer(200, b"<html>maintenance</html>", "text/html"), answer(301, Location="https://elsewhere.example/")]
)
def test_a_page_instead_of_data_leaves_a_write_open(one: Answer) -> None:
    found = failure(one)
    assert found is not None and found.reason == Reason.BAD_ANSWER and found.uncertain and not found.permanent


@pytest.mark.parametrize("one", [answer(200, b"{}"), answer(204, b"", "text/html"), answer(201, b"[]")])
def test_good_answers_are_no_failure(one: Answer) -> None:
    assert failure(one) is None


def test_jira_names_fields() -> None:
    body = b'{"errorMessages":[],"errors":{"summary":"Summary is required."}}'
    found = failure(answer(400, body))
    assert found is not None
    assert (found.reason, found.fields) == (Reason.REFUSED_FIELDS, {"summary": "Summary is required."})
    assert "Summary is required." in found.message


def test_retry_after_is_read_from_429_and_503() -> None:
    for status in (429, 503):
        found = failure(answer(status, Retry_After="17"))
        assert found is not None and found.retry_after == 17


def test_azure_devops_names_fields_by_our_names() -> None:
    body = (
        b'{"message":"TF401320: Rule Error","typeKey":"RuleValidationException","customProperties":{'
        b'"FieldReferenceName":"System.Title","ErrorMessage":"required","RuleValidationErrors":['
        b'{"fieldReferenceName":"Custom.Team","errorMessage":"not a value"}]}}'
    )
    found = failure(answer(400, body), words=azure_words)
    assert found is not None and found.reason == Reason.REFUSED_FIELDS
    assert found.fields == {"summary": "required", "Custom.Team": "not a value"}


@pytest.mark.parametrize(
    ("status", "message", "key", "reason", "permanent"),
    [
        (412, "VS403351: Test Operation for path /rev failed", "TestPatchOperationFailedException", "conflict", False),
        (400, "TF26071: changed by someone else", "", "conflict", False),
        (400, "TF237082: too large", "", "too_large", True),
        (404, "TF200016: project does not exist", "", "project_gone", True),
        (400, "VS402335: the query timed out", "", "unavailable", False),
    ],
)
def test_azure_devops_own_numbers_say_more_than_the_status(
    status: int, message: str, key: str, reason: str, permanent: bool
) -> None:
    import json

    one = answer(status, json.dumps({"message": message, "typeKey": key}).encode())
    found = failure(one, words=azure_words)
    assert found is not None
    found = sharpened(found, azure_words(one))
    assert (found.reason, found.permanent) == (reason, permanent)


def test_a_byte_order_mark_is_no_obstacle() -> None:
    one = answer(503, b'\xef\xbb\xbf{"message":"TF24668: stopped"}')
    assert azure_words(one).message == "TF24668: stopped"
    assert json_of(answer(200, b'\xef\xbb\xbf{"a":1}'), "x", writes=False) == {"a": 1}


@pytest.mark.parametrize("body", [b'{"id": 1', b"nonsense", b"\xff\xfe", b"[" * 100_000])
def test_half_an_answer_to_a_write_leaves_it_open(body: bytes) -> None:
    with pytest.raises(PlatformError) as caught:
        json_of(answer(200, body), "Jira", writes=True)
    assert caught.value.reason == Reason.BAD_ANSWER and caught.value.uncertain


@pytest.mark.parametrize("words", [jira_words, azure_words])
@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"7", b'"x"', b'{"errors":[]}', b'{"customProperties":7}', b"\xff"]
)
def test_odd_error_bodies_still_make_an_error(words: Any, body: bytes) -> None:
    assert failure(answer(400, body), words=words) is not None


def test_secrets_do_not_reach_the_message() -> None:
    body = b'{"message":"bad header Authorization: Bearer abcdefghijkl"}'
    found = failure(answer(400, body))
    assert found is not None and "abcdefghijkl" not in found.message


@pytest.mark.parametrize(
    ("trouble", "maybe_sent", "reason", "uncertain"),
    [
        ("connect", False, Reason.UNAVAILABLE, False),
        ("tls", False, Reason.UNAVAILABLE, False),
        ("timeout", True, Reason.TIMED_OUT, True),
        ("cut", True, Reason.UNAVAILABLE, True),
        ("too_large", True, Reason.BAD_ANSWER, True),
        ("refused_address", False, Reason.REFUSED, False),
    ],
)
def test_no_answer_is_uncertain_only_when_it_may_have_been_sent(
    trouble: Any, maybe_sent: bool, reason: Reason, uncertain: bool
) -> None:
    found = failure_of_transport(TransportError(trouble, "words", maybe_sent), writes=True, product="Jira")
    assert (found.reason, found.uncertain) == (reason, uncertain)
    assert not failure_of_transport(TransportError(trouble, "w", maybe_sent), writes=False, product="J").uncertain
