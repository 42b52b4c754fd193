"""A client whose every answer is held against the vendor's document."""

import base64
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from addon.simulators.jira import JiraSite, create_app
from tests.contract.vendor.jira.vendor_document import VendorDocument


class JudgedClient:
    """Calls version 3 as a seeded person; fails the test when the document does not know the answer.

    `undocumented` names statuses that the product is known to give although its document does not say so.
    """

    def __init__(self, site: JiraSite, document: VendorDocument, token: str = "ada-token") -> None:
        self.client: FlaskClient = create_app(site).test_client()
        self.document = document
        account = site.users[site.tokens[token]]
        credentials = base64.b64encode(f"{account.email}:{token}".encode()).decode()
        self.headers = {"Authorization": f"Basic {credentials}"}

    def call(
        self, method: str, path: str, status: int, *, json: Any = None, undocumented: bool = False, **more: Any
    ) -> Any:
        headers = {**self.headers, **more.pop("headers", {})}
        answer: TestResponse = self.client.open(f"/rest/api/3{path}", method=method, json=json, headers=headers, **more)
        assert answer.status_code == status, answer.text
        body = answer.get_json(silent=True)
        if not undocumented:
            plain = f"/rest/api/3{path.split('?')[0]}"
            problems = self.document.problems_of_answer(method, plain, status, body)
            assert not problems, "\n".join(problems)
        return body
