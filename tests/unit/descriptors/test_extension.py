import copy
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from descriptors import Variant, extension
from descriptors.__main__ import main
from descriptors.checks import extension_faults

ROOT = Path(__file__).resolve().parents[3]


def test_the_checked_manifest_has_no_fault() -> None:
    assert extension_faults(extension()) == []


def test_the_hub_is_adnode_in_the_organization_settings() -> None:
    hub, panel = extension()["contributions"]
    assert (hub["id"], hub["type"]) == ("adnode", "ms.vss-web.hub")
    assert hub["targets"] == ["ms.vss-web.collection-admin-hub-group"]
    assert hub["properties"]["uri"] == "azuredevops/console"
    assert panel["targets"] == ["ms.vss-work-web.work-item-form"]
    assert panel["properties"]["uri"] == "azuredevops/panel"


def test_the_scopes_are_those_of_the_first_version() -> None:
    assert extension()["scopes"] == ["vso.profile", "vso.project", "vso.work", "vso.graph"]


def test_a_variant_carries_its_publisher_id_and_address() -> None:
    manifest = extension(Variant(base_url="https://sync.acme.example", publisher="acme", extension="liaise-dev"))
    assert (manifest["publisher"], manifest["id"]) == ("acme", "liaise-dev")
    assert manifest["baseUri"] == "https://sync.acme.example/"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda m: m["scopes"].append("vso.wrok"), "vso.wrok"),
        (lambda m: m.update(version="abc"), "abc"),
        (lambda m: m["contributions"][0].update(targets=["ms.vss-web.collection-admin-hub-grup"]), "target"),
        (lambda m: m["contributions"][0].update(type="ms.vss-web.hob"), "hob"),
        (lambda m: m["contributions"][1].update(id="adnode"), "twice"),
        (lambda m: m["contributions"][0]["properties"].update(uri="/azuredevops/console"), "relative"),
        (lambda m: m.update(baseUri="https://liaise.example/sub"), "end in /"),
        (lambda m: m.update(categories=["Azure Bords"]), "Azure Bords"),
    ],
)
def test_what_tfx_lets_through_is_a_fault_here(change, word) -> None:  # type: ignore[no-untyped-def]
    manifest = copy.deepcopy(extension())
    change(manifest)
    assert any(word in fault for fault in extension_faults(manifest))


@pytest.mark.node
def test_tfx_packages_the_manifest_with_its_contributions_scopes_and_files(node_modules: Path, tmp_path: Path) -> None:
    names, packaged = _package(node_modules, ROOT / "vss-extension.json", tmp_path)
    expected = extension()
    assert packaged["scopes"] == expected["scopes"]
    assert packaged["baseUri"] == expected["baseUri"]
    assert [c["id"] for c in packaged["contributions"]] == ["adnode", "panel"]
    assert [c["properties"]["uri"] for c in packaged["contributions"]] == ["azuredevops/console", "azuredevops/panel"]
    assert {"descriptors/extension/icon.png", "descriptors/extension/overview.md"} <= names


@pytest.mark.node
def test_tfx_packages_a_variant_from_the_folder_it_was_written_to(
    node_modules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASE_URL", "https://sync.acme.example")
    assert main(["--output", str(tmp_path / "out")]) == 0
    names, packaged = _package(node_modules, tmp_path / "out" / "vss-extension.json", tmp_path)
    assert packaged["baseUri"] == "https://sync.acme.example/"
    assert "descriptors/extension/icon.png" in names


def _package(node_modules: Path, manifest: Path, folder: Path) -> tuple[set[str], dict[str, Any]]:
    files = ["--root", manifest.parent, "--manifests", manifest, "--output-path", f"{folder}/"]
    result = subprocess.run(
        [node_modules / ".bin" / "tfx", "extension", "create", *files, "--no-prompt", "--json"],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    with zipfile.ZipFile(json.loads(result.stdout)["path"]) as archive:
        return set(archive.namelist()), json.loads(archive.read("extension.vsomanifest"))
