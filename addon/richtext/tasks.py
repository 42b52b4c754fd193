"""Task and decision lists as other products write them: list items that begin with a box or a sign."""

from collections.abc import Mapping, Sequence

from addon.richtext.html_flow import CHECKBOX
from addon.richtext.inlines import tidy
from addon.richtext.kinds import BLOCKS, checked
from addon.richtext.tree import EMPTY_PARAGRAPH, Node, text

_SIGNS = {"☐": ("taskItem", "TODO"), "☑": ("taskItem", "DONE"), "⇒": ("decisionItem", "DECIDED")}
_BOXES = {"TODO": "☐", "DONE": "☑"}

Item = tuple[tuple[Node, ...], Mapping[str, object]]


def task_list(items: Sequence[Item], signs: bool) -> Node | None:
    """The task or decision list that these items make up, None when they are an ordinary list.

    `signs` says that the list is drawn without bullets, so that a sign in the text stands for one; else only
    real check boxes count, because a person may begin an item with any sign.
    """
    parts: list[Node] = []
    kinds: set[str] = set()
    for blocks, carried in items:
        if not parts and signs and blocks and all(block.kind == "taskList" for block in blocks):
            parts.extend(blocks)
            kinds.add("taskItem")
            continue
        found = _item(blocks, carried, signs)
        if found is None:
            return None
        item, nested = found
        kinds.add("decisionItem" if item.kind == "decisionItem" else "taskItem")
        parts.append(item)
        parts.extend(nested)
    if len(kinds) != 1:
        return None
    kind = "decisionList" if "decisionItem" in kinds else "taskList"
    if kind == "decisionList" and any(part.kind != "decisionItem" for part in parts):
        return None
    return Node(kind, tuple(parts))


def _item(blocks: tuple[Node, ...], carried: Mapping[str, object], signs: bool) -> tuple[Node, tuple[Node, ...]] | None:
    first = blocks[0] if blocks else EMPTY_PARAGRAPH
    start = first.content[0] if first.kind == "paragraph" and first.content else None
    if start is None:
        return None
    rest: tuple[Node, ...]
    if start.kind == CHECKBOX:
        kind, state = "taskItem", str(start.get("state"))
        rest = first.content[1:]
    elif signs and start.kind == "text" and not start.marks and start.text[0] in _SIGNS:
        kind, state = _SIGNS[start.text[0]]
        shorter = start.text[1:].removeprefix(" ")
        rest = (start._replace(text=shorter), *first.content[1:]) if shorter else first.content[1:]
    else:
        return None
    values = {"state": state, **carried}
    following = blocks[1:]
    nested = tuple(block for block in following if block.kind == "taskList")
    own = tuple(block for block in following if block.kind != "taskList")
    if following[len(own) :] != nested or (first.attributes and not own):
        return None
    if own or first.attributes:
        if kind == "decisionItem" or any(block.kind != "paragraph" for block in own):
            return None
        head = () if not rest and not first.attributes else (first._replace(content=tidy(rest)),)
        return Node("blockTaskItem", head + own, checked(BLOCKS["blockTaskItem"], values)), nested
    return Node(kind, tidy(rest), checked(BLOCKS[kind], values)), nested


def checkbox_signs(blocks: tuple[Node, ...]) -> tuple[Node, ...]:
    """The blocks with every check box outside a task list shown as a sign."""
    return tuple(_signed(block) for block in blocks) if any(map(_has_box, blocks)) else blocks


def _has_box(node: Node) -> bool:
    return node.kind == CHECKBOX or any(map(_has_box, node.content))


def _signed(node: Node) -> Node:
    if node.kind == CHECKBOX:
        return text(_BOXES[str(node.get("state"))] + " ")
    if not node.content or not _has_box(node):
        return node
    content = tuple(_signed(child) for child in node.content)
    if any(child.kind == CHECKBOX for child in node.content):
        content = tidy(content)
        if content and content[-1].kind == "text":
            content = (*content[:-1], content[-1]._replace(text=content[-1].text.rstrip(" ") or " "))
    return node._replace(content=content)
