from addon.console.headers import azuredevops_policy, jira_policy, origin_of


def directives(policy: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in policy.split("; "))}


def test_a_jira_page_is_framed_by_its_own_site_only() -> None:
    policy = directives(jira_policy("https://connect-cdn.atl-paas.net/all.js", ["https://acme.atlassian.net"]))
    assert policy["frame-ancestors"] == ["https://acme.atlassian.net"]
    assert policy["script-src"] == ["'self'", "https://connect-cdn.atl-paas.net"]
    assert policy["base-uri"] == policy["form-action"] == policy["default-src"] == ["'none'"]


def test_no_script_may_be_inline_or_evaluated_in_either_host() -> None:
    for policy in (jira_policy("https://connect-cdn.atl-paas.net/all.js", []), azuredevops_policy([])):
        scripts = directives(policy)["script-src"]
        assert not [value for value in scripts if value.startswith("'unsafe")]


def test_styles_may_come_from_where_the_host_keeps_its_tokens() -> None:
    styles = directives(jira_policy("https://connect-cdn.atl-paas.net/all.js", []))["style-src"]
    assert "https://connect-cdn.atl-paas.net" in styles
    assert "'unsafe-inline'" in styles


def test_a_page_that_nobody_may_frame_says_so() -> None:
    assert directives(jira_policy("/all.js", []))["frame-ancestors"] == ["'none'"]
    assert directives(azuredevops_policy([]))["frame-ancestors"] == ["'none'"]


def test_a_copy_of_the_host_script_is_allowed_from_its_own_origin() -> None:
    policy = directives(jira_policy("http://127.0.0.1:8081/atlassian-connect/all.js", ["http://127.0.0.1:8081"]))
    assert "http://127.0.0.1:8081" in policy["script-src"]


def test_an_address_without_host_is_our_own() -> None:
    assert origin_of("/atlassian-connect/all.js") == "'self'"
