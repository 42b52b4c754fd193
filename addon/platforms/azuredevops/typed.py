"""The `azure-devops` package behind our own session, for typed calls.

The package follows redirects, retries by itself, hides headers, keeps a cache in the home directory and sends
credentials to whatever host the service names. Here its requests run through `TrackerSession`: same origin check,
same errors, same counting; what it remembers of addresses stays in memory.
"""

import os
import tempfile
import threading
from typing import Any

import requests
from requests.adapters import BaseAdapter

from addon.platforms.answers import reached
from addon.platforms.azuredevops.client import PRODUCT, AzureDevOpsClient
from addon.transport.exchange import Answer, header_view, read_body

_FOLDER = "AZURE_DEVOPS_CACHE_DIR"
_importing = threading.Lock()


class TypedClients:
    """Typed clients of one organization, made on first use; safe to share between threads."""

    def __init__(self, client: AzureDevOpsClient) -> None:
        self._client = client
        self._lock = threading.Lock()
        self._connection: Any = None

    def core(self) -> Any:
        """Projects."""
        return self._ready("get_core_client")

    def work_items(self) -> Any:
        """Types, fields, states."""
        return self._ready("get_work_item_tracking_client")

    def hooks(self) -> Any:
        """Service hook subscriptions."""
        return self._ready("get_service_hooks_client")

    def _ready(self, getter: str) -> Any:
        with self._lock:
            if self._connection is None:
                self._connection = _connection(self._client)
            found = getattr(self._connection.clients_v7_1, getter)()
            found.config.session_configuration_callback = _plainly
            return found


def _connection(client: AzureDevOpsClient) -> Any:
    with _importing:
        _import_without_files()
        from azure.devops.connection import Connection
        from msrest.authentication import Authentication

    class Bridged(Authentication):
        """Not a credential: swaps the session's ways out for ours."""

        def signed_session(self, session: requests.Session | None = None) -> requests.Session:
            found = session if session is not None else requests.Session()
            found.trust_env = False
            if not isinstance(found.adapters.get("https://"), _Bridge):
                bridge = _Bridge(client)
                found.adapters.clear()
                found.mount("https://", bridge)
                found.mount("http://", bridge)
            return found

    return Connection(base_url=client.base_url, creds=Bridged())


def _import_without_files() -> None:
    """Import the package so that it writes no files: a process that is killed could not remove them.

    It wants a folder when it is imported and one for each thing it remembers later; a cache without a file name keeps
    that in memory (azure/devops/_file_cache.py, `FileCache._save`).
    """
    named = os.environ.get(_FOLDER)
    with tempfile.TemporaryDirectory(prefix="liaise-azure-devops-") as folder:
        os.environ[_FOLDER] = folder
        try:
            from azure.devops import _file_cache
        finally:
            del os.environ[_FOLDER]
            if named is not None:
                os.environ[_FOLDER] = named
    for cache in (_file_cache.OPTIONS_CACHE, _file_cache.RESOURCE_CACHE):
        cache.file_name = ""


def _plainly(session: requests.Session, global_config: Any, local_config: Any, **wishes: Any) -> dict[str, Any]:
    session.trust_env = False
    return {**wishes, "allow_redirects": False, "proxies": {}}


class _Bridge(BaseAdapter):
    """Sends by our session and reads the whole answer, bounded; raises PlatformError like every other call."""

    max_retries: Any = None

    def __init__(self, client: AzureDevOpsClient) -> None:
        super().__init__()
        self._client = client

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        writes = request.method not in ("GET", "OPTIONS", "HEAD")
        with reached(PRODUCT, writes=writes):
            response = self._client.session.exchange(request)
            content = read_body(response, self._client.session.limits)
        response._content = content
        setattr(response, "_content_consumed", True)  # noqa: B010
        answer = Answer(response.status_code, header_view(response.headers), content, response.url)
        self._client.check(answer, writes=writes)
        return response

    def close(self) -> None:
        """Connections belong to the thread's session."""
