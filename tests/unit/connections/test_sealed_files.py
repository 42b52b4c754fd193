"""A file between two deployments ends with its signed hash: what was altered or cut is never finished."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.connections import keys
from addon.connections.files import FileUnavailable, opened, sealed

KEY = keys.new_private_key()
PUBLIC = keys.public_key_of(KEY)


def cut(whole: bytes, places: list[int]) -> Iterator[bytes]:
    """The bytes in other pieces than they were sent in."""
    start = 0
    for place in sorted({one % (len(whole) + 1) for one in places}):
        yield whole[start:place]
        start = place
    yield whole[start:]


@given(st.binary(max_size=400), st.integers(0, 3), st.lists(st.integers(0, 10**6), max_size=6))
def test_a_file_comes_out_as_it_went_in_however_it_is_cut(content: bytes, times: int, places: list[int]) -> None:
    content *= 10 ** (2 * (times // 2))  # some are larger than what is held back
    whole = b"".join(sealed(iter([content]), KEY, "nonce"))
    assert b"".join(opened(cut(whole, places), PUBLIC, "nonce")) == content


@given(st.binary(min_size=1, max_size=300), st.integers(0, 10**6), st.integers(1, 255))
def test_any_byte_that_was_altered_is_noticed(content: bytes, place: int, change: int) -> None:
    whole = bytearray(b"".join(sealed(iter([content]), KEY, "nonce")))
    whole[place % len(whole)] ^= change
    with pytest.raises(FileUnavailable, match="changed or cut"):
        list(opened(iter([bytes(whole)]), PUBLIC, "nonce"))


@pytest.mark.parametrize("length", [0, 50, 96, 100])
def test_a_file_that_was_cut_is_noticed(length: int) -> None:
    whole = b"".join(sealed(iter([b"x" * 50]), KEY, "nonce"))
    with pytest.raises(FileUnavailable):
        list(opened(iter([whole[:length]]), PUBLIC, "nonce"))


def test_the_last_of_a_large_file_is_held_back_until_it_is_known_to_be_whole() -> None:
    content = bytes(300_000)
    whole = b"".join(sealed(iter([content]), KEY, "nonce"))
    got = []
    with pytest.raises(FileUnavailable):
        got.extend(opened(iter([whole[:-1] + b"?"]), PUBLIC, "nonce"))
    got = []
    stream = opened(cut(whole[:-1] + b"?", [100_000, 200_000]), PUBLIC, "nonce")
    with pytest.raises(FileUnavailable):
        for piece in stream:
            got.append(piece)
    assert 0 < sum(len(one) for one in got) < len(content)


def test_a_seal_of_another_request_or_another_side_does_not_hold() -> None:
    whole = b"".join(sealed(iter([b"content"]), KEY, "nonce"))
    with pytest.raises(FileUnavailable):
        list(opened(iter([whole]), PUBLIC, "another"))
    other = keys.public_key_of(keys.new_private_key())
    with pytest.raises(FileUnavailable):
        list(opened(iter([whole]), other, "nonce"))
