"""Choices that are offered no more: the issue keeps its own, and nobody chooses them anew."""

from typing import Any

import pytest

from addon.platforms.errors import PlatformError
from addon.platforms.jira.choices import chosen
from addon.platforms.jira.fields import FieldSchema
from addon.replica.values import Named, Value

VERSIONS = FieldSchema("fixVersions", "Fix versions", "array", "version")
KNOWN: dict[str, Any] = {"fixVersions": {"allowedValues": [{"id": "2", "name": "2.0"}]}}
OLD = Named("1", "1.0")


@pytest.mark.parametrize("said", [OLD, Named("", "1.0"), "1.0"])
def test_an_archived_version_stays_beside_the_one_that_comes(said: Value) -> None:
    found = chosen("fixVersions", (said, Named("", "2.0")), VERSIONS, KNOWN, (OLD,))
    assert found == (OLD, Named("", "2.0"))


@pytest.mark.parametrize("stands", [None, (), (Named("7", "7.0"),)])
def test_an_archived_version_that_the_issue_has_not_is_no_choice(stands: Value) -> None:
    with pytest.raises(PlatformError) as caught:
        chosen("fixVersions", (OLD, Named("", "2.0")), VERSIONS, KNOWN, stands)
    assert "cannot become “1.0”; it may be: 2.0" in caught.value.message
