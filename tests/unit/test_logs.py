"""Nothing secret reaches a log line, whatever a careless call hands over."""

import base64
import json
import os
import string
import subprocess
import sys

from hypothesis import example, given
from hypothesis import strategies as st

from addon.logs import redact

BASE64URL = string.ascii_letters + string.digits + "-_"
words = st.text(alphabet=BASE64URL, min_size=24, max_size=60)
jwts = st.builds(lambda head, body, mark: f"eyJ{head}.{body}.{mark}", words, words, words)
codes = st.builds(
    lambda body, check: f"liaise1.{body}.{check}", words, st.text(alphabet=BASE64URL, min_size=8, max_size=8)
)
new_pats = st.builds(
    lambda head, tail: f"{head}AZDO{tail}",
    st.text(alphabet=string.ascii_letters + string.digits, min_size=76, max_size=76),
    st.text(alphabet=string.ascii_letters + string.digits, min_size=4, max_size=4),
)
headers = st.builds(
    lambda kind, token: f"{kind} {token}",
    st.sampled_from(["Bearer", "Basic", "JWT", "Liaise", "bearer", "basic"]),
    words,
)
old_pats = st.text(alphabet=string.ascii_lowercase + "234567", min_size=52, max_size=52)
secrets = st.one_of(jwts, codes, new_pats, old_pats, headers)
around = st.text(alphabet=" \n\t\"'(),:=", max_size=3)


def bare(secret: str) -> str:
    """The part that must not survive."""
    return secret.rsplit(" ", 1)[-1]


@given(before=around, secret=secrets, after=around)
@example(before="", secret="eyJ" + "a" * 20 + "." + "b" * 20 + "." + "c" * 20, after="")
def test_no_secret_survives_in_a_text(before: str, secret: str, after: str) -> None:
    assert bare(secret) not in redact(f"got{before or ' '}{secret}{after} here")


@given(secret=secrets, depth=st.integers(0, 4), as_tuple=st.booleans())
def test_no_secret_survives_in_what_a_text_is_packed_into(secret: str, depth: int, as_tuple: bool) -> None:
    value: object = secret
    for level in range(depth):
        value = {"plain": value} if level % 2 else ((value,) if as_tuple else [value])
    assert bare(secret) not in json.dumps(redact(value))


@given(secret=secrets)
def test_no_secret_survives_as_bytes_an_exception_or_a_name(secret: str) -> None:
    for value in (secret.encode(), ValueError(secret), {secret: 1}, {1: {secret}}):
        assert bare(secret) not in repr(redact(value))


@given(st.sampled_from(["token", "access_token", "sharedSecret", "password", "Authorization", "cookie", "jwt",
                        "private_key", "certificate", "client_assertion", "API_KEY"]), st.text(min_size=1))  # fmt: skip
def test_what_is_named_like_a_secret_is_hidden_whatever_it_is(name: str, value: str) -> None:
    assert redact(value, name) == "[hidden]"
    assert redact({name: value}) == {name: "[hidden]"}
    assert redact({"deep": [{name: [value]}]}) == {"deep": [{name: "[hidden]"}]}


@given(st.text(alphabet=string.ascii_lowercase + " ", max_size=80))
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert redact(text) == text
    assert redact({"reason": text, "node": 7, "ok": True, "none": None}) == {
        "reason": text, "node": 7, "ok": True, "none": None
    }  # fmt: skip


def test_a_token_in_an_address_is_hidden() -> None:
    assert "opaque" not in redact("GET /jira/panel?issue=1&jwt=opaque-and-short&lic=active")
    assert "lic=active" in redact("GET /jira/panel?issue=1&jwt=opaque-and-short&lic=active")


def test_a_line_with_a_secret_in_words_in_a_trace_and_of_a_library_shows_none() -> None:
    token = "eyJ" + base64.urlsafe_b64encode(os.urandom(30)).decode() + ".eyJhbGciOiJ9.c2lnbmF0dXJl"
    program = f"""
import logging
import structlog
from addon.logs import configure
configure("info", "json")
log = structlog.get_logger()
log.info("request", header="JWT {token}", token="short", problem=ValueError("with {token}"))
try:
    raise ValueError("failed with {token}")
except ValueError:
    log.exception("bug")
logging.getLogger("library").warning("retrying https://x/?jwt={token}")
logging.getLogger("library").error("broken %s", "{token}")
"""
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert token not in made.stderr
    assert "short" not in made.stderr
    lines = made.stderr.strip().splitlines()
    assert len(lines) == 4
    assert all(json.loads(line)["level"] for line in lines)


def test_each_line_of_a_step_says_how_long_the_step_has_run_and_no_other_line_does() -> None:
    program = """
import logging, time
import structlog
from addon import logs
logs.configure("info", "json")
log = structlog.get_logger()
with logs.timed():
    time.sleep(0.05)
    log.warning("parked", reason="forbidden")
    logging.getLogger("library").warning("retrying")
    log.info("answered", ms=1.5)
log.info("idle")
"""
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    parked, retrying, answered, idle = map(json.loads, made.stderr.splitlines())
    assert 50 <= parked["ms"] <= retrying["ms"] < 5_000
    assert answered["ms"] == 1.5
    assert "ms" not in idle
    assert not any("began" in line for line in (parked, retrying, answered, idle))


HOSTILE = "Pump\nstops\r\x1b[2J\x1b]0;x\x07\u202egnp\u2028{at}"
PROGRAM = """
import logging, sys
import structlog
from addon.logs import configure
configure("info", sys.argv[1])
log = structlog.get_logger()
hostile = sys.argv[2]
log.info("issue_read", title=hostile, people=[hostile], facts={hostile: hostile})
log.info(hostile)
try:
    raise ValueError(hostile)
except ValueError:
    log.exception("bug")
logging.getLogger("library").warning("retrying %s", hostile)
"""


def logged(form: str) -> list[str]:
    stamp = "2026-11-23T10:00:00Z [info     ] forged"
    made = subprocess.run(
        [sys.executable, "-c", PROGRAM, form, HOSTILE.replace("{at}", stamp)],
        capture_output=True,
        check=True,
    )
    return made.stderr.decode().rstrip("\n").split("\n")


def test_a_line_of_json_is_one_line_whatever_a_title_holds() -> None:
    lines = logged("json")
    assert len(lines) == 4
    for line in lines:
        assert line.isascii() and line.isprintable()
    assert json.loads(lines[0])["title"].startswith("Pump\nstops")


def test_a_line_for_people_cannot_be_forged_by_a_title_and_moves_no_cursor() -> None:
    lines = logged("text")
    for line in lines:
        assert line.isprintable(), line
        assert not line.startswith(("2026-11-23T10", "stops", "forged"))
    begun = [line for line in lines if not line.startswith(" ")]
    assert len(begun) == 4
    assert "Pump\\nstops" in begun[0]
    assert any("ValueError: Pump" in line for line in lines)
