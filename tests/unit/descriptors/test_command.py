import json
import os
from pathlib import Path

import pytest
import yaml

import addon
from addon.settings import SettingsRefused, read_settings
from descriptors.__main__ import checked_in, main
from descriptors.variant import VERSION, Variant, VariantError


def test_the_checked_in_manifests_are_what_the_descriptions_build() -> None:
    for path, text in checked_in().items():
        assert path.read_text() == text, f"{path.name} is stale; run python -m descriptors"


def test_the_extension_has_the_version_of_the_product() -> None:
    assert addon.__version__ == VERSION


def test_check_passes_and_writes_nothing(tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in checked_in()}
    assert main(["--check"]) == 0
    assert {path: path.stat().st_mtime_ns for path in checked_in()} == before


def test_output_writes_all_three_for_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BASE_URL", "https://sync.acme.example/")
    monkeypatch.setenv("ADO_PUBLISHER", "acme")
    monkeypatch.setenv("ADO_EXTENSION", "liaise-dev")
    monkeypatch.setenv("JIRA_ADMIN_SCOPES", "1")
    monkeypatch.setenv("JIRA_APP_KEY", "liaise-dev")
    assert main(["--output", str(tmp_path)]) == 0
    descriptor = json.loads((tmp_path / "atlassian-connect.json").read_text())
    manifest = json.loads((tmp_path / "vss-extension.json").read_text())
    forge = yaml.safe_load((tmp_path / "forge" / "manifest.yml").read_text())
    assert descriptor["baseUrl"] == forge["remotes"][0]["baseUrl"] == "https://sync.acme.example"
    assert "ADMIN" in descriptor["scopes"]
    assert descriptor["key"] == forge["app"]["connect"]["key"] == "liaise-dev"
    assert (manifest["publisher"], manifest["id"]) == ("acme", "liaise-dev")


@pytest.mark.parametrize("word", ["1", "0", "true", "False", "YES", "no", "on", "Off", "T", "y", "", "maybe", "2"])
def test_the_scopes_are_those_that_the_backend_reads_from_the_same_word(
    word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("BASE_URL", "http://127.0.0.1:1"), ("DEV_LOOPBACK", "1"), ("JIRA_ADMIN_SCOPES", word)):
        monkeypatch.setenv(name, value)
    try:
        wanted = read_settings()
    except SettingsRefused:
        assert main(["--output", str(tmp_path)]) == 2
        assert "JIRA_ADMIN_SCOPES" in capsys.readouterr().err
    else:
        assert Variant.from_environment(os.environ).admin_scopes is wanted.jira_admin_scopes


def test_an_address_without_https_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, capsys) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("BASE_URL", "http://sync.acme.example")
    assert main(["--check"]) == 2
    assert "BASE_URL" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"base_url": "https://"}, "BASE_URL"),
        ({"base_url": "https://liaise.example/?x=1"}, "BASE_URL"),
        ({"base_url": "https://liaise.example/path"}, "BASE_URL"),
        ({"app_key": "li aise"}, "JIRA_APP_KEY"),
        ({"publisher": "a b"}, "ADO_PUBLISHER"),
        ({"extension": ""}, "ADO_EXTENSION"),
        ({"forge_app": "liaise"}, "FORGE_APP_ID"),
    ],
)
def test_values_that_no_manifest_may_carry_are_refused(values: dict[str, str], name: str) -> None:
    with pytest.raises(VariantError, match=name):
        Variant(**values)


def test_loopback_may_be_plain_http_for_the_demo() -> None:
    assert Variant(base_url="http://127.0.0.1:8080").base_url == "http://127.0.0.1:8080"
