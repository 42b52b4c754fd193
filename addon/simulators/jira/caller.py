"""Who calls: a person, an app, nobody."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Caller:
    """The identity behind one call or one click.

    `app_key` is set when an app calls as its own user; `trace` is the app's X-Atlassian-Webhook-Trace, which
    comes back on the web hooks that this call causes.
    """

    account_id: str | None
    app_key: str | None = None
    trace: str | None = None
    in_browser: bool = False

    @property
    def name(self) -> str:
        """How the call record names the caller."""
        if self.app_key is not None:
            return f"app:{self.app_key}"
        return f"user:{self.account_id}" if self.account_id else "anonymous"


ANONYMOUS = Caller(None)
