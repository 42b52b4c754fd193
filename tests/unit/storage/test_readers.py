"""Connections that only read: lent, given back, and none left open."""

import sqlite3
from pathlib import Path

import pytest

from addon.storage.readers import Readers


def test_what_is_lent_while_the_store_closes_is_closed_when_it_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "one.sqlite"
    sqlite3.connect(path).close()
    readers = Readers(path)
    lent, idle = readers.take(), readers.take()
    readers.give(idle)
    readers.close()
    assert lent.execute_sql("SELECT 1").fetchall() == [(1,)]  # whoever reads now reads to the end
    readers.give(lent)
    for one in (lent, idle):
        with pytest.raises(Exception, match="closed"):
            one.execute_sql("SELECT 1")
