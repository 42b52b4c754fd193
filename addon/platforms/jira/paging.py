"""Lists of Jira with `startAt`, read to their end.

The document calls `total` "the number of items returned" and promises neither it nor `isLast`; Jira cuts `maxResults`
to what it likes and says so in the answer. So the end is where nothing speaks for more: a list that stops too early
would look as if people had deleted the rest.
"""

from collections.abc import Mapping
from typing import Any

from addon.platforms.answers import bad_answer
from addon.platforms.jira.client import PRODUCT, JiraClient, expect_dict
from addon.transport.tracker import Params


def everything(client: JiraClient, path: str, params: Params, name: str, size: int) -> list[dict[str, Any]]:
    """All that the list holds under `name` (or `values`), asked for `size` at once; one more call only if in doubt."""
    found: list[dict[str, Any]] = []
    first: Any = None
    while True:
        page = expect_dict(client.get(path, {**params, "startAt": len(found), "maxResults": size}), name)
        values = page.get(name, page.get("values"))
        if not isinstance(values, list):
            raise bad_answer(PRODUCT, f"no {name} in it")
        if values and values[0] == first:  # the same page again: `startAt` means nothing there
            return found
        first = values[0] if values else None
        found += values
        if not more(page, len(found), len(values), size):
            return found


def more(page: Mapping[str, Any], seen: int, here: int, size: int) -> bool:
    """Whether others follow a page of `here` items, with which `seen` were read; `size` is what was asked for."""
    last, total, most = page.get("isLast"), _number(page.get("total")), _number(page.get("maxResults"))
    if not here or isinstance(last, bool):
        return bool(here) and not last
    if page.get("nextPage") or total > seen:
        return True
    return here >= (min(most, size) if most > 0 else size)


def _number(found: Any) -> int:
    return found if isinstance(found, int) and not isinstance(found, bool) else 0
