"""What helpers that write say in a preview: what they would do, and what would be refused."""

from typing import Any

from addon.simulators.jira.permissions import ADMIN_GROUP, APP_ROLE
from addon.sync.preview import OutgoingPreview
from tests.pipeline.scripted import Scripted
from tests.pipeline.test_script_preview import shown

MAKE = {
    "createVersion": "nodeHelper.createVersion(issue, 'v9')",
    "createComponent": "nodeHelper.createComponent(issue, 'Part')",
}


def outgoing(scripted: Scripted, issue: str, name: str) -> OutgoingPreview:
    return shown(scripted, "jira", issue, outgoing=f"replica.made = {MAKE[name]}?.name").outgoing


def granted(scripted: Scripted, *scopes: str) -> None:
    """The app as an administrator let it in."""
    (addon,) = scripted.jira.site.addons.values()
    addon.descriptor["scopes"] = ["READ", "WRITE", "DELETE", *scopes]
    platform: Any = scripted.world.services.trackers.open(scripted.node("jira"))
    platform.metadata.forget()


def test_a_missing_scope_or_permission_fails_in_the_preview_as_it_would_live(scripted: Scripted) -> None:
    issue = scripted.jira.create("Made things")
    for name in ("createVersion", "createComponent"):
        problem = outgoing(scripted, issue, name).problem
        assert problem is not None and f"nodeHelper.{name} needs the scope PROJECT_ADMIN" in problem.message
    granted(scripted, "PROJECT_ADMIN")
    holders = scripted.jira.site.projects[scripted.jira.project_id].scheme.permissions["ADMINISTER_PROJECTS"]
    holders.discard(f"role:{APP_ROLE}")
    assert outgoing(scripted, issue, "createVersion").problem is not None  # the scope, without the permission
    (addon,) = scripted.jira.site.addons.values()
    user = scripted.jira.site.users[addon.account_id]
    user.groups.add(ADMIN_GROUP)
    holders.add(f"role:{APP_ROLE}")
    made = outgoing(scripted, issue, "createVersion")
    assert made.problem is None
    assert [(one.method, one.target) for one in made.calls] == [("POST", "/rest/api/3/version")]
