"""nodeHelper: look-ups in this instance's tracker. All of them give null for what does not exist."""

from typing import Any

import regex

from addon.scripting.host.bags import Bag, bag_of, elements
from addon.scripting.host.offers import Helper, Offer
from addon.scripting.semantics.texts import text
from addon.scripting.values.characters import GString

offer = Offer("NodeHelper", "nodeHelper")
TAG = regex.compile(r"<[^>]+>")

_LOOKUPS = {
    "getIssueType(name, projectKey?)": "The issue or work item type of this name.",
    "getProject(key)": "The project with this key.",
    "getPriority(name, issue?)": "The priority of this name.",
    "getStatus(name, projectKey?)": "The status of this name.",
    "getResolution(name)": "The resolution of this name (Jira).",
    "getUser(id, project?)": "The user with this account id.",
    "getUserByEmail(email, project?)": "The user with this mail address.",
    "getUserByFullName(name, project?)": "The user with this display name.",
    "getUserByUsername(name, project?)": "The user with this user name.",
    "isUserAssignable(projectKey, user)": "Whether the user can be assigned in the project (Jira).",
    "getComponent(name, project?)": "The component of this name (Jira).",
    "getVersion(name, project?)": "The version of this name (Jira).",
    "createComponent(issue, name, description?, lead?, assigneeType?)": "A new component; needs PROJECT_ADMIN.",
    "createVersion(issue, name, description?)": "A new version; needs PROJECT_ADMIN.",
    "getOption(issue, field, value)": "The option of a select field, which is named by its name or number.",
    "getOptions(issue, field, values)": "Those of the values that are options of a select field.",
    "createOption(issue, field, value)": "A new option of a select field; needs ADMIN.",
    "getCascadingSelect(parent, child?)": "The value of a cascading select field, from options or their texts.",
    "getCustomField(name)": "The custom field of this name.",
    "getHtmlField(issue, field)": "A rich text field as HTML.",
    "toMarkDownFromHtml(html)": "HTML as Markdown.",
    "toMarkDownComments(comments)": "The comments with their HTML bodies as Markdown.",
    "getLocalIssueFromRemoteId(id, type?)": "The local issue paired with a remote id.",
    "getLocalIssueKeyFromRemoteId(id, type?)": "Key and id of the local issue paired with a remote id.",
    "getLocalIssueFromRemoteUrn(urn, type?)": "The local issue paired with a remote key.",
    "getRemoteIssueLinks(issue)": "The web links of an issue (Jira).",
    "canUserEditComments(issue, user)": "Whether the user may edit comments of the issue (Jira).",
    "getAreaPath(name, project?)": "The area path (Azure DevOps).",
    "getIteration(name, project?)": "The iteration path (Azure DevOps).",
    "addHTTPHeader(name, value)": "Send this header with the next httpClient call.",
}
for _signature, _doc in _LOOKUPS.items():
    offer.lookup(_signature, _doc)
offer.lookup("getHtmlComments(issueOrComments)", "The comments with their bodies as HTML.", old=True)


@offer.method("getLabel(String text)")
def get_label(run: Any, self: Helper, label: str | None) -> Bag:
    """A label to put into `labels`."""
    run.calls.append(("nodeHelper.getLabel", [label]))
    return Bag({"label": label})


@offer.method("stripHtml(String text)")
def strip_html(run: Any, self: Helper, html: str | None) -> str | None:
    """The text without HTML tags; null stays null."""
    run.calls.append(("nodeHelper.stripHtml", [html]))
    return None if html is None else without_tags(run, html)


def without_tags(run: Any, html: str) -> str:
    """The text without anything that looks like a tag."""
    run.meter.text(len(html))
    run.meter.step(len(html) >> 6)
    closed = html.rfind(">") + 1  # behind it no tag ends: each `<` there would be followed to the end of the text
    return str(TAG.sub("", html[:closed])) + html[closed:]


@offer.method("stripHtmlFromComments(comments)")
def strip_html_from_comments(run: Any, self: Helper, comments: Any) -> Any:
    """The comments with bodies free of HTML tags."""
    stripped = []
    for comment in elements(comments):
        copy = bag_of(comment)
        if copy is not None and type(copy.data.get("body")) in (str, GString):
            copy.data["body"] = without_tags(run, text(copy.data["body"]))
        stripped.append(copy)
    return stripped


offer.ready()
