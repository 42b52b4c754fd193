"""What a tenant has used, by calendar month."""

from addon.storage.tables.base import Id, Number, Row, unique


class MonthlyUsage(Row):
    """Changes and bytes of files that crossed in one month (UTC), in one of some strips that are summed when read.

    A single row for each tenant and month would be waited for by all workers of the tenant.
    """

    id = Id()
    node_id = Number()
    month = Number()  # 202611
    strip = Number()
    sent = Number(default=0)
    received = Number(default=0)
    file_bytes = Number(default=0)
    keys = (unique("node_id", "month", "strip"),)
