"""`doctor` looks up the name that partners and the products call."""

import pytest
from click.testing import CliRunner

from addon.commands import doctor


def said(monkeypatch: pytest.MonkeyPatch, tmp_path: object, found: list[str] | Exception, url: str) -> str:
    def addresses(host: str) -> list[str]:
        assert host == "liaise.acme.com"
        if isinstance(found, Exception):
            raise found
        return found

    def no_call(*_: object, **__: object) -> None:
        raise doctor.requests.ConnectionError

    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("BASE_URL", url)
    monkeypatch.setattr(doctor, "addresses_of", addresses)
    monkeypatch.setattr(doctor.requests, "get", no_call)
    lines = CliRunner().invoke(doctor.command).output.splitlines()
    return next((line for line in lines if " name: " in line), "")


def test_a_name_that_leads_to_public_addresses_is_fine(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    line = said(monkeypatch, tmp_path, ["203.0.114.7", "2606:4700::6810:1"], "https://liaise.acme.com")
    assert line.split()[0] == "ok" and "203.0.114.7" in line


def test_a_name_that_leads_inside_only_is_a_problem_and_says_where(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    line = said(monkeypatch, tmp_path, ["10.0.0.7"], "https://liaise.acme.com")
    assert line.split()[0] == "problem" and "10.0.0.7" in line and "cannot reach" in line


def test_a_name_that_leads_inside_as_well_is_a_warning(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    line = said(monkeypatch, tmp_path, ["203.0.114.7", "10.0.0.7"], "https://liaise.acme.com")
    assert line.split()[0] == "warning" and "203.0.114.7" not in line


@pytest.mark.parametrize("problem", [OSError("not known"), UnicodeError("label too long")])
def test_a_name_that_leads_nowhere_is_a_problem(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object, problem: Exception
) -> None:
    line = said(monkeypatch, tmp_path, problem, "https://liaise.acme.com")
    assert line.split()[0] == "problem" and "public name service" in line


def test_a_loopback_address_is_not_looked_up(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    assert said(monkeypatch, tmp_path, OSError(), "http://127.0.0.1:9") == ""
