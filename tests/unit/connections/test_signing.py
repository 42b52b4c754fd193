"""Signatures between nodes hold for exactly one request, one receiver and one minute."""

from dataclasses import replace

import jwt
import pytest

from addon.connections import keys, signing
from addon.connections.signing import Signed
from addon.nodes.refusals import Refusal

NOW = 1_795_000_000_000
PRIVATE = keys.new_private_key()
PUBLIC = keys.public_key_of(PRIVATE)
REQUEST = Signed("POST", "/n/slug/messages", "a=1", b'{"v":1}')


def signed(request: Signed = REQUEST, now: int = NOW) -> str:
    return signing.sign_request(request, private_key=PRIVATE, sender="me", receiver="you", now_ms=now, nonce="n-1")


def verify(header: str, request: Signed = REQUEST, **changes: object) -> dict[str, object]:
    wanted = {"public_key": PUBLIC, "sender": "me", "receiver": "you", "now_ms": NOW} | changes
    return signing.verify_request(header, request, **wanted)  # type: ignore[arg-type]


def reason(header: str, request: Signed = REQUEST, **changes: object) -> str:
    with pytest.raises(Refusal) as refused:
        verify(header, request, **changes)
    assert refused.value.status == 401
    return refused.value.reason


def test_a_signed_request_is_accepted_and_names_its_nonce() -> None:
    assert verify(signed())["jti"] == "n-1"
    assert signing.parties(signed()) == ("me", "you")


@pytest.mark.parametrize(
    "changed",
    [
        replace(REQUEST, method="PUT"),
        replace(REQUEST, path="/n/other/messages"),
        replace(REQUEST, query="a=2"),
        replace(REQUEST, body=b'{"v":2}'),
    ],
)
def test_a_signature_holds_for_no_other_request(changed: Signed) -> None:
    assert reason(signed(), changed) == "bad_signature"


def test_a_signature_holds_for_no_other_receiver_sender_or_key() -> None:
    assert reason(signed(), receiver="her") == "bad_signature"
    assert reason(signed(), sender="him") == "bad_signature"
    assert reason(signed(), public_key=keys.public_key_of(keys.new_private_key())) == "bad_signature"


@pytest.mark.parametrize("shift", [-3600, 3600])
def test_a_clock_that_is_an_hour_off_is_named_as_the_cause(shift: int) -> None:
    assert reason(signed(), now_ms=NOW + shift * 1000) == "clock_skew"


@pytest.mark.parametrize("seconds", [0, signing.LIFETIME_S + 1, 3600])
def test_a_signature_that_would_hold_for_longer_than_a_minute_or_not_at_all_is_refused(seconds: int) -> None:
    end = {"exp": NOW // 1000 + seconds}
    claims = jwt.decode(signed()[len("Liaise ") :], options={"verify_signature": False}) | end
    forged = "Liaise " + jwt.encode(claims, keys.load_private(PRIVATE), algorithm="EdDSA")
    assert reason(forged) == "bad_signature"


@pytest.mark.parametrize(
    "changes",
    [
        {"iat": 1 - 10**4300, "exp": 2 - 10**4300},
        {"iat": 10**4299, "exp": 10**4299 + 1},
        {"iat": 1e400, "exp": 1e400},
        {"iat": NOW / 1000},
        {"exp": NOW / 1000 + 1.5},
        {"iat": signing.LAST_SECOND, "exp": signing.LAST_SECOND + 1},
        {"iat": -signing.LAST_SECOND, "exp": 1 - signing.LAST_SECOND},
        {"jti": ""},
        {"jti": "\ud800"},
        {"jti": "ä"},
        {"jti": "x" * 201},
        {"jti": 5},
    ],
    ids=[
        "long ago",
        "far away",
        "infinite",
        "begins in parts",
        "ends in parts",
        "first too far",
        "last too long ago",
        "no nonce",
        "half a character",
        "no ASCII",
        "long nonce",
        "a number",
    ],
)
def test_a_moment_or_a_nonce_that_is_none_is_refused(changes: dict[str, object]) -> None:
    claims = jwt.decode(signed()[len("Liaise ") :], options={"verify_signature": False}) | changes
    forged = "Liaise " + jwt.encode(claims, keys.load_private(PRIVATE), algorithm="EdDSA")
    assert reason(forged) == "bad_signature"


def test_a_nonce_of_the_least_and_the_greatest_length_is_accepted_and_a_longer_one_refused() -> None:
    for length, fits in ((1, True), (signing.NONCE_MAX, True), (signing.NONCE_MAX + 1, False)):
        nonce = "n" * length
        made = signing.sign_request(REQUEST, private_key=PRIVATE, sender="me", receiver="you", now_ms=NOW, nonce=nonce)
        assert (verify(made)["jti"] == nonce) if fits else (reason(made) == "bad_signature")


@pytest.mark.parametrize("now", [1_000_000_000_000, 4_102_444_800_000], ids=["in 2001", "in 2100"])
def test_freshness_is_judged_by_the_clock_that_is_given_and_by_no_other(now: int) -> None:
    assert verify(signed(now=now), now_ms=now)["iat"] == now // 1000
    token = signing.sign_answer(
        b"{}", status=200, private_key=PRIVATE, sender="me", receiver="you", request_nonce="n-1", now_ms=now
    )
    signing.verify_answer(token, b"{}", status=200, public_key=PUBLIC, sender="me", receiver="you", request_nonce="n-1")


def test_a_signature_that_lives_for_a_second_is_accepted_and_the_last_moment_of_a_clock_is_only_skewed() -> None:
    short = jwt.decode(signed()[len("Liaise ") :], options={"verify_signature": False}) | {"exp": NOW // 1000 + 1}
    assert verify("Liaise " + jwt.encode(short, keys.load_private(PRIVATE), algorithm="EdDSA"))["jti"] == "n-1"
    for at in (signing.LAST_SECOND - 1, 1 - signing.LAST_SECOND):
        far = short | {"iat": at, "exp": at + 1}
        assert reason("Liaise " + jwt.encode(far, keys.load_private(PRIVATE), algorithm="EdDSA")) == "clock_skew"


@pytest.mark.parametrize("changes", [{"aud": ["you"]}, {"aud": ["you", "her"]}, {"m": None}, {"b": None}, {"b": 5}])
def test_a_signature_for_several_receivers_or_without_what_it_signs_is_refused(changes: dict[str, object]) -> None:
    claims = jwt.decode(signed()[len("Liaise ") :], options={"verify_signature": False}) | changes
    assert reason("Liaise " + jwt.encode(claims, keys.load_private(PRIVATE), algorithm="EdDSA")) == "bad_signature"


@pytest.mark.parametrize("missing", ["iss", "aud", "iat", "exp", "jti", "m", "p", "q", "b"])
def test_no_claim_of_a_request_may_be_missing(missing: str) -> None:
    claims = jwt.decode(signed()[len("Liaise ") :], options={"verify_signature": False})
    del claims[missing]
    assert reason("Liaise " + jwt.encode(claims, keys.load_private(PRIVATE), algorithm="EdDSA")) == "bad_signature"


@pytest.mark.parametrize(
    "changes",
    [{"aud": ["you"]}, {"aud": "her"}, {"iss": "him"}, {"req": None}, {"req": 1}, {"b": None}, {"s": "200"}],
    ids=str,
)
def test_an_answer_for_several_or_without_what_it_answers_is_refused(changes: dict[str, object]) -> None:
    token = signing.sign_answer(
        b"{}", status=200, private_key=PRIVATE, sender="me", receiver="you", request_nonce="n-1", now_ms=NOW
    )
    claims = jwt.decode(token, options={"verify_signature": False}) | changes
    forged = jwt.encode(claims, keys.load_private(PRIVATE), algorithm="EdDSA")
    with pytest.raises(Refusal) as refused:
        signing.verify_answer(
            forged, b"{}", status=200, public_key=PUBLIC, sender="me", receiver="you", request_nonce="n-1"
        )
    assert (refused.value.reason, refused.value.status) == ("bad_answer_signature", 502)


@pytest.mark.parametrize("header", ["", "Bearer x", "Liaise ", "Liaise x.y.z", "JWT " + signed()[7:]])
def test_other_headers_are_refused(header: str) -> None:
    assert reason(header) == "bad_signature"


def test_no_other_algorithm_is_accepted() -> None:
    claims = jwt.decode(signed()[len("Liaise ") :], options={"verify_signature": False})
    for forged in (jwt.encode(claims, None, algorithm="none"), jwt.encode(claims, PUBLIC, algorithm="HS256")):
        assert reason("Liaise " + forged) == "bad_signature"


def test_an_answer_is_bound_to_its_request_status_and_body() -> None:
    token = signing.sign_answer(
        b"{}", status=200, private_key=PRIVATE, sender="me", receiver="you", request_nonce="n-1", now_ms=NOW
    )
    good = {"status": 200, "public_key": PUBLIC, "sender": "me", "receiver": "you", "request_nonce": "n-1"}
    signing.verify_answer(token, b"{}", **good)  # type: ignore[arg-type]
    for body, changes in (
        (b"[]", {}),
        (b"{}", {"status": 201}),
        (b"{}", {"request_nonce": "n-2"}),
        (b"{}", {"receiver": "x"}),
    ):
        with pytest.raises(Refusal, match="bad_answer_signature"):
            signing.verify_answer(token, body, **(good | changes))  # type: ignore[arg-type]


def test_a_thumbprint_tells_keys_apart_without_being_one() -> None:
    other = keys.public_key_of(keys.new_private_key())
    assert keys.thumbprint(PUBLIC) == keys.thumbprint(PUBLIC) not in (keys.thumbprint(other), PUBLIC)


def test_a_fingerprint_is_eight_groups_that_people_can_read_out() -> None:
    groups = keys.fingerprint(PUBLIC).split(" ")
    assert len(groups) == 8
    assert all(len(group) == 4 for group in groups)
    assert keys.fingerprint(PUBLIC) != keys.fingerprint(keys.public_key_of(keys.new_private_key()))


def test_clocks_may_differ_by_the_stated_seconds_and_by_no_second_more() -> None:
    early, late = -signing.SKEW_S, signing.LIFETIME_S + signing.SKEW_S
    for shift in (early, late):
        assert verify(signed(), now_ms=NOW + shift * 1000)["jti"] == "n-1"
    for shift in (early - 1, late + 1):
        assert reason(signed(), now_ms=NOW + shift * 1000) == "clock_skew"


def test_a_signature_says_when_it_was_made_and_lives_as_long_as_one_may() -> None:
    claims = verify(signed())
    assert (claims["iat"], claims["exp"]) == (NOW // 1000, NOW // 1000 + signing.LIFETIME_S)


@pytest.mark.parametrize("claims", [{"iss": "me"}, {"aud": "you"}, {"iss": "me", "aud": ["you"]}])
def test_a_header_that_does_not_name_both_parties_is_no_signature(claims: dict[str, object]) -> None:
    header = "Liaise " + jwt.encode(claims, keys.load_private(PRIVATE), algorithm="EdDSA")
    with pytest.raises(Refusal) as refused:
        signing.parties(header)
    assert refused.value.reason == "bad_signature"
