"""One run, seen from the parent: its job, its helper calls, its answer, its end."""

import os
import select
import signal
import socket
from collections.abc import Callable, Mapping
from typing import Any

from addon.sandbox.answers import cause_of_death, stopped
from addon.sandbox.channel import Channel, ChannelClosed, MessageTooLarge
from addon.sandbox.runlimits import RunLimits
from addon.sandbox.services import HelperFailed, HelperRefused, Services


class _TooLate(Exception):
    """The run's wall clock is over."""


class Run:
    """One child, from its job to its answer."""

    def __init__(
        self, channel: socket.socket, warden: socket.socket, limits: RunLimits, now: Callable[[], float]
    ) -> None:
        self._socket = channel
        self._warden = warden
        self._limits = limits
        self._now = now
        self._ends = now() + limits.seconds + limits.grace
        self._last = now() + limits.with_helpers
        self._helpers = 0
        self._http = 0
        channel.setblocking(False)
        self._poll = select.poll()
        number = channel.fileno()
        self._channel = Channel(number, number, limits.largest_message, self._wait)

    def answer(self, job: Mapping[str, Any], services: Services | None) -> dict[str, Any] | None:
        """The job's answer; None when the child never took the job (its zygote died)."""
        try:
            self._channel.send({"seconds": self._limits.seconds, **job})
            while True:
                message = self._channel.receive()
                if isinstance(message, dict) and isinstance(message.get("result"), dict):
                    return message["result"]  # type: ignore[no-any-return]
                self._channel.send(self._serve(message, services))
        except _TooLate:
            return stopped("time", f"The script took longer than {self._limits.seconds:g} seconds and was stopped.")
        except MessageTooLarge:
            return stopped("message", f"The script's data is larger than {self._limits.largest_message >> 20} MiB.")
        except (ChannelClosed, ValueError):
            return self._died()
        finally:
            self._socket.close()
            self._kill()
            self._warden.close()

    def _wait(self, writing: bool) -> None:
        self._poll.register(self._socket, select.POLLOUT if writing else select.POLLIN)
        left = min(self._ends, self._last) - self._now()
        if left <= 0 or not self._poll.poll(left * 1000):
            raise _TooLate

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

    def _kill(self) -> None:
        pidfd = self._pidfd()
        if pidfd is not None:
            try:
                signal.pidfd_send_signal(pidfd, signal.SIGKILL)
            except OSError:
                pass
            finally:
                os.close(pidfd)

    def _pidfd(self) -> int | None:
        self._warden.settimeout(2)
        try:
            _, descriptors, _, _ = socket.recv_fds(self._warden, 1, 1)
        except OSError:
            return None
        return descriptors[0] if descriptors else None

    def _died(self) -> dict[str, Any] | None:
        pidfd = self._pidfd()
        if pidfd is None:
            return None
        os.close(pidfd)
        try:
            status = int.from_bytes(self._warden.recv(2), "big")
        except OSError:
            status = 0
        return cause_of_death(os.waitstatus_to_exitcode(status))
