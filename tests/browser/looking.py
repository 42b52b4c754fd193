"""What axe says of what is shown, on the light theme and on the dark one.

The rules are asked once, on the light theme; between the themes only colors differ, so on the dark one only contrast is
asked. Rules that find nothing serious by axe's own table are not asked: their findings are left out below. A dialog is
looked at alone: the page behind it cannot be reached.
"""

from collections.abc import Sequence

from playwright.sync_api import Frame, expect

from tests.browser.conftest import Opened
from tests.browser.host_pages import NPM

SETTLED = "() => document.getAnimations().every((one) => !(one instanceof CSSTransition))"
RUN = """async (rules) => {
  const dialog = document.querySelector("dialog[open]");
  const {rules: known, data} = axe._audit, mild = (impact) => ["minor", "moderate"].includes(impact);
  const small = known.filter((rule) => mild(rule.impact) && [...rule.any, ...rule.all, ...rule.none]
    .every((check) => mild(data.checks[check.id ?? check]?.impact)));
  const left = {rules: Object.fromEntries(small.map((rule) => [rule.id, {enabled: false}]))};
  const options = {resultTypes: ["violations"], selectors: false, preload: false, iframes: false,
    ...(rules.length ? {runOnly: rules} : left)};
  const found = await axe.run(dialog ?? document, options);
  return found.violations.filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160) + " " + (node.any[0]?.message ?? "")).join(" | ")}`);
}"""
CONTRAST = ("color-contrast",)


def look(opened: Opened, name: str) -> None:
    """Fail with what axe finds serious or worse in what is shown now; `name` says what that is."""
    if not opened.frame.evaluate("typeof axe === 'object'"):
        opened.frame.evaluate((NPM / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    assert _violations(opened.frame, ()) == [], f"{name}, light"
    _scheme(opened, "dark")
    assert _violations(opened.frame, CONTRAST) == [], f"{name}, dark"
    _scheme(opened, "light")


def _violations(frame: Frame, rules: Sequence[str]) -> list[str]:
    frame.wait_for_function(SETTLED, polling=50)  # a color in the middle of a change says nothing
    found: list[str] = frame.evaluate(RUN, list(rules))
    return found


def _scheme(opened: Opened, name: str) -> None:
    opened.page.evaluate("(name) => window.setScheme(name)", name)
    expect(opened.frame.locator("html")).to_have_attribute("data-scheme", name)
