"""How the tests and the tour use a browser: with patience, and on request as on a slow machine.

`BROWSER_SLOW=6,400,1500` plays a slow machine and a slow network. Three numbers, of which later ones may be left out:
how many times slower the processor is; how late our own answers come at most, in milliseconds, and thus out of order;
how late scripts come and what hosts answer to their frames, so that a page is seen, clicked and typed into before its
script runs. Understood by the browser ring, by the tests of the simulators' pages, and by the headless tour; run them
so after changing how a page starts or asks:

    BROWSER_SLOW=6,400,1500 .venv/bin/python -m pytest tests/browser tests/unit/simulators -m browser
    BROWSER_SLOW=4,300,1500 make demo ARGS=--headless-tour
"""

import os
import random
import re
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect
from playwright.sync_api import Error as BrowserError

_given = [float(one) for one in os.environ.get("BROWSER_SLOW", "").split(",") if one]
PROCESSOR, ANSWERS_MS, SCRIPTS_MS = (*_given, *(1.0, 0.0, 0.0)[len(_given) :])

WAIT_MS = 30_000 * (2 if _given else 1)
"""What is not there by then never comes; what goes right is over long before."""

FROM_HOSTS = re.compile(r"\.m?js(\?|$)|/_host/|/__jira__/(token|frame)")
"""Scripts, and what the simulators' host scripts ask for to answer their frames."""

SAME_PROCESS = "--disable-site-isolation-trials"
"""Frames of other sites in their page's process.

In processes of their own, about one press in two thousand was lost on a busy machine: it was made, and neither page
heard of it. Where a frame runs is the browser's affair; nothing of ours can tell the difference.
"""

expect.set_options(timeout=WAIT_MS)


def new_context(browser: Browser, **options: Any) -> BrowserContext:
    """A context whose pages wait long enough, and are as slow as `BROWSER_SLOW` says.

    Scripts are not kept then: each page waits for its own anew.
    """
    context = browser.new_context(**options)
    context.set_default_timeout(WAIT_MS)
    context.set_default_navigation_timeout(3 * WAIT_MS)
    if SCRIPTS_MS:
        context.route(FROM_HOSTS, _late)
    if PROCESSOR > 1:
        context.on("page", _slow_processor)
    return context


def late_ms(most: float) -> float:
    """A delay up to this many milliseconds, and at least a quarter of them."""
    return random.uniform(most / 4, most)


def _slow_processor(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR})


def _late(route: Route, request: Request) -> None:
    try:
        request.frame.page.wait_for_timeout(late_ms(SCRIPTS_MS))
        route.fallback()
    except BrowserError:
        pass  # the page is gone, and with it who waits
