"""One run, seen from the parent: its job, its helper calls, its answer, its end."""

from collections.abc import Callable, Mapping
from typing import Any

from addon.sandbox.answers import START, Place, cause_of_death, stopped
from addon.sandbox.channel import Channel, ChannelClosed, MessageTooLarge
from addon.sandbox.peers import Peer, TooLate
from addon.sandbox.runlimits import RunLimits
from addon.sandbox.services import HelperFailed, HelperRefused, Services


class Run:
    """One child, from its job to its answer. Counts and clocks are kept here, out of the script's reach."""

    def __init__(self, peer: Peer, limits: RunLimits, now: Callable[[], float]) -> None:
        self._peer = peer
        self._limits = limits
        self._now = now
        self._ends = now() + limits.seconds + limits.grace
        self._last = now() + limits.with_helpers
        self._helpers = 0
        self._http = 0
        self._at: Place = START
        self._channel = Channel(peer.read_from, peer.write_to, limits.largest_message, self._wait)

    def answer(self, job: Mapping[str, Any], services: Services | None) -> dict[str, Any] | None:
        """The job's answer; None when the child never took the job (its zygote died)."""
        try:
            return self._talk(job, services)
        except TooLate:
            said = f"The script took longer than {self._limits.seconds:g} seconds and was stopped."
            return stopped("time", said, self._at)
        except MessageTooLarge:
            said = f"The script's data is larger than {self._limits.largest_message >> 20} MiB."
            return stopped("message", said, self._at)
        finally:
            self._peer.end()

    def _talk(self, job: Mapping[str, Any], services: Services | None) -> dict[str, Any] | None:
        try:
            self._channel.send({"seconds": self._limits.seconds, **job})
            while True:
                message = self._channel.receive()
                if isinstance(message, dict) and isinstance(message.get("result"), dict):
                    found: dict[str, Any] = message["result"]
                    return found
                if isinstance(message, dict) and "at" in message:
                    self._at = _place(message["at"])
                    continue
                self._channel.send(self._serve(message, services))
        except (ChannelClosed, ValueError):
            code = self._peer.exit_code()
            return None if code is None else cause_of_death(code, self._at)

    def _wait(self, writing: bool) -> None:
        self._peer.wait(min(self._ends, self._last) - self._now(), writing)

    def _serve(self, message: Any, services: Services | None) -> dict[str, Any]:
        """Carry out one helper call, counting it; the run's clock stands still meanwhile."""
        if not isinstance(message, dict) or not isinstance(message.get("call"), str):
            raise ValueError("no message of ours")
        name, arguments = message["call"], message.get("arguments")
        if services is None or not isinstance(arguments, list):
            raise ValueError("no services in this run")
        self._helpers += 1
        if self._helpers > self._limits.helper_calls:
            return {"limit": ["helpers", f"The script called helpers more than {self._limits.helper_calls:,} times."]}
        if name.startswith("httpClient."):
            self._http += 1
            if self._http > self._limits.http_calls:
                return {"limit": ["http", f"The script made more than {self._limits.http_calls:,} HTTP calls."]}
        began = self._now()
        try:
            return {"value": services.call(name, arguments)}
        except HelperFailed as error:
            return {"throw": [error.class_name, str(error)]}
        except HelperRefused as error:
            return {"limit": [error.reason, str(error)]}
        finally:
            self._ends += self._now() - began


def _place(told: Any) -> Place:
    """Line and column as a run tells them; raises ValueError for anything else."""
    if isinstance(told, list) and len(told) == 2 and all(type(one) is int and 0 < one < 10**7 for one in told):
        return told[0], told[1]
    raise ValueError("no place")
