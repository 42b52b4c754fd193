"""Who the sync identity is at Azure DevOps: a personal access token or an Entra service principal.

Sources: learn.microsoft.com/azure/devops/integrate/get-started/authentication (service principals, PATs).
"""

import base64
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import requests

from addon.platforms.access import (
    AZURE_DEVOPS_GRAPH_URL,
    AZURE_DEVOPS_URL,
    MICROSOFT_LOGIN_URL,
    AzureDevOpsAccess,
    PersonalAccessToken,
    ServicePrincipal,
    Surroundings,
    credential_mark,
)
from addon.platforms.azuredevops.tokens import is_organization_name
from addon.platforms.errors import PlatformError, Reason
from addon.transport.errors import TransportError
from addon.transport.exchange import Limits
from addon.transport.tracker import Origin, Params, Sign, TrackerSession

AZURE_DEVOPS_EXTENSIONS_URL = "https://extmgmt.dev.azure.com"
RESOURCE = "499b84ac-1321-427f-aa17-267ca6975798"  # Azure DevOps in every Entra tenant
_TOKENS_KEPT = 24 * 3600.0  # seconds; msal renews the tokens themselves
_MSAL_LIMITS = Limits(connect=5, read=10, total=20, answer=1024 * 1024)


def organization_url(access: AzureDevOpsAccess, *, dev_loopback: bool) -> str:
    """The organization's address, built by us; another host only on loopback for demo and tests.

    Raises ValueError for a name that is none.
    """
    return _built(access.organization, access.base_url, AZURE_DEVOPS_URL, dev_loopback)


def graph_url(access: AzureDevOpsAccess, *, dev_loopback: bool) -> str:
    """Where identities and groups of the organization are asked."""
    given = access.graph_url
    if not given and access.base_url and dev_loopback:  # the simulator's place for it
        parts = urlsplit(access.base_url)
        given = f"{parts.scheme}://{parts.netloc}/vssps/{access.organization}"
    return _built(access.organization, given, AZURE_DEVOPS_GRAPH_URL, dev_loopback)


def extensions_url(access: AzureDevOpsAccess, *, dev_loopback: bool) -> str:
    """Where the organization's extensions are managed: a service beside the one for identities."""
    given = ""
    parts = urlsplit(access.base_url)
    if dev_loopback and parts.hostname and f"{parts.scheme}://{parts.netloc}" != AZURE_DEVOPS_URL:
        given = f"{parts.scheme}://{parts.netloc}/extmgmt/{access.organization}"  # the simulator's place for it
    return _built(access.organization, given, AZURE_DEVOPS_EXTENSIONS_URL, dev_loopback)


def signer(access: AzureDevOpsAccess, surroundings: Surroundings) -> Sign:
    """What puts the credential on each request; a service principal's tokens are shared in the process."""
    credential = access.credential
    if isinstance(credential, PersonalAccessToken):
        return basic(credential.token)
    tokens = surroundings.cache.get(
        ("entra", mark(credential)),
        lambda: EntraTokens(credential, surroundings.now, dev_loopback=surroundings.dev_loopback),
        seconds=_TOKENS_KEPT,
    )
    return lambda prepared: _bearer(prepared, tokens.token())


def mark(credential: PersonalAccessToken | ServicePrincipal) -> str:
    """What tells this credential from every other."""
    if isinstance(credential, PersonalAccessToken):
        return credential_mark("pat", credential.token)
    one = credential
    return credential_mark("entra", one.tenant_id, one.client_id, one.secret, one.private_key, one.login_url)


def basic(token: str) -> Sign:
    """A personal access token: Basic with an empty user name."""
    value = "Basic " + base64.b64encode(f":{token}".encode()).decode()

    def sign(prepared: requests.PreparedRequest) -> None:
        prepared.headers["Authorization"] = value

    return sign


def bearer(token: str) -> Sign:
    """A person's access token, for the few questions asked in their name."""
    return lambda prepared: _bearer(prepared, token)


def _bearer(prepared: requests.PreparedRequest, token: str) -> None:
    prepared.headers["Authorization"] = f"Bearer {token}"


class EntraTokens:
    """Access tokens by client credentials; msal keeps each until five minutes before its end."""

    def __init__(self, principal: ServicePrincipal, now: Callable[[], int], *, dev_loopback: bool = False) -> None:
        self._principal = principal
        self._http = _LoginHttp(principal.login_url, now, dev_loopback=dev_loopback)
        self._lock = threading.Lock()
        self._application: Any = None

    def token(self) -> str:
        """A token that is good for at least five minutes; raises PlatformError."""
        with self._lock:
            try:
                if self._application is None:
                    self._application = self._make()
                found = self._application.acquire_token_for_client(scopes=[f"{RESOURCE}/.default"])
            except TransportError as error:
                raise PlatformError(
                    Reason.UNAVAILABLE, f"Microsoft's sign-in could not be reached: {error.message}"
                ) from error
            except (ValueError, KeyError) as error:
                raise _rejected(f"Microsoft's sign-in does not know this tenant or credential: {error}") from error
            except RuntimeError as error:
                raise PlatformError(Reason.UNAVAILABLE, "Microsoft's sign-in has trouble of its own") from error
            token = (found or {}).get("access_token")
            if isinstance(token, str) and token:
                return token
            self._application = None  # msal repeats a refusal for a minute, also when consent has come meanwhile
        said = str((found or {}).get("error_description") or (found or {}).get("error") or "no token")
        if (found or {}).get("error") in ("temporarily_unavailable", "server_error", "timeout"):
            raise PlatformError(Reason.UNAVAILABLE, f"Microsoft's sign-in has trouble: {said}")
        raise _rejected(said.splitlines()[0].split(" Trace ID:")[0])

    def _make(self) -> Any:
        import msal

        principal = self._principal
        credential: Any = principal.secret
        if principal.private_key:
            credential = {"private_key": principal.private_key, "public_certificate": principal.certificate}
        return msal.ConfidentialClientApplication(
            principal.client_id,
            authority=f"{MICROSOFT_LOGIN_URL}/{principal.tenant_id}",
            client_credential=credential,
            http_client=self._http,
            instance_discovery=False,
        )


class _LoginHttp:
    """msal's HTTP: our sessions, no redirects, one host. msal insists on https, so loopback is swapped in here."""

    def __init__(self, login_url: str, now: Callable[[], int], *, dev_loopback: bool) -> None:
        if login_url.rstrip("/") != MICROSOFT_LOGIN_URL and not dev_loopback:
            raise ValueError("Another sign-in host than Microsoft's is for demo and tests only")
        self._real = Origin.of(MICROSOFT_LOGIN_URL)
        self._session = TrackerSession(
            "entra",
            login_url,
            lambda prepared: None,
            rate_reader=lambda *_, **__: None,
            now=now,
            limits=_MSAL_LIMITS,
            allow_http=dev_loopback,
        )

    def get(self, url: str, params: Any = None, headers: Any = None, **_: Any) -> "_LoginAnswer":
        return self._call("GET", url, params, None, headers)

    def post(self, url: str, params: Any = None, data: Any = None, headers: Any = None, **_: Any) -> "_LoginAnswer":
        return self._call("POST", url, params, data, headers)

    def close(self) -> None:
        """Nothing is held here."""

    def _call(self, method: str, url: str, params: Any, data: Any, headers: Any) -> "_LoginAnswer":
        own, parts = str(self._session.origin), urlsplit(url)
        if parts.netloc != urlsplit(own).netloc:
            self._real.check(url)
        asked: Params = dict(params or {})
        path = parts.path.removeprefix(self._session.origin.path) + (f"?{parts.query}" if parts.query else "")
        answer = self._session.request(method, path, params=asked, data=data, headers=headers)
        text = answer.text()
        if own != MICROSOFT_LOGIN_URL:
            text = text.replace(self._session.base_url, MICROSOFT_LOGIN_URL)
        return _LoginAnswer(answer.status, text, dict(answer.headers))


class _LoginAnswer:
    """An answer in the shape msal reads."""

    def __init__(self, status_code: int, text: str, headers: dict[str, str]) -> None:
        self.status_code = status_code
        self.text = text
        self.headers = headers

    def raise_for_status(self) -> None:
        if self.status_code >= 400:
            raise RuntimeError(f"sign-in answered {self.status_code}")


def _rejected(words: str) -> PlatformError:
    return PlatformError(Reason.CREDENTIAL_REJECTED, words, permanent=True, whole_credential=True)


def _built(organization: str, given: str, usual: str, dev_loopback: bool) -> str:
    if not is_organization_name(organization):
        raise ValueError("This is not the name of an Azure DevOps organization")
    built = f"{usual}/{organization}"
    if not given or given.rstrip("/") == built:
        return built
    host = urlsplit(given).hostname
    if not dev_loopback or host not in ("localhost", "127.0.0.1", "::1"):
        raise ValueError("An organization lives at https://dev.azure.com")
    return given.rstrip("/")
