"""Any spelling of a partner's address comes out as one."""

import pytest

from addon.connections.addresses import normalize
from addon.nodes.refusals import Refusal


@pytest.mark.parametrize(
    ("typed", "tracker"),
    [
        ("https://acme.atlassian.net", "acme.atlassian.net"),
        ("acme.atlassian.net", "acme.atlassian.net"),
        ("  ACME.Atlassian.NET/browse/SUP-482?x=1#c ", "acme.atlassian.net"),
        ("\u202ahttps://acme.atlassian.net\u202c\ufeff", "acme.atlassian.net"),
        ("“https://acme.atl\u00adassian.net”", "acme.atlassian.net"),
        ("http://acme.atlassian.net:443/jira/software/projects/A/boards/1", "acme.atlassian.net"),
    ],
)
def test_a_jira_site_in_any_spelling(typed: str, tracker: str) -> None:
    assert (normalize(typed).form, normalize(typed).tracker) == ("jira", tracker)


@pytest.mark.parametrize(
    "typed",
    [
        "dev.azure.com/Nordlake-Eng",
        "https://dev.azure.com/nordlake-eng/Pumps/_workitems/edit/12",
        "nordlake-eng.visualstudio.com",
        "https://Nordlake-Eng.visualstudio.com/DefaultCollection/",
        "https://nordlake-eng.vssps.visualstudio.com",
    ],
)
def test_an_organization_in_any_spelling(typed: str) -> None:
    assert (normalize(typed).form, normalize(typed).tracker) == ("azuredevops", "dev.azure.com/nordlake-eng")


def test_a_custom_domain_is_kept_as_it_is() -> None:
    assert normalize("issues.nordlake.example/browse/A-1").tracker == "issues.nordlake.example"
    assert normalize("issues.nordlake.example").form == "other"


@pytest.mark.parametrize("tail", ["", "/", "/.well-known/liaise", "/messages?x=1"])
def test_a_node_url_keeps_its_prefix_and_loses_its_tail(tail: str) -> None:
    slug = "abcdefghijklmnopqrstuv"
    found = normalize(f"https://sync.example/liaise/n/{slug}{tail}")
    assert (found.form, found.node_url) == ("node", f"https://sync.example/liaise/n/{slug}")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "missing"),
        ("   ", "missing"),
        ("my partner", "not_an_address"),
        ("https://user:secret@acme.atlassian.net", "not_an_address"),
        ("ftp://acme.atlassian.net", "not_an_address"),
        ("javascript:alert(1)", "not_an_address"),
        ("https://", "not_an_address"),
        ("https://[::1", "not_an_address"),
        ("https://a..b", "not_an_address"),
        ("acme.atlassian.net:99999", "not_an_address"),
        ("dev.azure.com", "no_organization"),
        ("dev.azure.com/_settings", "no_organization"),
        ("x" * 3000, "not_an_address"),
        ("https://sync.example/li%20aise/n/abcdefghijklmnopqrstuv", "not_an_address"),
        ("https://sync.example/%E2%80%AEesaiil/n/abcdefghijklmnopqrstuv", "not_an_address"),
    ],
)
def test_what_is_no_address_is_refused_with_words(typed: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        normalize(typed)
    assert (refused.value.reason, refused.value.field) == (reason, "url")
