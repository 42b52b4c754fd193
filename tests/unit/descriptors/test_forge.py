import json
import subprocess
from pathlib import Path

import jsonschema
import pytest
import yaml

from descriptors import Variant, connect, forge
from descriptors.text import as_yaml

CHECK = Path(__file__).resolve().parents[3] / "bin" / "check-forge.cjs"


def test_the_forge_manifest_carries_the_same_connect_modules() -> None:
    descriptor, manifest = connect(), forge()
    carried = manifest["connectModules"]
    assert set(carried) == {"jira:lifecycle", *(f"jira:{name}" for name in descriptor["modules"])}
    assert carried["jira:adminPages"] == descriptor["modules"]["adminPages"]
    assert [hook["url"] for hook in carried["jira:webhooks"]] == [h["url"] for h in descriptor["modules"]["webhooks"]]
    assert manifest["app"]["connect"]["key"] == descriptor["key"]


def test_every_forge_module_has_its_own_key() -> None:
    keys = [entry["key"] for entries in forge()["connectModules"].values() for entry in entries]
    assert len(keys) == len(set(keys))


def test_the_yaml_says_what_the_dictionary_says() -> None:
    for variant in (Variant(), Variant(base_url="https://sync.acme.example", admin_scopes=True)):
        assert yaml.safe_load(as_yaml(forge(variant))) == forge(variant)


def test_strings_that_yaml_would_read_as_something_else_are_quoted() -> None:
    tricky = {"a": ["yes", "1.0", "null", "x: y", "#no", "", " lead", "ü"], "empty": {}, "none": [], "nested": [[1, 2]]}
    assert yaml.safe_load(as_yaml(tricky)) == tricky


@pytest.mark.node
@pytest.mark.parametrize("variant", [Variant(), Variant(admin_scopes=True)], ids=["plain", "administrator-scopes"])
def test_the_vendors_validator_accepts_the_manifest(node_modules: Path, tmp_path: Path, variant: Variant) -> None:
    assert _validated(node_modules, tmp_path, as_yaml(forge(variant))).returncode == 0


@pytest.mark.node
def test_the_vendors_validator_refuses_a_module_that_does_not_exist(node_modules: Path, tmp_path: Path) -> None:
    broken = as_yaml(forge()).replace("jira:adminPages", "jira:adminPagez")
    refused = _validated(node_modules, tmp_path, broken)
    assert refused.returncode == 1 and "jira:adminPagez" in refused.stderr


# The validator looks at the names of Connect modules only; their shapes are in its schema all the same.
@pytest.mark.node
def test_every_connect_module_has_the_vendors_shape(node_modules: Path) -> None:
    for name, entries in forge()["connectModules"].items():
        assert list(_shape(node_modules, name).iter_errors(entries)) == [], name


@pytest.mark.node
def test_the_vendors_shape_notices_a_missing_event(node_modules: Path) -> None:
    hooks = [{**hook} for hook in forge()["connectModules"]["jira:webhooks"]]
    del hooks[0]["event"]
    assert list(_shape(node_modules, "jira:webhooks").iter_errors(hooks))


def _shape(node_modules: Path, module: str) -> jsonschema.Draft7Validator:
    file = node_modules / "@forge" / "manifest" / "out" / "schema" / "manifest-schema.json"
    schema = json.loads(file.read_text())
    wanted = schema["definitions"]["ModuleSchema"]["properties"][f"connect-{module}"]
    return jsonschema.Draft7Validator({**wanted, "definitions": schema["definitions"]})


def _validated(node_modules: Path, folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    file = folder / "manifest.yml"
    file.write_text(text)
    command = ["node", str(CHECK), str(node_modules), str(file)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
