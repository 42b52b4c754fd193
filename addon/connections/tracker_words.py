"""What a tracker's failure means to a person who waits for its answer: the trackers' own words name codes."""

from addon.platforms.errors import PlatformError, Reason

_MINUTE_S = 60
_WORDS = {
    Reason.UNAVAILABLE: "The tracker does not answer right now. Try again in a moment.",
    Reason.TIMED_OUT: "The tracker did not answer in time. Try again in a moment.",
    Reason.BAD_ANSWER: "Something other than the tracker seems to answer: a proxy, a sign-in page or maintenance. "
    "Try again in a moment.",
    Reason.CREDENTIAL_REJECTED: "The tracker rejected the sync identity. General settings shows it and renews it.",
    Reason.PROJECT_GONE: "The sync identity does not see the project. Grant access, or select another under Edit.",
}


def of(problem: PlatformError) -> str:
    """What is so and what to do; what is about the very thing that was asked for stays in the tracker's words."""
    if problem.reason is Reason.RATE_LIMITED:
        wait = problem.retry_after or _MINUTE_S
        when = f"{max(1, round(wait))} seconds" if wait < 2 * _MINUTE_S else f"{round(wait / _MINUTE_S)} minutes"
        return f"The tracker asked to wait. Try again in {'1 second' if when == '1 seconds' else when}."
    if problem.reason is Reason.FORBIDDEN:
        words = "The sync identity may not do this. Grant it the permission in the project."
        return f"{words} The tracker says: {problem.message}"
    return _WORDS.get(problem.reason, problem.message)
