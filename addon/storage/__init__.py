"""The ledger: all durable state, and the queue.

    keys = load_keys(settings.secret_keys, data_dir)
    ledger = Ledger.open(settings.database_url, data_dir=data_dir, keys=keys)
    node = ledger.read(lambda tx: nodes.get(tx, node_id))
    ledger.write(lambda tx: inbox.store_delivery(tx, node.id, key, "jira", [inbox.Hint("10001")]))

`Ledger.write(fn)` and `Ledger.read(fn)` run `fn(tx)` as one transaction; `fn` may run twice and does nothing but
query. The functions of each noun take `tx` first and the tenant's id second, and give frozen dataclasses; a
function without a tenant says in its first line that it looks at all of them. Only this package knows peewee.

| module | what |
|---|---|
| `database` `keys` `failures` `paging` | opening a store, encryption keys, what can go wrong, pages of lists |
| `nodes` `secrets` `settings_store` `nonces` | tenants, encrypted values, values by name, values used once |
| `connections` `rules` `triggers` `acceptances` | what was agreed with partners |
| `inbox` `messages` | what came in: webhooks; messages to and from partners |
| `queue` | append, claim, hold, finish, release, fail, retry, skip, discard, lists |
| `effects` `errors` `schedules` `budgets` `jobs` | intended writes, failures, repeated work, rate limits, long work |
| `twins` `traces` `baselines` `conflicts` `deferred_links` `timeline` | pairs and what is known of them |
| `hooks` `audit` `erase` | service hooks and who needs them, who did what, erasure |
| `overview` | what a page of a list says beside each of its rows |
| `usage` | what crossed, counted by month |

Times are ms since 1970 (`tx.now`). A `Duplicate` ends its transaction on both stores: check first, or let it go up.
"""

from addon.storage.database import Ledger
from addon.storage.failures import (
    Duplicate,
    Fenced,
    KeyMissing,
    NoSuchRow,
    SchemaBehind,
    SecretMismatch,
    StorageError,
    StoreLocked,
    StoreUnavailable,
    VersionConflict,
)
from addon.storage.keys import Keys, load_keys, new_key
from addon.storage.paging import Page
from addon.storage.transaction import Tx

__all__ = [
    "Duplicate",
    "Fenced",
    "KeyMissing",
    "Keys",
    "Ledger",
    "NoSuchRow",
    "Page",
    "SchemaBehind",
    "SecretMismatch",
    "StorageError",
    "StoreLocked",
    "StoreUnavailable",
    "Tx",
    "VersionConflict",
    "load_keys",
    "new_key",
]
