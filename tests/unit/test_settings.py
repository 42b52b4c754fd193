"""The environment is read once and refused with the reason when it cannot work."""

import re
from pathlib import Path

import pytest

from addon.settings import Settings, SettingsRefused, is_loopback, read_settings
from addon.storage import new_key

PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"
PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


def refused(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsRefused) as problem:
        read_settings()
    return str(problem.value)


def test_a_page_that_sells_licenses_may_have_a_path_and_a_query(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIRA_BUY_URL", "https://marketplace.atlassian.com/apps/1/liaise?hosting=cloud")
    assert read_settings().jira_buy_url.endswith("?hosting=cloud")


def test_the_defaults_work_on_a_developers_machine() -> None:
    assert read_settings().ledger_url == "sqlite:///data/liaise.sqlite3"


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"BASE_URL": "https://liaise.example"}, "DATABASE_URL"),
        ({"BASE_URL": "http://liaise.example", "DATA_DIR": "/data"}, "https"),
        ({"BASE_URL": "liaise.example"}, "BASE_URL: give a whole address"),
        ({"BASE_URL": "https://me:pass@liaise.example"}, "BASE_URL: leave user name and password out"),
        ({"BASE_URL": "https://@liaise.example"}, "BASE_URL: leave user name and password out"),
        ({"BASE_URL": "https://liaise.example/liaise"}, "BASE_URL: leave the path out"),
        ({"BASE_URL": "https://liaise.example/?a=b"}, "BASE_URL: leave out what follows"),
        ({"BASE_URL": "https://liaise.example#top"}, "BASE_URL: leave out what follows"),
        ({"BASE_URL": "http://127.0.0.1:8080/liaise"}, "BASE_URL: leave the path out"),
        ({"BASE_URL": "https://liaise.example:99999"}, "BASE_URL: give a whole address"),
        ({"BASE_URL": "https://[::1"}, "BASE_URL: give a whole address"),
        ({"DATABASE_URL": "postgres://x/y"}, "SECRET_KEYS"),
        ({"DATABASE_URL": "postgres://x/y", "DEV_LOOPBACK": "1"}, "PostgreSQL needs SECRET_KEYS"),
        ({"BASE_URL": "https://liaise.example", "DEV_LOOPBACK": "1"}, "loopback only"),
        ({"DEV_LOOPBACK": "1", "JIRA_KEY_SERVER": "https://keys.example"}, "JIRA_KEY_SERVER"),
        ({"JIRA_KEY_SERVER": "http://127.0.0.1:1"}, "JIRA_KEY_SERVER has to be https"),
        ({"PORT": "http"}, "PORT"),
        ({"WEB_PROCS": "two"}, "WEB_PROCS"),
        ({"WEB_PROCS": "0"}, "WEB_PROCS"),
        ({"WEB_PROCS": "2"}, "WEB_PROCS above 1 needs PostgreSQL"),
        ({"BASE_URL": "https://liaise.example", "DATABASE_URL": "sqlite:////disk/x"}, "set DATA_DIR to a folder"),
        ({"WEB_THREADS": "-1"}, "WEB_THREADS"),
        ({"DATABASE_URL": "mysql://u:p@db/x"}, "DATABASE_URL: give sqlite:///path, postgres://"),
        ({"DATABASE_URL": "liaise.db"}, "DATABASE_URL: give sqlite:///path, postgres://"),
        ({"SECRET_KEYS": "abc"}, "SECRET_KEYS: a key is 32 bytes in base64url; `python -m addon keys new`"),
        ({"SECRET_KEYS": f"{new_key()},abc"}, "SECRET_KEYS: a key is 32 bytes in base64url"),
        ({"LICENSE_PUBLIC_KEY": "abc"}, "LICENSE_PUBLIC_KEY: an Ed25519 public key is 32 bytes"),
        ({"JIRA_SCRIPT_URL": "all.js"}, "JIRA_SCRIPT_URL: give a whole address"),
        ({"JIRA_SCRIPT_URL": "http://127.0.0.1:1/all.js"}, "JIRA_SCRIPT_URL has to be https"),
        ({"JIRA_HOSTS": ","}, "JIRA_HOSTS: name at least one ending"),
        ({"JIRA_HOSTS": "atlassian.net"}, "JIRA_HOSTS takes .atlassian.net, .jira.com and hosts below them"),
        ({"JIRA_HOSTS": ".atlassian.net,.example"}, "JIRA_HOSTS takes"),
        ({"JIRA_HOSTS": "https://acme.atlassian.net"}, "JIRA_HOSTS takes"),
        ({"JIRA_HOSTS": "127.0.0.1:8081"}, "JIRA_HOSTS takes"),
        ({"DATABASE_URL": "sqlite:///"}, "DATABASE_URL: name the file after sqlite:///"),
        ({"DATABASE_URL": "sqlite:////"}, "DATABASE_URL: name the file after sqlite:///"),
        ({"JIRA_APP_KEY": "a b"}, "JIRA_APP_KEY: letters, digits"),
        ({"ADO_PUBLISHER": "a b"}, "ADO_PUBLISHER: letters, digits"),
        ({"ADO_EXTENSION": "a/b"}, "ADO_EXTENSION: letters, digits"),
        ({"ADO_PUBLISHER": "acme.tools"}, "ADO_PUBLISHER: letters, digits, hyphens"),
        ({"ADO_EXTENSION": "acme.liaise"}, "ADO_EXTENSION: letters, digits, hyphens"),
        ({"ADO_CERTIFICATES": PEM}, "ADO_CERTIFICATES: give what the Marketplace's publisher page shows"),
        ({"ADO_CERTIFICATES": "ssh-rsa AAAA"}, "ADO_CERTIFICATES: give what the Marketplace's publisher page shows"),
        ({"ADO_FRAME_ANCESTORS": "https://a.example; script-src *"}, "ADO_FRAME_ANCESTORS: give addresses"),
        ({"JIRA_BUY_URL": "marketplace.atlassian.com"}, "JIRA_BUY_URL: give the https address of the page"),
        ({"JIRA_BUY_URL": "javascript:alert(1)"}, "JIRA_BUY_URL: give the https address of the page"),
        ({"ADO_BUY_URL": "http://shop.example/liaise"}, "ADO_BUY_URL: give the https address of the page"),
        ({"ADO_BUY_URL": "https://me:secret@shop.example"}, "ADO_BUY_URL: give the https address of the page"),
        ({"ADO_BUY_URL": "https://shop.example:x/"}, "ADO_BUY_URL: give the https address of the page"),
        ({"LICENSING": "free"}, "LICENSING"),
        ({"LICENSING": "key"}, "LICENSE_PUBLIC_KEY"),
        ({"ENTRA_APP_ID": "a"}, "ENTRA_APP_ID needs ENTRA_APP_CERTIFICATE or ENTRA_APP_SECRET"),
        ({"ENTRA_APP_SECRET": "s"}, "need ENTRA_APP_ID"),
        ({"ENTRA_APP_ID": "a", "ENTRA_APP_CERTIFICATE": "x"}, "the private key and the certificate"),
    ],
)
def test_what_cannot_work_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], words: str
) -> None:
    assert words in refused(monkeypatch, **environment)


@pytest.mark.parametrize(
    "host",
    [
        *(
            "10.1.2.3",
            "192.168.0.4",
            "172.16.9.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "[fd00::1]",
            "[fe80::1]",
        ),
        *("[::ffff:10.0.0.1]", "[64:ff9b::a00:1]", "127.1", "10.1", "2130706433"),
        *("liaise", "liaise.local", "liaise.internal", "liaise.lan", "nas.home.arpa", "-a.example", "a..example"),
        *("liaise.example:8443", "l\u00e4dt.example", "a_b.example", "0x7f.1", "0x7f000001"),
    ],
)
def test_a_public_address_that_nobody_outside_can_reach_is_refused_unless_the_node_is_private(
    monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    environment = {"BASE_URL": f"https://{host}", "DATA_DIR": "/data"}
    words = refused(monkeypatch, **environment)
    assert words.startswith("BASE_URL: ") and "NODE_REACHABLE=no" in words
    monkeypatch.setenv("NODE_REACHABLE", "no")
    assert read_settings().base_url == f"https://{host}"


@pytest.mark.parametrize(
    "url",
    [
        "https://liaise.example",
        "https://a.b.co/",
        "https://liaise.example:443",
        "https://8.8.8.8",
        "https://xn--ldt-ela.de",
    ],
)
def test_a_public_address_is_taken_without_its_last_slash(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("BASE_URL", url)
    monkeypatch.setenv("DATA_DIR", "/data")
    assert read_settings().base_url == url.rstrip("/")


def test_the_refusal_never_repeats_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "hunter2" not in refused(monkeypatch, SECRET_KEYS="hunter2", PORT="x")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_both_spellings_of_postgresql_are_understood(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://u:p@db/x")
    monkeypatch.setenv("SECRET_KEYS", new_key())
    assert read_settings().is_postgresql


@pytest.mark.parametrize(
    ("url", "answer"),
    [
        ("http://127.0.0.1:1", True),
        ("http://[::1]/", True),
        ("http://localhost", True),
        ("http://127.0.0.1.nip.example", False),
    ],
)
def test_loopback_is_told_by_the_address_itself(url: str, answer: bool) -> None:
    assert is_loopback(url) is answer


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)`", PAGE.read_text(), re.MULTILINE))
    assert documented == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("given", [{"DATA_DIR": "/disk"}, {"SECRET_KEYS": new_key()}])
def test_a_sqlite_file_of_ones_own_needs_a_place_for_the_keys(
    empty_environment: pytest.MonkeyPatch, given: dict[str, str]
) -> None:
    whole = {"BASE_URL": "https://liaise.example", "DATABASE_URL": "sqlite:////disk/liaise.sqlite3", **given}
    for name, value in whole.items():
        empty_environment.setenv(name, value)
    assert read_settings().ledger_url == "sqlite:////disk/liaise.sqlite3"


def test_the_content_of_a_key_file_is_a_setting_as_it_is(empty_environment: pytest.MonkeyPatch) -> None:
    newest, older = new_key(), new_key()
    empty_environment.setenv("SECRET_KEYS", f"{newest}\n{older}\n")
    assert [one.get_secret_value() for one in read_settings().secret_keys] == [newest, older]


def test_several_web_processes_may_share_postgresql(empty_environment: pytest.MonkeyPatch) -> None:
    for name, value in (("DATABASE_URL", "postgres://db/x"), ("SECRET_KEYS", new_key()), ("WEB_PROCS", "3")):
        empty_environment.setenv(name, value)
    assert read_settings().web_procs == 3
