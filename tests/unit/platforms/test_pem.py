"""PEM text as people paste it."""

import pytest

from addon.platforms.pem import halves

KEY = "-----BEGIN RSA PRIVATE KEY-----\nDEK-Info: AES-128-CBC,0A\n\nMIIE\n-----END RSA PRIVATE KEY-----"
ONE = "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----"
TWO = "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----"


@pytest.mark.parametrize("text", [f"{KEY}\n{ONE}\n{TWO}", f"Bag Attributes\n{ONE}\n-----\n{KEY}{TWO}"])
def test_key_and_certificates_are_found_in_any_order(text: str) -> None:
    assert halves(text) == (KEY, f"{ONE}\n{TWO}")


@pytest.mark.parametrize("text", ["", ONE, f"{ONE}\n{KEY[:-5]}", KEY.replace("END RSA", "END EC")])
def test_without_a_whole_key_there_is_none(text: str) -> None:
    assert halves(text)[0] == ""


def test_a_beginning_without_an_end_takes_nothing_of_what_follows() -> None:
    """Else each of many would be followed to the end of the text, which takes minutes for what a form may hold."""
    assert halves("-----BEGIN CERTIFICATE-----x" * 20_000 + KEY + ONE) == (KEY, ONE)
