"""The library's modules can be imported in any order; the zygote imports them by name."""

import pkgutil
import subprocess
import sys

import addon.scripting


def test_modules_import_in_alphabetical_order() -> None:
    names = sorted(one.name for one in pkgutil.walk_packages(addon.scripting.__path__, "addon.scripting."))
    code = "import importlib\n" + "\n".join(f"importlib.import_module({name!r})" for name in names)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-500:]
