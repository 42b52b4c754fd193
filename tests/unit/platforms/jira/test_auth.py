"""Tokens between Jira and us: the advisories of the past, and one verifier for each kind."""

import json
import math
import socket
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import jwt
import pytest
import requests
from atlassian_jwt.url_utils import hash_url
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given
from hypothesis import strategies as st

from addon.platforms.jira.auth import (
    ConnectSigner,
    query_hash,
    verify_context,
    verify_lifecycle,
    verify_page,
)
from addon.platforms.jira.install_keys import InstallKeys, key_server
from addon.platforms.tokens import TokenRefused, claims_of, header_of, signed_with
from addon.transport.errors import TransportError
from tests.unit.transport.servers import raw_server, reply

NOW = 1_800_000_000_000
SECONDS = NOW // 1000
SECRET = "the-shared-secret-of-one-installation"
OLD_SECRET = "the-secret-before-the-last-rotation!!"
KEY = rsa.generate_private_key(65537, 2048)
OTHER_KEY = rsa.generate_private_key(65537, 2048)
PEM = KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
KID = "5e1a6f0e-3f0c-4a8e-8d7e-6f2f9f6f9f01"
ROOT = Path(__file__).parents[4]

VECTORS = [
    (
        "GET",
        "/path/to/service",
        "zee_last=param&repeated=parameter 1&first=param&repeated=parameter 2",
        "e52bb281606c3bd9ca16cfe96fe2df78f5d9ffa126f06befd750dfa10fa1a897",
    ),
    ("POST", "/jira/installed", "", "6e99575fd6c801acd66ed861acacb775c443cb578b11d57d8818272937ddeeb8"),
    (
        "GET",
        "/jira/admin",
        "xdm_e=https%3A%2F%2Fx.atlassian.net&lic=none&cv=1001.0.0&jwt=abc",
        "3a3659f3caa078a7dee84922da6513af4b6107789a56a76d94d10f22257326b1",
    ),
    (
        "GET",
        "/rest/api/3/search/jql",
        "jql=project%20%3D%20A%20ORDER%20BY%20updated&fields=*all",
        "f57ef24682237aa3cb5767ebbe536ba3b3d4d3dc5c39fd60d6f72ff45a26e2fa",
    ),
    ("GET", "/", "", "c88caad15a1c1a900b8ac08aa9686f4e8184539bea1deda36e2f649430df3239"),
    ("GET", "/p", "a=+x+&b=%2B&c=%7E", "f571196e06c8527bee3387e4d525dd63de9712518162dc387ad2f79c64091209"),
    ("GET", "/p", "q=it%27s(ok)*!", "fc035c32d6b232a57a43a3009a2f063bf37f862da8ae5d05de04243a103fc8fb"),
    ("GET", "/p", "a=1&a=10&a=2", "9725faf4cba19fa4be23573c7b107a214637e17243e82b5d938c90ad7053d961"),
    ("GET", "/a&b", "c=d", "aa41de7fb349cef67acebcf83cb0079c5c2490f38221b3f3f19319b9bceb007e"),
]


@pytest.mark.parametrize(("method", "path", "query", "expected"), VECTORS)
def test_the_query_hash_is_atlassians(method: str, path: str, query: str, expected: str) -> None:
    assert query_hash(method, path, query) == expected


@given(
    st.lists(st.tuples(st.from_regex(r"[a-zA-Z][a-zA-Z0-9_]{0,8}", fullmatch=True), st.text(max_size=12)), max_size=5)
)
def test_the_order_of_different_parameters_does_not_change_the_hash(pairs: list[tuple[str, str]]) -> None:
    unique = list(dict(pairs).items())
    forward = "&".join(f"{k}={quote(v, safe='')}" for k, v in unique)
    backward = "&".join(f"{k}={quote(v, safe='')}" for k, v in reversed(unique))
    assert query_hash("GET", "/x", forward) == query_hash("get", "/x/", backward)


@given(
    st.from_regex(r"/[a-z_.~/-]{0,12}", fullmatch=True),
    st.lists(st.from_regex(r"[a-z.~_-]{1,4}=[A-Za-z0-9.~_%+-]{0,6}", fullmatch=True), max_size=4),
)
def test_the_short_way_to_the_hash_leads_where_the_library_does(path: str, pairs: list[str]) -> None:
    query = "&".join(pairs)
    assert query_hash("post", path, query) == hash_url("POST", f"{path}?{query}" if query else path)


@given(st.integers(0, 400), st.sampled_from("Aa0-_.=é"), st.sampled_from([SECRET, OLD_SECRET]))
def test_a_signature_counts_exactly_when_the_library_says_so(place: int, put: str, secret: str) -> None:
    token = jwt.encode({"iss": "tenant", "iat": 1, "exp": 2, "qsh": "x" * 64}, SECRET, algorithm="HS256")
    for changed in (token, token[:place] + put + token[place + 1 :]):
        try:
            header_of(changed, "HS256")
            claims_of(changed)
            jwt.decode(changed, secret, algorithms=["HS256"], options={"verify_exp": False, "verify_iat": False})
            right = True
        except (TokenRefused, jwt.PyJWTError, ValueError):
            right = False
        try:
            header_of(changed, "HS256")
            claims_of(changed)
            ours = signed_with(changed, secret)
        except TokenRefused:
            ours = False
        assert ours == (right and not changed.endswith("="))  # the library takes padding, for others' sake


@pytest.mark.node
def test_atlassians_own_javascript_agrees() -> None:
    package = ROOT / "build/npm/node_modules/atlassian-jwt"
    script = (
        f"const a=require({json.dumps(str(package))});"
        f"const v={json.dumps([v[:3] for v in VECTORS])};"
        "console.log(JSON.stringify(v.map(([m,p,q])=>a.createQueryStringHash("
        "a.fromMethodAndUrl(m,p+(q?'?'+q:''))))));"
    )
    found = subprocess.run(["node", "-e", script], capture_output=True, text=True, timeout=300, check=True)
    assert json.loads(found.stdout) == [v[3] for v in VECTORS]


def secrets(client_key: str) -> list[str]:
    return {"tenant": [SECRET, OLD_SECRET]}.get(client_key, [])


def page_claims(**given: Any) -> dict[str, Any]:
    claims = {
        "iss": "tenant",
        "sub": "account-1",
        "iat": SECONDS,
        "exp": SECONDS + 180,
        "qsh": query_hash("GET", "/jira/console", "lic=none"),
    }
    return {k: v for k, v in (claims | given).items() if v is not ...}


def shared(claims: dict[str, Any], secret: str = SECRET, algorithm: str = "HS256") -> str:
    return jwt.encode(claims, secret, algorithm=algorithm)


def page(token: str, **given: Any) -> Any:
    request = {"method": "GET", "path": "/jira/console", "raw_query": "lic=none", "secrets": secrets, "now": NOW}
    return verify_page(token, **(request | given))


def reason(call: Any) -> str:
    with pytest.raises(TokenRefused) as caught:
        call()
    assert SECRET not in str(caught.value)
    return caught.value.reason


class TestPages:
    def test_a_good_token_names_tenant_and_person(self) -> None:
        found = page(shared(page_claims()))
        assert (found.client_key, found.account_id) == ("tenant", "account-1")

    def test_a_webhook_needs_no_person(self) -> None:
        assert page(shared(page_claims(sub=...))).account_id is None

    def test_the_secret_before_a_rotation_still_counts_while_it_is_given(self) -> None:
        assert page(shared(page_claims(), OLD_SECRET)).client_key == "tenant"
        only_new = page
        assert reason(lambda: only_new(shared(page_claims(), OLD_SECRET), secrets=lambda k: [SECRET])) == (
            "bad_signature"
        )

    @pytest.mark.parametrize("change", [{"path": "/jira/other"}, {"raw_query": "lic=active"}, {"method": "POST"}])
    def test_a_token_of_another_request_is_refused(self, change: dict[str, str]) -> None:
        assert reason(lambda: page(shared(page_claims()), **change)) == "wrong_request"

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ({"exp": ...}, "missing_claim"),
            ({"iat": ...}, "missing_claim"),
            ({"qsh": ...}, "missing_claim"),
            ({"iss": ...}, "unknown_tenant"),
            ({"iss": "stranger"}, "unknown_tenant"),
            ({"iss": ["tenant"]}, "unknown_tenant"),
            ({"exp": SECONDS - 31}, "expired"),
            ({"iat": SECONDS + 31, "exp": SECONDS + 300}, "from_the_future"),
            ({"exp": SECONDS + 10**9}, "lives_too_long"),
            ({"exp": "never"}, "no_expiry"),
            ({"exp": math.nan}, "no_expiry"),
            ({"exp": math.inf}, "no_expiry"),
            ({"exp": 10**400, "iat": "now"}, "no_expiry"),
            ({"exp": SECONDS + 10**9, "iat": math.nan}, "lives_too_long"),
            ({"exp": SECONDS + 10**9, "iat": -(10**400)}, "lives_too_long"),
            ({"qsh": "context-qsh"}, "wrong_kind"),
            ({"qsh": ["context-qsh"]}, "wrong_request"),
            ({"qsh": "\ud800"}, "wrong_request"),
        ],
    )
    def test_incomplete_old_and_foreign_tokens_are_refused(self, given: dict[str, Any], expected: str) -> None:
        try:
            token = shared(page_claims(**given))
        except TypeError:
            token = _unchecked(page_claims(**given))
        assert reason(lambda: page(token)) == expected

    @pytest.mark.parametrize("issuer", ["ten\x00ant", "\ud800", ""])
    def test_an_issuer_that_no_database_takes_is_not_asked_for(self, issuer: str) -> None:
        """Questions of one moment are asked together: a stranger's must not make the others fail or wait."""
        asked: list[str] = []

        def found(client_key: str) -> list[str]:
            asked.append(client_key)
            return [SECRET]

        assert reason(lambda: page(shared(page_claims(iss=issuer)), secrets=found)) == "unknown_tenant"
        assert asked == []

    def test_a_wrong_signature_is_refused(self) -> None:
        assert reason(lambda: page(shared(page_claims(), "another-secret-of-32-bytes-or-more"))) == "bad_signature"

    @pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
    def test_only_the_one_algorithm_counts(self, algorithm: str) -> None:
        secret = SECRET * 3
        assert reason(lambda: page(shared(page_claims(), secret, algorithm))) == "wrong_algorithm"

    def test_unsigned_tokens_are_refused(self) -> None:
        token = jwt.encode(page_claims(), None, algorithm="none")  # type: ignore[arg-type]
        assert reason(lambda: page(token)) == "wrong_algorithm"

    @pytest.mark.parametrize("token", ["", "x", "a.b", "a.b.c", "." * 2, "x" * 9000, "eyJ.eyJ.x", "ä.ö.ü"])
    def test_garbage_is_malformed(self, token: str) -> None:
        assert reason(lambda: page(token)) == "malformed"

    @given(st.text(max_size=60))
    def test_no_text_makes_anything_but_a_refusal(self, token: str) -> None:
        for call in (lambda: page(token), lambda: verify_context(token, secrets=secrets, now=NOW)):
            assert reason(call) == "malformed"

    def test_a_lifecycle_token_is_not_accepted_on_a_page(self) -> None:
        token = jwt.encode(page_claims(), KEY, algorithm="RS256")
        assert reason(lambda: page(token)) == "wrong_algorithm"


def _unchecked(claims: dict[str, Any]) -> str:
    return jwt.PyJWS().encode(json.dumps(claims).encode(), SECRET, algorithm="HS256")


class TestContext:
    def context(self, **given: Any) -> str:
        return shared(page_claims(qsh="context-qsh", context={"jira": {"issue": {"id": "10001"}}}) | given)

    def test_gives_the_signed_context(self) -> None:
        found = verify_context(self.context(), secrets=secrets, now=NOW)
        assert found.account_id == "account-1"
        assert found.context["jira"]["issue"]["id"] == "10001"

    def test_a_page_token_is_not_accepted(self) -> None:
        """Else a link that Jira signed for a page could be used to call our interface."""
        assert reason(lambda: verify_context(shared(page_claims()), secrets=secrets, now=NOW)) == "wrong_kind"


def install_keys(now: int = NOW) -> InstallKeys:
    return InstallKeys(lambda kid: PEM.decode() if kid == KID else None, lambda: now)


BODY = {
    "key": "liaise",
    "clientKey": "tenant",
    "sharedSecret": SECRET,
    "baseUrl": "https://example.atlassian.net",
    "displayUrl": "https://jira.example.com",
    "eventType": "installed",
    "installationId": "ari:cloud:ecosystem::installation/1",
}


def install_claims(**given: Any) -> dict[str, Any]:
    claims = {
        "iss": "tenant",
        "aud": ["https://liaise.example/"],
        "iat": SECONDS,
        "exp": SECONDS + 180,
        "qsh": query_hash("POST", "/jira/installed", ""),
    }
    return {k: v for k, v in (claims | given).items() if v is not ...}


def signed(claims: dict[str, Any], key: Any = KEY, kid: str | None = KID, algorithm: str = "RS256") -> str:
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid} if kid else None)


def install(token: str, body: dict[str, Any] | None = None, **given: Any) -> Any:
    request: dict[str, Any] = {
        "method": "POST",
        "path": "/jira/installed",
        "raw_query": "",
        "body": BODY if body is None else body,
        "app_key": "liaise",
        "base_urls": ["https://liaise.example"],
        "keys": install_keys(),
        "now": NOW,
    }
    return verify_lifecycle(token, **(request | given))


class TestLifecycle:
    def test_a_good_install_gives_what_is_stored(self) -> None:
        found = install(signed(install_claims(sub="account-1")))
        assert found.client_key == "tenant" and found.shared_secret == SECRET
        assert found.base_url == "https://example.atlassian.net"
        assert found.installation_id.endswith("/1") and found.account_id == "account-1"

    @pytest.mark.parametrize("qsh", ["context-qsh", None])
    def test_a_context_token_cannot_install(self, qsh: str | None) -> None:
        """CVE-2021-26073 and CVE-2021-26074: a person's context token was accepted and could set the secret."""
        claims = install_claims(qsh=qsh) if qsh else install_claims(qsh=...)
        assert reason(lambda: install(shared(claims))) == "wrong_algorithm"

    def test_a_symmetric_token_made_with_the_public_key_cannot_install(self) -> None:
        """Algorithm confusion: HS256 with the PEM text as secret."""
        token = _hmac_with(PEM, install_claims())
        assert reason(lambda: install(token)) == "wrong_algorithm"

    def test_the_first_install_must_be_signed(self) -> None:
        token = jwt.encode(install_claims(), None, algorithm="none", headers={"kid": KID})  # type: ignore[arg-type]
        assert reason(lambda: install(token)) == "wrong_algorithm"

    def test_a_context_hash_under_the_right_key_cannot_install(self) -> None:
        """CVE-2021-26077: the fix that checked the algorithm but not the hash."""
        assert reason(lambda: install(signed(install_claims(qsh="context-qsh")))) == "wrong_request"

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ({"aud": ["https://other.example"]}, "wrong_audience"),
            ({"aud": "https://liaise.example.evil.test"}, "wrong_audience"),
            ({"aud": []}, "wrong_audience"),
            ({"aud": ...}, "missing_claim"),
            ({"iss": "another tenant"}, "wrong_tenant"),
            ({"exp": SECONDS - 60}, "expired"),
            ({"exp": ...}, "missing_claim"),
            ({"qsh": query_hash("POST", "/jira/uninstalled", "")}, "wrong_request"),
        ],
    )
    def test_what_does_not_fit_is_refused(self, given: dict[str, Any], expected: str) -> None:
        assert reason(lambda: install(signed(install_claims(**given)))) == expected

    def test_another_key_is_refused(self) -> None:
        assert reason(lambda: install(signed(install_claims(), OTHER_KEY))) == "bad_signature"

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            ({"clientKey": "victim"}, "wrong_tenant"),
            ({"clientKey": None}, "wrong_tenant"),
            ({"key": "another-app"}, "wrong_app"),
            ({"baseUrl": "https://evil.example"}, "wrong_site"),
            ({"baseUrl": "http://example.atlassian.net"}, "wrong_site"),
            ({"baseUrl": "https://example.atlassian.net.evil.example"}, "wrong_site"),
            ({"baseUrl": "https://atlassian.net@evil.example"}, "wrong_site"),
            ({"baseUrl": "https://example.atlassian.net:8443"}, "wrong_site"),
            ({"baseUrl": "https://example.atlassian.net/x?y"}, "wrong_site"),
            ({"baseUrl": "https://evil.example\\.atlassian.net"}, "wrong_site"),
            ({"baseUrl": "https://evil.example; script-src *; .atlassian.net"}, "wrong_site"),
            ({"baseUrl": "https://.atlassian.net"}, "wrong_site"),
            ({"baseUrl": "https://*.atlassian.net"}, "wrong_site"),
            ({"baseUrl": "https://evil.example\u3002x.atlassian.net"}, "wrong_site"),
            ({"baseUrl": 7}, "wrong_site"),
            ({"sharedSecret": "short"}, "no_secret"),
        ],
    )
    def test_a_body_that_does_not_fit_the_token_is_refused(self, change: dict[str, Any], expected: str) -> None:
        assert reason(lambda: install(signed(install_claims()), BODY | change)) == expected

    @pytest.mark.parametrize(
        "shown",
        [
            "https://evil.example; script-src *",
            "https://*",
            "https://*.example",
            "*",
            "https://a.example https://evil.example",
            "https://example.atlassian.net@evil.example",
            "https://a.example\\@evil.example",
            "http://jira.example.com",
            "javascript:alert(1)",
            "data:text/html,x",
            "https://10.0.0.1",
            "https://localhost",
            "https://jira.example.com/?x",
            "https://jira.example.com/<b>",
            "https://[",
            "\u202ehttps://jira.example.com",
            7,
        ],
    )
    def test_a_custom_domain_that_is_no_plain_address_is_left_out(self, shown: Any) -> None:
        assert install(signed(install_claims()), BODY | {"displayUrl": shown}).display_url == ""

    @pytest.mark.parametrize("shown", ["https://jira.example.com/", "https://issues.acme.example/jira"])
    def test_a_custom_domain_is_kept(self, shown: str) -> None:
        assert install(signed(install_claims()), BODY | {"displayUrl": shown}).display_url == shown.rstrip("/")

    def test_simulators_are_accepted_only_where_they_are_named(self) -> None:
        body = BODY | {"baseUrl": "http://127.0.0.1:8081"}
        assert reason(lambda: install(signed(install_claims()), body)) == "wrong_site"
        found = install(signed(install_claims()), body, allowed_hosts=["127.0.0.1:8081"])
        assert found.base_url == "http://127.0.0.1:8081"

    @pytest.mark.parametrize(
        ("sites", "taken"),
        [
            ((".atlassian.net",), True),
            (("acme.atlassian.net",), True),
            (("other.atlassian.net", ".jira.com"), False),
            (("cme.atlassian.net",), False),
        ],
    )
    def test_a_deployment_may_take_some_sites_only(self, sites: tuple[str, ...], taken: bool) -> None:
        def call() -> object:
            return install(signed(install_claims()), BODY | {"baseUrl": "https://acme.atlassian.net"}, sites=sites)

        if taken:
            call()
        else:
            assert reason(call) == "wrong_site"

    def test_uninstall_needs_no_secret(self) -> None:
        claims = install_claims(qsh=query_hash("POST", "/jira/uninstalled", ""))
        body = {k: v for k, v in BODY.items() if k != "sharedSecret"} | {"eventType": "uninstalled"}
        assert install(signed(claims), body, path="/jira/uninstalled").event == "uninstalled"


def _hmac_with(secret: bytes, claims: dict[str, Any]) -> str:
    import base64
    import hashlib
    import hmac

    def coded(data: bytes) -> bytes:
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    head = coded(json.dumps({"alg": "HS256", "typ": "JWT", "kid": KID}).encode())
    signing = head + b"." + coded(json.dumps(claims).encode())
    return (signing + b"." + coded(hmac.new(secret, signing, hashlib.sha256).digest())).decode()


class TestInstallKeys:
    @pytest.mark.parametrize(
        "kid",
        [
            None,
            7,
            "",
            ".",
            "..",
            "a/../b",
            "/a",
            "a//b",
            "a?b",
            "a#b",
            "a%2e",
            "a\\b",
            "a b",
            "ä",
            "x" * 300,
            "a/b/c/d/e",
        ],
    )
    def test_ids_that_are_none_are_never_asked_for(self, kid: Any) -> None:
        asked: list[str] = []

        def fetch(name: str) -> str | None:
            asked.append(name)
            return None

        assert reason(lambda: InstallKeys(fetch, lambda: NOW).get(kid)) == "bad_key_id"
        assert asked == []

    def test_a_key_server_that_sends_elsewhere_is_not_followed(self) -> None:
        """CVE-2023-28155: a redirect led a server's own request to an address of somebody else's choice."""
        asked: list[bytes] = []

        def elsewhere(connection: socket.socket, request: bytes) -> None:
            asked.append(request)
            connection.sendall(reply("200 OK", PEM))

        with raw_server(elsewhere) as there:

            def sends_on(connection: socket.socket, _: bytes) -> None:
                connection.sendall(reply("302 Found", b"", f"Location: http://127.0.0.1:{there}/{KID}"))

            with raw_server(sends_on) as here:
                fetch = key_server(lambda: NOW, base_url=f"http://127.0.0.1:{here}", dev_loopback=True)
                assert reason(lambda: InstallKeys(fetch, lambda: NOW).get(KID)) == "key_server_down"
        assert asked == []

    def test_a_key_is_fetched_once(self) -> None:
        asked: list[str] = []

        def fetch(name: str) -> str | None:
            asked.append(name)
            return PEM.decode()

        keys = InstallKeys(fetch, lambda: NOW)
        assert keys.get("team/key-1") == keys.get("team/key-1")
        assert asked == ["team/key-1"]

    def test_an_unknown_id_is_remembered_for_a_while(self) -> None:
        asked: list[str] = []
        clock = [NOW]

        def fetch(name: str) -> str | None:
            asked.append(name)
            return None

        keys = InstallKeys(fetch, lambda: clock[0])
        for _ in range(3):
            assert reason(lambda: keys.get("unknown")) == "unknown_key"
        clock[0] += 3_600_000
        assert reason(lambda: keys.get("unknown")) == "unknown_key"
        assert len(asked) == 2

    def test_garbage_cannot_make_us_hammer_the_key_server(self) -> None:
        asked: list[str] = []

        def fetch(name: str) -> str | None:
            asked.append(name)
            return None

        keys = InstallKeys(fetch, lambda: NOW)
        reasons = {reason(lambda n=n: keys.get(f"k{n}")) for n in range(500)}
        assert reasons == {"unknown_key", "key_server_busy"}
        assert len(asked) == 30

    def test_a_key_server_that_is_down_is_our_trouble_and_not_remembered(self) -> None:
        answers = iter([TransportError("timeout", "late"), None])

        def fetch(name: str) -> str | None:
            found = next(answers)
            if found is not None:
                raise found
            return PEM.decode()

        keys = InstallKeys(fetch, lambda: NOW)
        with pytest.raises(TokenRefused) as caught:
            keys.get(KID)
        assert caught.value.retry
        assert keys.get(KID) is not None

    @pytest.mark.parametrize("pem", ["", "garbage", "-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----"])
    def test_what_is_no_key_is_unknown(self, pem: str) -> None:
        assert reason(lambda: InstallKeys(lambda k: pem, lambda: NOW).get(KID)) == "unknown_key"

    def test_weak_keys_are_not_accepted(self) -> None:
        weak = rsa.generate_private_key(65537, 1024).public_key()
        pem = weak.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        assert reason(lambda: InstallKeys(lambda k: pem.decode(), lambda: NOW).get(KID)) == "unknown_key"


class TestSigning:
    def test_a_call_is_signed_for_its_method_path_and_query(self) -> None:
        sign = ConnectSigner("liaise", "tenant", SECRET, "", lambda: NOW)
        url = "https://x.atlassian.net/rest/api/3/issue/A-1?fields=*all&jql=a %2B b&x=ä"
        prepared = requests.Request("PUT", url).prepare()
        sign(prepared)
        token = prepared.headers["Authorization"].removeprefix("JWT ")
        claims = jwt.decode(
            token, SECRET, algorithms=["HS256"], options={"verify_exp": False, "verify_aud": False, "verify_iat": False}
        )
        assert claims["iss"] == "liaise" and claims["aud"] == ["tenant"]
        assert claims["exp"] - claims["iat"] <= 180
        parts = urlsplit(prepared.url)
        assert claims["qsh"] == query_hash("PUT", str(parts.path), str(parts.query))

    def test_the_path_of_the_base_address_is_not_part_of_the_hash(self) -> None:
        prepared = requests.Request("GET", "https://x.example/base/rest/api/3/myself").prepare()
        ConnectSigner("liaise", "tenant", SECRET, "/base", lambda: NOW)(prepared)
        token = prepared.headers["Authorization"].removeprefix("JWT ")
        claims = jwt.decode(token, options={"verify_signature": False})
        assert claims["qsh"] == query_hash("GET", "/rest/api/3/myself", "")


def test_the_real_clock_is_never_asked() -> None:
    assert abs(time.time() * 1000 - NOW) > 1000
    assert page(shared(page_claims())).client_key == "tenant"
