"""The one error of rich text: a document that cannot be read, with the reason in plain words."""


class Refused(ValueError):
    """The input is not a document in the notation it was said to be, or goes past a limit.

    `reason` is a stable word (`not_json`, `not_a_document`, `too_deep`, `too_large`, `not_text`);
    the message is for people. A refusal is permanent: the same input is refused again.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
