"""`python -m descriptors [--check | --output FOLDER]`.

Without options: rewrites the checked-in manifests (placeholders) and `build/forge/manifest.yml` (this environment's
values). With `--output`: writes all three for this environment into a folder. With `--check`: writes nothing, exits 1
and names each file that differs from its description.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

from descriptors import Variant, connect, extension, forge
from descriptors.checks import connect_faults, extension_faults
from descriptors.text import as_json, as_yaml
from descriptors.variant import Manifest, VariantError

ROOT = Path(__file__).resolve().parent.parent


def checked_in() -> dict[Path, str]:
    """The files of the repository and what they have to hold."""
    return {ROOT / "atlassian-connect.json": as_json(connect()), ROOT / "vss-extension.json": as_json(extension())}


def packaged(variant: Variant, folder: Path) -> dict[Path, str]:
    """The three manifests of one deployment."""
    return {
        folder / "atlassian-connect.json": as_json(connect(variant)),
        folder / "vss-extension.json": as_json(extension(variant)),
        folder / "forge" / "manifest.yml": as_yaml(forge(variant)),
    }


def copy_packaged_files(manifest: Manifest, folder: Path) -> None:
    """Put icon and overview where the manifest of a variant names them: tfx looks beside the manifest."""
    for name in (manifest["icons"]["default"], manifest["content"]["details"]["path"]):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the result is the exit status."""
    parser = argparse.ArgumentParser(prog="python -m descriptors", description=(__doc__ or "").split("\n\n")[1])
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--check", action="store_true", help="compare only")
    choice.add_argument("--output", type=Path, help="write this environment's manifests into a folder")
    options = parser.parse_args(arguments)
    try:
        variant = Variant.from_environment(os.environ)
    except VariantError as error:
        print(error, file=sys.stderr)
        return 2
    faults = connect_faults(connect(variant)) + extension_faults(extension(variant))
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 1
    if options.check:
        stale = [path for path, text in checked_in().items() if not path.exists() or path.read_text() != text]
        for path in stale:
            print(f"{path.name} differs from descriptors/. Run: python -m descriptors", file=sys.stderr)
        return 1 if stale else 0
    files = (
        packaged(variant, options.output)
        if options.output
        else {
            **checked_in(),
            ROOT / "build" / "forge" / "manifest.yml": as_yaml(forge(variant)),
        }
    )
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path)
    if options.output:
        copy_packaged_files(extension(variant), options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
