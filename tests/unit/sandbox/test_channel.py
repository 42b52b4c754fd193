"""Messages arrive whole, too long ones and dead ends are told."""

import os
import threading

import pytest

from addon.sandbox.channel import Channel, ChannelClosed, MessageTooLarge


def pair(largest: int = 1_000_000) -> tuple[Channel, Channel, tuple[int, ...]]:
    read_one, write_one = os.pipe()
    read_two, write_two = os.pipe()
    ends = (read_one, write_one, read_two, write_two)
    return Channel(read_one, write_two, largest), Channel(read_two, write_one, largest), ends


def close(ends: tuple[int, ...]) -> None:
    for end in ends:
        os.close(end)


def test_a_message_longer_than_a_pipe_holds_arrives_whole() -> None:
    here, there, ends = pair()
    message = {"text": "ä" * 150_000, "list": [1, None, True]}
    sender = threading.Thread(target=there.send, args=(message,))
    sender.start()
    assert here.receive() == message
    sender.join()
    close(ends)


def test_a_message_that_is_too_long_is_refused_before_it_is_read() -> None:
    here, there, ends = pair(largest=100)
    with pytest.raises(MessageTooLarge):
        there.send("x" * 101)
    os.write(ends[1], (101).to_bytes(4, "big"))
    with pytest.raises(MessageTooLarge):
        here.receive()
    close(ends)


def test_an_end_that_closes_is_told_even_within_a_message() -> None:
    here, _, ends = pair()
    os.write(ends[1], (10).to_bytes(4, "big") + b"123")
    os.close(ends[1])
    with pytest.raises(ChannelClosed):
        here.receive()
    close((ends[0], ends[2], ends[3]))


def test_what_is_no_json_is_a_value_error() -> None:
    here, _, ends = pair()
    os.write(ends[1], (3).to_bytes(4, "big") + b"}{]")
    with pytest.raises(ValueError):
        here.receive()
    close(ends)
