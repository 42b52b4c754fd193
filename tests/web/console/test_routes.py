"""What holds for every route of the console."""

import pytest

from addon.web.guards import Token, declaration_of

OPEN = {"shell.azuredevops_console", "shell.azuredevops_panel", "shell.consented", "shell.asset", "shell.icon"}
ASKS_ONLY = {
    "connections.test",
    "settings.recheck",
    "triggers.check",
    "rules.check",
    "rules.complete",
    "rules.hover",
    "previews.start",
}  # POST because they make work, not because they change


def routes(made):
    app = made.client.application
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("console."):
            yield rule, rule.endpoint.removeprefix("console."), declaration_of(app.view_functions[rule.endpoint])


def test_every_route_declares_its_token_kind(console) -> None:
    for _rule, name, declared in routes(console()):
        assert declared is not None, name
        expected = {Token.OPEN} if name in OPEN else {Token.JIRA_PAGE} if name.startswith("shell.") else {Token.CONSOLE}
        assert declared.token in expected, name


def test_every_console_route_is_for_administrators_and_every_panel_route_for_an_entity(console) -> None:
    for _rule, name, declared in routes(console()):
        if name.startswith("panel."):
            assert declared.entity, name
        elif not name.startswith("shell."):
            assert declared.admin, name


def test_what_changes_state_asks_for_the_rights_anew(console) -> None:
    for rule, name, declared in routes(console()):
        if "POST" in rule.methods and not name.startswith("panel.") and name not in ASKS_ONLY:
            assert declared.changes, name


def test_without_a_token_nothing_is_answered(console) -> None:
    made = console()
    for rule, name, declared in routes(made):
        if declared.token is not Token.CONSOLE:
            continue
        path = rule.rule
        for part, value in (("<int:connection_id>", "1"), ("<int:trigger_id>", "1"), ("<int:error_id>", "1")):
            path = path.replace(part, value)
        for part, value in (
            ("<int:job_id>", "1"),
            ("<step>", "names"),
            ("<question>", "remove"),
            ("<int:conflict_id>", "1"),
            ("<int:case_id>", "1"),
        ):
            path = path.replace(part, value)
        method = "POST" if "POST" in rule.methods else "GET"
        answer = made.client.open(path, method=method)
        assert answer.status_code == 401, name
        assert answer.is_json, name
    assert made.sample.calls == []


@pytest.mark.parametrize("kind", ["jira", "azuredevops"])
def test_who_is_no_administrator_reads_why_and_who_they_are(console, kind: str) -> None:
    made = console(kind, admin=False)
    for _rule, name, declared in routes(made):
        if not declared.admin or name.startswith("panel."):
            continue
        page = made.get("/console/connections")
        assert page.status_code == 403
        assert "Only administrators can use Liaise here" in page.text
        assert "Dana Reyes" in page.text
        break
    assert made.post("/console/connections/1/remove").status_code == 403
    assert made.sample.calls == []


def test_a_bug_below_is_a_banner_and_tells_nothing(console, monkeypatch) -> None:
    from addon.connections import connection

    made = console()

    def broken(*_args: object) -> None:
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr(connection, "detail", broken)
    answer = made.get("/console/connections/1")
    assert answer.status_code == 500
    assert "internal_error" in answer.text
    assert "secret words" not in answer.text
    assert answer.headers["HX-Retarget"] == "#app [data-banner]"
