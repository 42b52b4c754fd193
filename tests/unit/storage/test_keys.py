"""Encryption keys: ids, rotation, binding, the key file, derived keys."""

import stat
from pathlib import Path

import pytest

from addon.storage.failures import KeyMissing, SecretMismatch
from addon.storage.keys import FILE_NAME, Keys, Sealed, key_id, load_keys, new_key


def test_what_is_sealed_opens_for_the_same_tenant_and_column_only() -> None:
    keys = Keys([new_key()])
    sealed = keys.seal(7, "secret.pat.", "värde")
    assert keys.open(7, "secret.pat.", sealed) == "värde"
    for node_id, column in ((8, "secret.pat."), (7, "secret.other.")):
        with pytest.raises(SecretMismatch):
            keys.open(node_id, column, sealed)


def test_the_newest_key_encrypts_and_older_ones_still_decrypt() -> None:
    old, new = new_key(), new_key()
    sealed = Keys([old]).seal(1, "c", "x")
    both = Keys([new, old])
    assert both.open(1, "c", sealed) == "x"
    assert both.seal(1, "c", "x").key_id == key_id(new)
    with pytest.raises(KeyMissing, match=key_id(old)):
        Keys([new]).open(1, "c", sealed)


def test_an_altered_ciphertext_is_refused() -> None:
    keys = Keys([new_key()])
    sealed = keys.seal(1, "c", "x")
    middle = len(sealed.token) // 2
    letter = "A" if sealed.token[middle] != "A" else "B"
    with pytest.raises(SecretMismatch):
        keys.open(1, "c", Sealed(sealed.token[:middle] + letter + sealed.token[middle + 1 :], sealed.key_id))


@pytest.mark.parametrize("bad", ["", "short", "x" * 44, "y" * 40 + "=x"])
def test_text_that_is_no_key_is_refused_in_words(bad: str) -> None:
    with pytest.raises(ValueError, match="SECRET_KEYS"):
        Keys([bad] if bad else [])


def test_derived_keys_differ_by_purpose_and_key_and_are_stable() -> None:
    one, two = new_key(), new_key()
    keys = Keys([one, two])
    assert keys.derive("session") == Keys([one]).derive("session")
    assert keys.derive_all("session") == (Keys([one]).derive("session"), Keys([two]).derive("session"))
    assert len({*keys.derive_all("session"), *keys.derive_all("panel")}) == 4
    assert len(keys.derive("session")) == 32


def test_a_key_file_is_made_once_for_us_alone(tmp_path: Path) -> None:
    first = load_keys("", tmp_path / "data")
    assert load_keys((), tmp_path / "data").ids == first.ids
    path = tmp_path / "data" / FILE_NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_without_a_folder_keys_must_be_given(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="SECRET_KEYS is required"):
        load_keys("", None)
    one, two = new_key(), new_key()
    assert load_keys(f"{one}, {two}", None).ids == load_keys([one, two], tmp_path).ids == (key_id(one), key_id(two))
    assert not (tmp_path / FILE_NAME).exists()
