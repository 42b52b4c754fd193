"""Every helper call by name: the one list of what a run may ask."""

from collections.abc import Callable, Mapping
from typing import Any

from addon.sync.helpers import http, metadata, options, pairs, people, store, texts, wishes
from addon.sync.helpers.session import Session

TABLE: Mapping[str, Callable[[Session, list[Any]], Any]] = {
    **metadata.TABLE,
    **people.TABLE,
    **options.TABLE,
    **pairs.TABLE,
    **texts.TABLE,
    **wishes.TABLE,
    **http.TABLE,
    **store.TABLE,
}
