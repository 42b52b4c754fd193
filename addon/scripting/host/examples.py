"""One line of a rule for each method of a helper, for the editor; a test checks and runs each."""

_EXAMPLES = """
nodeHelper.addHTTPHeader("Accept", "text/plain")
issue.customKeys.editable = nodeHelper.canUserEditComments(issue, issue.assignee)
issue.components << nodeHelper.createComponent(issue, "Checkout")
issue.customFields."Risk".value = nodeHelper.createOption(issue, "Risk", "high")
issue.fixVersions << nodeHelper.createVersion(issue, "2.0")
workItem.areaPath = nodeHelper.getAreaPath("Fiber\\\\Shop") ?: "Fiber"
issue."Place" = nodeHelper.getCascadingSelect("Europe", "Vienna")
issue.components = [nodeHelper.getComponent("Checkout", issue.project)].findAll()
issue.customKeys.risk = nodeHelper.getCustomField("Risk")?.id
replica.description = nodeHelper.getHtmlField(issue, "description")
issue.typeName = nodeHelper.getIssueType(replica.type?.name, issue.projectKey)?.name ?: "Task"
workItem.iterationPath = nodeHelper.getIteration("Fiber\\\\Sprint 4") ?: "Fiber"
issue.labels << nodeHelper.getLabel("from-partner")
def local = nodeHelper.getLocalIssueFromRemoteId(replica.parentId)
def local = nodeHelper.getLocalIssueFromRemoteUrn("640")
issue.parentId = nodeHelper.getLocalIssueKeyFromRemoteId(replica.parentId)?.id
issue.customFields."Risk".value = nodeHelper.getOption(issue, "Risk", "high")
issue.customFields."Channels".value = nodeHelper.getOptions(issue, "Channels", ["web", "phone"])
issue.priority = nodeHelper.getPriority(replica.priority?.name) ?: nodeHelper.getPriority("Medium")
issue.project = nodeHelper.getProject("SHOP")
replica.pages = nodeHelper.getRemoteIssueLinks(issue)
issue.resolution = nodeHelper.getResolution("Done")
issue.status = nodeHelper.getStatus("In Review") ?: issue.status
issue.assignee = nodeHelper.getUser("5b10a2844c20165700ede21g")
issue.assignee = nodeHelper.getUserByEmail(replica.assignee?.email)
issue.reporter = nodeHelper.getUserByFullName(replica.reporter?.displayName)
issue.assignee = nodeHelper.getUserByUsername("mia")
issue.fixVersions = [nodeHelper.getVersion("2.0", issue.project)].findAll()
if (nodeHelper.isUserAssignable("SHOP", issue.assignee)) { log.info "assignable" }
issue.summary = nodeHelper.stripHtml(replica.summary)
replica.comments = nodeHelper.stripHtmlFromComments(issue.comments)
replica.comments = nodeHelper.toMarkDownComments(issue.comments)
replica.text = nodeHelper.toMarkDownFromHtml(issue.description)
issue.comments = commentHelper.addComment("Received from the partner", issue.comments)
replica.comments = commentHelper.filterLocal(issue.comments)
issue.comments = commentHelper.mergeComments(issue, replica) { it.internal = true; it }
issue.attachments = attachmentHelper.mergeAttachments(issue, replica)
issue.workLogs = workLogHelper.addWorkLog("2024/05/22", "1h 30m", "Consultancy", issue.workLogs)
replica.workLogs = workLogHelper.filterLocal(issue.workLogs)
issue.workLogs = workLogHelper.mergeWorkLogs(issue, replica)
if (replica.status?.name == "Done") workflowHelper.transition(issue, "Done")
syncHelper.exalate("SHOP-8")
issue.parentId = syncHelper.getLocalIssueKeyFromRemoteId(replica.parentId)?.id
replica.node = syncHelper.getNodeUrl()
issue.customKeys.address = syncHelper.getRemoteIssueUrl()
issue.customKeys.node = syncHelper.getRemoteNodeUrl()
issue.customKeys.tracker = syncHelper.getRemoteTrackerUrl()
replica.tracker = syncHelper.getTrackerUrl()
if (!syncHelper.isUnderSync("10001", "issue")) { log.info "not synced" }
syncHelper.sync("SHOP-8")
if (firstSync) syncHelper.syncBackAfterProcessing()
if (replica.status?.name == "Removed") syncHelper.unExalateAfterProcessing()
if (replica.status?.name == "Removed") syncHelper.unlinkAfterProcessing()
httpClient.delete("/rest/api/3/issue/${issue.id}/watchers")
def found = httpClient.get("/rest/api/3/search", [jql: "project = SHOP"])
def code = httpClient.http("GET", "/rest/api/3/myself", null, [:], [:]) { req, res -> res.code }
httpClient.patch("/acme/_apis/wit/workitems/7", [[op: "add", path: "/fields/System.Title", value: "New"]])
httpClient.post("/rest/api/3/issue/${issue.id}/watchers", "\\"5b10a2844c20165700ede21g\\"")
httpClient.put("/rest/api/3/issue/${issue.id}", [fields: [summary: "New"]])
if (!replica.summary) debug.error("The replica has no title")
log.debug("Labels: {}", issue.labels*.label)
log.error("Nobody here has {}", replica.assignee?.email)
log.info("{} of {}", issue.key, replica.key)
log.warn("No status for {}", replica.status?.name)
link.parent(replica)
link.related(replica)
"""
EXAMPLES = tuple(line for line in _EXAMPLES.splitlines() if line)


def example_of(variable: str, method: str) -> str:
    """A line of a rule that calls a helper's method; empty for old names."""
    call = f"{variable}.{method}("
    return next((line for line in EXAMPLES if call in line), "")
