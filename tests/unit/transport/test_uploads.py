"""Files in pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.transport.uploads import PieceReader, UploadCut, blocks, multipart_file

pieces = st.lists(st.binary(max_size=50), max_size=20)


@given(pieces, st.integers(1, 40))
def test_a_reader_gives_every_byte_once_whatever_the_steps(parts: list[bytes], step: int) -> None:
    whole = b"".join(parts)
    reader = PieceReader(iter(parts), len(whole))
    assert len(reader) == len(whole)
    found = b""
    while piece := reader.read(step):
        assert len(piece) <= step
        found += piece
    assert found == whole and reader.len == 0


@given(pieces, st.integers(1, 40))
def test_blocks_have_one_size_but_the_last(parts: list[bytes], size: int) -> None:
    found = list(blocks(iter(parts), size))
    assert b"".join(found) == b"".join(parts)
    assert all(len(b) == size for b in found[:-1])
    assert all(found)


@pytest.mark.parametrize("length", [2, 4])
def test_bytes_that_do_not_add_up_are_an_error(length: int) -> None:
    reader = PieceReader(iter([b"a", b"b", b"c"]), length)
    with pytest.raises(UploadCut):
        while reader.read(10):
            pass


def test_a_multipart_body_has_its_length_before_it_is_read() -> None:
    body, headers = multipart_file("file", "Grüße.txt", iter([b"hel", b"lo"]), 5, "text/plain")
    found = body.read()
    assert len(found) == int(headers["Content-Length"])
    assert b"hello" in found and b'name="file"' in found
