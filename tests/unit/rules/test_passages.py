"""By which parts of a replica a field leaves and arrives, as the texts of rules say it."""

import time

import pytest

from addon.rules.passages import passages

JIRA = {
    "summary": ("",),
    "customfield_10010": ("Severity", "10010"),
    "customfield_10014": ("Customer", "10014"),
    "due": ("",),
}
AZURE = {"summary": ("System.Title",), "Custom.Region": ("Region",), "Custom.When": ("When",)}


@pytest.mark.parametrize(
    ("text", "field", "parts"),
    [
        ('replica.customer = issue.customFields."Customer"?.value', "customfield_10014", ("customer",)),
        ('replica.customer = issue."Customer"', "customfield_10014", ("customer",)),
        ("replica.customer = issue.customFields['10014'].value", "customfield_10014", ("customer",)),
        ('replica.customFields."Client" = issue.customFields.Customer', "customfield_10014", ("customFields.Client",)),
        ('replica.customKeys["Client"] = issue.customFields.Customer', "customfield_10014", ("customKeys.Client",)),
        ('def c = issue.customFields."Customer"\nreplica.client = c.value', "customfield_10014", ("client",)),
        ("String c = replica.client.trim()\nif (c) {\n  issue.Customer = c\n}", "customfield_10014", ("client",)),
        ('issue.Severity.value = nodeHelper.getOption(\n  issue,\n  "Severity",\n  replica.sev\n)', "customfield_10010", ("sev",)),
        ("issue.due = replica.when\n  ?: replica.fallback", "due", ("fallback", "when")),
        ("issue.summary = replica.title; issue.due = replica.when", "due", ("when",)),
        ("if (replica.x != previous?.summary) debug.log('x')", "summary", ()),
        ("// issue.due = replica.when", "due", ()),
        ("replica.summary = issue.summaryOfAll", "summary", ()),
        ("issue.setSummary(replica.title)", "summary", ()),
    ],
)  # fmt: skip
def test_of_a_field_at_jira(text: str, field: str, parts: tuple[str, ...]) -> None:
    assert passages(text, JIRA).get(field, ()) == parts


@pytest.mark.parametrize(
    ("text", "field", "parts"),
    [
        ('workItem."Custom.Region" = replica.customer', "Custom.Region", ("customer",)),
        ('workItem.customFields["Region"].value = replica.customer', "Custom.Region", ("customer",)),
        ('workItem."System.Title" = "[${replica.key}] ${replica.title}"', "summary", ("key", "title")),
        ("replica['when'] = workItem.'Custom.When'", "Custom.When", ("when",)),
        ('workItem."Custom.WhenElse" = replica.when', "Custom.When", ()),
        ('["Region"].each { replica."Custom.$it" = workItem."Custom.$it" }', "Custom.When", ()),
        ('replica.customer = workItem."Custom.Region".name', "Custom.Region", ("customer",)),
        ('replica.customer = workItem."Custom.Region.Code"', "Custom.Region", ()),
        ("replica.by = workItem.summary.key", "summary", ("by",)),
    ],
)
def test_of_a_field_at_azure_devops(text: str, field: str, parts: tuple[str, ...]) -> None:
    assert passages(text, AZURE).get(field, ()) == parts


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"def v{n} = replica.p{n}\nissue.summary = v{n}" for n in range(4_000)),
        "(" * 150_000,
        '."' * 100_000,
        "a = " * 50_000,
        "replica." * 25_000,
        "issue.summary = replica.x;" * 7_000,
        "replica." + " " * 190_000 + "x",
    ],
)
def test_a_text_of_any_size_is_read_in_no_time(text: str) -> None:
    began = time.perf_counter()
    passages(text, {f"customfield_{n}": (f"Field {n}",) for n in range(300)} | JIRA)
    assert time.perf_counter() - began < 5
