"""`store copy`, `db` and `keys`, as a person calls them."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from addon.cli import main_group
from addon.storage import Keys, Ledger, connections, load_keys, new_key, nodes, queue, schema, secrets, tables
from addon.storage.copy import CopyRefused, copy_store
from tests.postgres import server


@pytest.fixture
def keys() -> Keys:
    return Keys([new_key()])


def fill(ledger: Ledger) -> int:
    node, _ = ledger.write(lambda tx: nodes.install(tx, kind="jira", instance_id="x", base_url="https://x"))
    ledger.write(lambda tx: secrets.put(tx, node.id, "pat", "s3cret"))
    ledger.write(
        lambda tx: connections.create(tx, node.id, side_id="s", mode="basic", name="N", local_name="A", remote_name="B")
    )

    def many(tx: object) -> None:
        for number in range(1_200):
            queue.append(tx, node.id, "out", str(number), "x", {"n": number})  # type: ignore[arg-type]

    ledger.write(many)
    ledger.write(lambda tx: queue.claim(tx, 5))
    return node.id


@pytest.mark.postgresql
def test_a_store_is_copied_there_and_back_whole(tmp_path: Path, keys: Keys) -> None:
    source = Ledger.open(data_dir=tmp_path / "a", keys=keys)
    node_id = fill(source)
    url = server().new_database()
    middle = Ledger.open(url, data_dir=tmp_path, keys=keys, migrate=True)
    copy_store(source, middle)
    assert middle.read(lambda tx: secrets.get(tx, node_id, "pat")) == "s3cret"
    assert middle.write(lambda tx: queue.append(tx, node_id, "out", "new", "x")) == 1_201
    assert len(middle.write(lambda tx: queue.claim(tx, 2_000))) == 1_201
    back = Ledger.open(data_dir=tmp_path / "b", keys=keys)
    copy_store(middle, back)
    for table in tables.ALL:
        name = table._meta.table_name
        if name in ("turn", "stream", "event"):
            continue
        rows = [
            ledger.read(lambda tx, name=name: tx.sql(f"SELECT * FROM {name} ORDER BY 1")) for ledger in (source, back)
        ]
        assert [tuple(map(int_or_same, row)) for row in rows[0]] == rows[1]
    with pytest.raises(CopyRefused, match="already"):
        copy_store(source, back)
    for ledger in (source, middle, back):
        ledger.close()
    server().drop(url)


def int_or_same(value: object) -> object:
    return int(value) if isinstance(value, bool) else value


def run(*words: str, env: dict[str, str]) -> tuple[int, str]:
    result = CliRunner().invoke(main_group, list(words), env=env)
    return result.exit_code, result.output


def test_db_migrates_and_says_how_it_stands(tmp_path: Path) -> None:
    env = {"DATA_DIR": str(tmp_path)}
    assert run("db", "status", env=env)[0] == 1
    applied = "".join(f"applied {file.stem}\n" for file in sorted(schema.DIRECTORY.glob("0*.py")))
    assert applied.startswith("applied 0001_initial\n")
    assert run("db", "migrate", env=env) == (0, applied)
    assert run("db", "status", env=env) == (0, applied)


def test_a_command_that_writes_says_to_stop_the_server(tmp_path: Path) -> None:
    env = {"DATA_DIR": str(tmp_path)}
    run("db", "migrate", env=env)
    ledger = Ledger.open(f"sqlite:///{tmp_path}/liaise.sqlite3", data_dir=tmp_path, keys=Keys([new_key()]))
    code, text = run("keys", "rotate", env=env)
    ledger.close()
    assert code == 1
    assert "stop the server first" in text


def test_rotating_the_key_file_encrypts_anew_and_drops_the_old_key(tmp_path: Path) -> None:
    env = {"DATA_DIR": str(tmp_path)}
    run("db", "migrate", env=env)
    _, before = run("keys", "list", env=env)
    url = f"sqlite:///{tmp_path}/liaise.sqlite3"
    ledger = Ledger.open(url, data_dir=tmp_path, keys=load_keys("", tmp_path))
    for number in range(3):
        ledger.write(lambda tx, number=number: secrets.put(tx, number, "pat", f"v{number}"))
    ledger.close()
    code, text = run("keys", "rotate", env=env)
    assert (code, text.split(" with")[0]) == (0, "encrypted 3 secret(s)")
    _, after = run("keys", "list", env=env)
    assert len(after.split()) == 1
    assert after != before
    ledger = Ledger.open(url, data_dir=tmp_path, keys=load_keys("", tmp_path))
    assert [ledger.read(lambda tx, number=number: secrets.get(tx, number, "pat")) for number in range(3)] == [
        "v0",
        "v1",
        "v2",
    ]
    ledger.close()


def test_a_rotation_that_is_refused_leaves_the_key_file_as_it_was(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/liaise.sqlite3"
    running = Ledger.open(url, data_dir=tmp_path, keys=load_keys("", tmp_path))
    before = (tmp_path / "secret.keys").read_text()
    code, text = run("keys", "rotate", env={"DATA_DIR": str(tmp_path)})
    running.close()
    assert code == 1
    assert "stop the server first" in text
    assert (tmp_path / "secret.keys").read_text() == before


def test_rotating_given_keys_names_those_no_longer_needed(tmp_path: Path) -> None:
    old, new = new_key(), new_key()
    run("db", "migrate", env={"DATA_DIR": str(tmp_path), "SECRET_KEYS": old})
    code, text = run("keys", "rotate", env={"DATA_DIR": str(tmp_path), "SECRET_KEYS": f"{new},{old}"})
    assert code == 0
    assert f"no longer needed: {Keys([old]).ids[0]}" in text
    assert new not in text
    assert old not in text


@pytest.mark.postgresql
def test_store_copy_moves_a_deployment_to_postgresql(tmp_path: Path) -> None:
    key = new_key()
    source = f"sqlite:///{tmp_path}/liaise.sqlite3"
    ledger = Ledger.open(source, data_dir=tmp_path, keys=Keys([key]))
    fill(ledger)
    ledger.close()
    url = server().new_database()
    env = {"DATA_DIR": str(tmp_path), "SECRET_KEYS": key}
    code, text = run("store", "copy", "--from", source, "--to", url, env=env)
    assert code == 0, text
    assert "event: 1200" in text
    assert "SECRET_KEYS" not in text
    code, text = run("store", "copy", "--from", source, "--to", url, env=env)
    assert code == 1
    assert "already" in text
    server().drop(url)


@pytest.mark.postgresql
def test_store_copy_says_which_keys_go_along(tmp_path: Path) -> None:
    source, url = f"sqlite:///{tmp_path}/liaise.sqlite3", server().new_database()
    ledger = Ledger.open(source, data_dir=tmp_path, keys=load_keys("", tmp_path))
    fill(ledger)
    ledger.close()
    code, text = run("store", "copy", "--from", source, "--to", url, env={"DATA_DIR": str(tmp_path)})
    assert code == 0, text
    assert f"and SECRET_KEYS to what is in {tmp_path}/secret.keys" in text
    server().drop(url)


def test_store_copy_makes_no_store_to_copy_from(tmp_path: Path) -> None:
    missing, target = tmp_path / "typo.sqlite3", tmp_path / "new.sqlite3"
    env = {"DATA_DIR": str(tmp_path), "SECRET_KEYS": new_key()}
    code, text = run("store", "copy", "--from", f"sqlite:///{missing}", "--to", f"sqlite:///{target}", env=env)
    assert (code, missing.exists(), target.exists()) == (1, False, False)
    assert f"there is no {missing}" in text
