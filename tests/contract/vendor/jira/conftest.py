import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from addon.simulators.jira import JiraSite, seed
from tests.contract.vendor.jira.vendor_document import VendorDocument


@pytest.fixture(scope="session")
def document() -> VendorDocument:
    folder = os.environ.get("LIAISE_VENDOR_SPECS")
    if not folder:
        pytest.skip("needs LIAISE_VENDOR_SPECS")
    return VendorDocument(Path(folder) / "jira-platform-v3.json")


@pytest.fixture
def site() -> Iterator[JiraSite]:
    site = seed.demo(JiraSite())
    yield site
    site.close()
