"""Loads everything a run may need before the wall is up: afterwards no file can be opened."""

import codecs
import importlib
import pkgutil
import zoneinfo
from contextlib import suppress
from pathlib import Path
from types import ModuleType

import addon.scripting
from addon.scripting import library
from addon.scripting.library import zones

CODECS = ("utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "unicode_escape", "punycode")


def load_everything() -> None:
    """Import every module of the evaluator, its library's tables and data, and run one small script."""
    library.load()  # in its own order: later tables add to earlier ones
    for module in _modules(addon.scripting):
        importlib.import_module(module)
    for name in CODECS:
        codecs.lookup(name)
    zones.install(zone_rules())
    from addon.sandbox import jobs

    jobs.rehearse()


def zone_rules() -> dict[str, bytes]:
    """The compiled rules of every time zone, by identifier; from the package `tzdata`, else from the system."""
    folders = [Path(folder) for folder in zoneinfo.TZPATH]
    with suppress(ModuleNotFoundError):
        folders.insert(0, Path(str(importlib.import_module("tzdata").__file__)).parent / "zoneinfo")
    found: dict[str, bytes] = {}
    for name in zoneinfo.available_timezones():
        for folder in folders:
            path = folder / name
            if path.is_file():
                found[name] = path.read_bytes()
                break
    return found


def _modules(package: ModuleType) -> list[str]:
    found = pkgutil.walk_packages(package.__path__, package.__name__ + ".")
    return sorted(one.name for one in found)
