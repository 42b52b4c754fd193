"""What a check says beyond the language: calls that no helper has, names nearly right, results that nobody uses.

Nothing here stops a run: a script may catch what goes wrong, or never come there.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from addon.scripting import nodes
from addon.scripting.editor import ENTITIES, VARIABLES
from addon.scripting.errors import Problem
from addon.scripting.host.offers import suggested
from addon.scripting.host.variables import OFFERS
from addon.scripting.nodes import Node
from addon.scripting.resolve import Resolver

OLD = ("debugHelper", "relation", "blobMetadataList", "issueBeforeScript", "entityBeforeScript")
KNOWN = frozenset((*(offer.variable for offer in OFFERS), *ENTITIES, *VARIABLES, *OLD))
"""Every variable of a run."""
_SIGNATURES = {offer.variable: offer.signatures for offer in OFFERS if offer.signatures}
_SIGNATURES["debugHelper"] = _SIGNATURES["debug"]
_ELSEWHERE = {
    "issue.parentId, or link.parent(replica)": "AgileSync Epic EpicSync SubTask SubTaskSync SubTasks",
    "issue.issueLinks, or link.related(replica)": "IssueLinks IssueLinkSync IssueLink",
    "issue.setStatus(name)": "Status StatusSync",
    "nodeHelper.getResolution(name)": "Resolution ResolutionSync",
    "issue.customFields": "CustomFieldSync CustomFields",
    "nodeHelper.getComponent(name, project)": "Components ComponentSync",
    "nodeHelper.getVersion(name, project)": "Versions VersionSync",
    "issue.sprint": "SprintSync Sprints",
    "workLogHelper.mergeWorkLogs(issue, replica)": "WorkLogs WorkLogSync Worklogs",
    "nodeHelper.getUserByEmail(mail)": "UserSync userHelper",
    "issue.projectKey under if (firstSync)": "Move MoveSync",
}
ELSEWHERE = {name: instead for instead, names in _ELSEWHERE.items() for name in names.split()}
"""Script libraries and helpers of other products, and what does the same here."""
MOST_NAMES = 300
"""Different names that are compared with those of a run; comparing costs, and no rule has more."""
UNUSED = {
    ("commentHelper", "mergeComments"): "issue.comments",
    ("commentHelper", "addComment"): "issue.comments",
    ("attachmentHelper", "mergeAttachments"): "issue.attachments",
    ("workLogHelper", "mergeWorkLogs"): "issue.workLogs",
    ("workLogHelper", "addWorkLog"): "issue.workLogs",
}
"""Calls that change nothing by themselves, and where their result belongs."""


def advice(tree: nodes.Script) -> list[Problem]:
    """Findings about a script that compiles, in the order of the source."""
    Resolver().script(tree)
    found = _Advisor(tree)
    found.everything(tree)
    return sorted(found.problems, key=lambda one: (one.line, one.column))


class _Advisor:
    """One walk over a tree.

    `tries` counts the `try` blocks around, whose `catch` may expect what fails; `delegates` the closures and classes,
    in which a name may be a property of somebody else.
    """

    def __init__(self, tree: nodes.Script) -> None:
        self.problems: list[Problem] = []
        self.tries = self.delegates = 0
        self.own = frozenset(_names_of(tree))
        self.looked_at: set[str] = set()

    def everything(self, tree: nodes.Script) -> None:
        self.block(tree.body, main=True)
        for method in tree.methods:
            self.block(method.function.body, main=False)
        for other in (*tree.classes, *tree.fields):
            self.visit(other, main=False)

    def visit(self, node: Node, *, main: bool) -> None:
        if isinstance(node, nodes.Block):
            self.block(node, main=main)
            return
        if isinstance(node, nodes.Call):
            self.call(node)
        elif isinstance(node, nodes.Name):
            self.name(node)
        elif isinstance(node, nodes.Try):
            self.trying(node, main=main)
            return
        elif isinstance(node, nodes.If) and isinstance(node.condition, nodes.Assign) and not node.condition.operator:
            self.say(node.condition, "warning", "This condition sets a value; it compares nothing.", "==")
        delegating = isinstance(node, (nodes.ClosureLiteral, nodes.ClassDeclaration))
        self.delegates += delegating
        for child in nodes.children(node):
            self.visit(child, main=main and not delegating)
        self.delegates -= delegating

    def block(self, block: nodes.Block, *, main: bool) -> None:
        """Statements; the last one of a closure or method may be what it gives."""
        last = block.statements[-1] if block.statements else None
        for statement in block.statements:
            if main or statement is not last:
                self.unused(statement)
            self.visit(statement, main=main)

    def trying(self, node: nodes.Try, *, main: bool) -> None:
        self.tries += 1 if node.catches else 0
        self.visit(node.body, main=main)
        self.tries -= 1 if node.catches else 0
        for child in (*node.resources, *node.catches, *([node.finally_] if node.finally_ else ())):
            self.visit(child, main=main)

    def say(self, node: Node, severity: str, message: str, instead: str | None) -> None:
        line, column = getattr(node, "at", (0, 0))
        self.problems.append(Problem(line or node.line, column or node.column, severity, message, instead))

    def helper(self, node: Node | None) -> str:
        """The helper that an owner names, unless the script has given the name another meaning."""
        if not isinstance(node, nodes.Name) or node.variable is not None or node.name in self.own:
            return ""
        return node.name if node.name in _SIGNATURES or node.name == "serviceDeskHelper" else ""

    def call(self, node: nodes.Call) -> None:
        owner = self.helper(node.owner)
        if not owner or not isinstance(node.name, str):
            return
        severity = "warning" if self.tries else "error"
        if owner == "serviceDeskHelper":
            instead = "httpClient with /rest/servicedeskapi"
            self.say(node, severity, f"serviceDeskHelper.{node.name}() is not supported here.", instead)
            return
        signatures = _SIGNATURES[owner].get(node.name)
        if signatures is None:
            if node.name in ("toString", "hashCode", "equals", "getClass", "with", "tap"):
                return
            near = suggested(_SIGNATURES[owner], node.name) if len(self.problems) < MOST_NAMES else []
            self.say(node, severity, f"{owner} has no method {node.name}.", near[0] if near else None)
        elif not any(isinstance(one, nodes.Spread) for one in node.arguments):
            given = len(node.arguments)
            if not any(least <= given <= most for least, most in map(_counts, signatures)):
                words = f"{owner}.{node.name} does not take {given} argument{'' if given == 1 else 's'}."
                self.say(node, severity, words, " or ".join(signatures))

    def name(self, node: nodes.Name) -> None:
        if node.variable is not None or node.name in self.own or node.name in KNOWN:
            return
        if node.name in self.looked_at or len(self.looked_at) >= MOST_NAMES:
            return
        self.looked_at.add(node.name)
        instead = ELSEWHERE.get(node.name)
        if instead is not None:
            self.say(node, "warning", f"{node.name} is not available here.", instead)
            return
        near = _nearest(node.name, exact=self.delegates > 0)
        if near:
            self.say(node, "warning", f"There is no variable {node.name}. Did you mean {near}?", near)

    def unused(self, statement: Node) -> None:
        called = statement.expression if isinstance(statement, nodes.ExpressionStatement) else None
        if not isinstance(called, nodes.Call) or not isinstance(called.name, str):
            return
        where = UNUSED.get((self.helper(called.owner), called.name))
        if where is None or (
            called.name == "addComment" and len(called.arguments) == 2 and _entity(called.arguments[1])
        ):
            return
        words = f"What {self.helper(called.owner)}.{called.name} gives is not used, so nothing happens."
        self.say(called, "warning", words, f"{where} = {self.helper(called.owner)}.{called.name}(…)")


def _names_of(tree: nodes.Script) -> Iterator[str]:
    """Names that the script itself gives a meaning to without declaring a local: assigned, classes, imports, fields."""
    yield from (one.name for one in tree.methods)
    yield from (one.name for one in tree.fields)
    for one in tree.imports:
        yield one.alias or one.name.rpartition(".")[2]
    waiting: list[Node] = [tree]
    while waiting:
        node = waiting.pop()
        targets = [node.target] if isinstance(node, nodes.Assign) else []
        targets += node.targets if isinstance(node, nodes.MultipleAssign) else []
        yield from (one.name for one in targets if isinstance(one, nodes.Name) and one.variable is None)
        if isinstance(node, nodes.ClassDeclaration):
            yield node.name
            yield from (field.name for field in node.fields)
        waiting.extend(nodes.children(node))


def _counts(signature: str) -> tuple[int, int]:
    """The fewest and the most arguments of "name(first, second?)"."""
    names = [one for one in signature.partition("(")[2].rstrip(")").split(",") if one.strip()]
    return sum(not one.endswith("?") for one in names), len(names)


def _nearest(name: str, *, exact: bool) -> str:
    """The variable that was probably meant: the same in another case, or, unless `exact`, one slip away."""
    by_lower = {one.lower(): one for one in KNOWN}
    if name.lower() in by_lower:
        return by_lower[name.lower()]
    if exact or not name[:1].islower() or len(name) < 5:
        return ""
    found = get_close_matches(name.lower(), list(by_lower), 1, 0.87)
    return by_lower[found[0]] if found else ""


def _entity(node: Node) -> bool:
    return isinstance(node, nodes.Name) and node.name in ENTITIES
