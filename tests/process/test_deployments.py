"""Two deployments as processes of their own connect over HTTP, whoever dies in between, and issues cross."""

import signal
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from addon.simulators.azuredevops import AzureDevOpsSimulator
from addon.simulators.jira import JiraSite
from addon.simulators.jira import serve as serve_jira
from addon.simulators.jira.seed import add_project, basics
from tests.pipeline.world import AzureDevOps, Jira
from tests.ports import closed_port
from tests.process.deployment import (
    CODE,
    Console,
    Deployment,
    azure_devops_console,
    eventually,
    for_azure_devops,
    for_jira,
    jira_console,
)
from tests.rings import has_bundle

pytestmark = [
    pytest.mark.process,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not has_bundle(), reason="the browser bundle is not built: make assets"),
]


@dataclass
class Partners:
    """A Jira site behind one deployment, an organization behind another."""

    here: Deployment
    there: Deployment
    jira: Jira
    ado: AzureDevOps
    at_jira: Console
    at_ado: Console

    def logs(self) -> str:
        """What both processes said, and what their repeated work failed with."""
        failed = [_rows(one, "SELECT kind, last_result FROM schedule") for one in (self.here, self.there)]
        return f"{failed}\n" + self.here.process.said[-2500:] + "\n---\n" + self.there.process.said[-2500:]

    def active(self) -> None:
        """Wait until both sides show one active connection."""
        for console in (self.at_jira, self.at_ado):
            eventually(lambda console=console: console.statuses() == ["Active"], self.logs)

    def titles_at_ado(self) -> list[str]:
        items = list(self.ado.simulator.organization.items.values())
        return [str(one.revisions[-1].fields.get("System.Title")) for one in items]

    def titles_at_jira(self) -> list[str]:
        return [str(one.fields["summary"]) for one in list(self.jira.site.issues.values())]


@contextmanager
def meeting(folder: Path, *, together: bool = False, **of_there: str) -> Iterator[Partners]:
    """A site and an organization, each behind a deployment of its own, or both behind one."""
    jira = Jira(basics(JiraSite()), None)  # type: ignore[arg-type]
    jira.server = serve_jira(jira.site)
    jira.project_id = add_project(jira.site, "SUP", "Support desk").id
    ado = AzureDevOps(AzureDevOpsSimulator())
    ado.simulator.start()
    project = ado.simulator.organization.projects.find("Fabrikam Fiber")
    assert project is not None
    ado.project_id = project.id
    at_there = for_azure_devops(ado.simulator) | of_there
    here = Deployment(folder / "here", for_jira(jira.server) | (at_there if together else {}))
    there = here if together else Deployment(folder / "there", at_there)
    try:
        here.process.start()
        if there is not here:
            there.process.start()
        here.ready()
        there.ready()
        yield Partners(
            here, there, jira, ado, jira_console(here, jira.site), azure_devops_console(there, ado.simulator)
        )
    finally:
        here.kill()
        there.kill()
        jira.server.stop()
        jira.site.close()
        ado.simulator.stop()


@pytest.fixture
def partners(tmp_path: Path) -> Iterator[Partners]:
    with meeting(tmp_path) as made:
        yield made


def crosses_and_comes_back(partners: Partners, *, hooked: bool = False) -> None:
    """One issue over the active connection, and an edit of its twin; `hooked`: that its tracker tells of."""
    partners.at_jira.post(
        "/console/triggers/save", connection_id=partners.at_jira.connection_id(), query="project = SUP", active="1"
    )
    issue = partners.jira.create("Across")
    eventually(lambda: "Across" in partners.titles_at_ado(), partners.logs)
    assert partners.titles_at_ado().count("Across") == 1
    item = next(
        str(number)
        for number, one in partners.ado.simulator.organization.items.items()
        if one.revisions[-1].fields.get("System.Title") == "Across"
    )
    if hooked:
        eventually(lambda: len(partners.ado.simulator.hooks.all()) == 5, partners.logs)
    partners.ado.set(item, **{"System.Title": "And back again"})
    eventually(lambda: partners.jira.get(issue)["summary"] == "And back again", partners.logs)
    assert partners.titles_at_ado().count("And back again") == 1
    assert partners.titles_at_jira().count("And back again") == 1


def test_two_nodes_of_one_deployment_connect_and_an_issue_crosses(tmp_path: Path) -> None:
    with meeting(tmp_path, together=True) as partners:
        organization = partners.ado.simulator.organization.url
        partners.at_ado.accept(partners.at_jira.invite(organization, partners.jira.project_id), partners.ado.project_id)
        partners.active()
        crosses_and_comes_back(partners)


def test_a_private_acceptor_that_nothing_reaches_opens_all_connections_itself(tmp_path: Path) -> None:
    """Its public address leads nowhere: neither its partner nor its tracker's hooks get through."""
    private = {"NODE_REACHABLE": "no", "PRIVATE_POLL_S": "1"}
    with closed_port() as port, meeting(tmp_path, BASE_URL=f"http://127.0.0.1:{port}", **private) as partners:
        page = partners.at_jira.post(
            "/console/initiate/project",
            unknown="1",
            mode="basic",
            local_name="Here",
            remote_name="There",
            name="To a private node",
            project_id=partners.jira.project_id,
        )
        code = CODE.search(page)
        assert code, page
        partners.at_ado.accept(code[0], partners.ado.project_id)
        partners.at_jira.post(f"/console/connections/{partners.at_jira.connection_id()}/confirm")
        partners.active()
        crosses_and_comes_back(partners)


def test_an_issue_crosses_between_two_deployments_and_an_edit_comes_back(partners: Partners) -> None:
    code = partners.at_jira.invite(partners.at_ado.node_url, partners.jira.project_id)
    partners.at_ado.accept(code, partners.ado.project_id)
    partners.active()
    crosses_and_comes_back(partners, hooked=True)


def test_an_initiator_that_is_down_while_the_other_accepts_is_asked_again(partners: Partners) -> None:
    code = partners.at_jira.invite(partners.at_ado.node_url, partners.jira.project_id)
    partners.here.kill()
    partners.at_ado.accept(code, partners.ado.project_id)
    assert partners.at_ado.statuses() == ["Pending"]
    partners.there.kill()
    partners.there.start()
    assert partners.at_ado.statuses() == ["Pending"]
    partners.here.start()
    partners.active()


def test_an_acceptor_that_is_killed_in_the_middle_ends_in_one_whole_connection(partners: Partners) -> None:
    """The initiator has said yes, the acceptor never wrote it down: its repeat gets the same answer."""
    code = partners.at_jira.invite(partners.at_ado.node_url, partners.jira.project_id)
    partners.here.process.signal(signal.SIGSTOP)  # SIGSTOP: the request arrives and is not answered yet
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(lambda: partners.at_ado.accept(code, partners.ado.project_id))
        eventually(lambda: _rows(partners.there, "SELECT id FROM acceptance"), partners.logs)
        partners.there.kill()
        partners.here.process.signal(signal.SIGCONT)  # SIGCONT: it answers to nobody
        assert asked.exception(120) is not None
    partners.there.start()
    partners.active()


def test_a_code_that_was_used_between_two_deployments_is_not_used_again(partners: Partners) -> None:
    code = partners.at_jira.invite(partners.at_ado.node_url, partners.jira.project_id)
    partners.at_ado.accept(code, partners.ado.project_id)
    partners.active()
    again = partners.at_ado.post(
        "/console/accept/project", 422, code=code, project_id=partners.ado.project_id, name="X"
    )
    assert "already" in again or "used" in again
    altered = partners.at_ado.post("/console/accept/code", 422, code=code[:-3])
    assert "end of the code is missing" in altered
    assert partners.at_ado.statuses() == ["Active"]


def _rows(deployment: Deployment, query: str) -> list[tuple[object, ...]]:
    """What a deployment's store holds, beside its process."""
    with sqlite3.connect(f"file:{deployment.folder / 'liaise.sqlite3'}?mode=ro", uri=True) as reader:
        return list(reader.execute(query))
