"""Search by JQL, counting, matching, checking queries."""

import base64
import json
from typing import Any

from flask import request

from ..errors import JiraError, invalid
from ..jql import search
from ..jql.parser import Clause, Group, JqlProblem, Value, parse
from ..records import Issue, Json
from .api import READ, Call, Table
from .issues import _strings as strings
from .issues import show

table = Table()

MOST, MOST_IDS = 100, 5_000
BODY = ("jql", "nextPageToken", "maxResults", "fields", "expand", "properties", "fieldsByKeys", "failFast",
        "reconcileIssues")  # fmt: skip


@table.post("/search/jql", scope=READ)
def search_by_body(call: Call) -> Json:
    body = call.strict_body(BODY)
    size = body.get("maxResults", 50)
    if isinstance(size, bool) or not isinstance(size, int):
        raise invalid("maxResults must be a number.")
    reconcile = [str(item) for item in body.get("reconcileIssues") or []]
    fields, expand = strings(body, "fields"), strings(body, "expand")
    token = body.get("nextPageToken")
    return _search(call, body.get("jql"), size, token, fields, expand, strings(body, "properties"), reconcile)


@table.get("/search/jql")
def search_by_query(call: Call) -> Json:
    return _search(
        call,
        request.args.get("jql"),
        call.number("maxResults", 50),
        request.args.get("nextPageToken"),
        call.words("fields"),
        call.words("expand"),
        call.words("properties"),
        call.words("reconcileIssues"),
    )


def _search(
    call: Call,
    jql: Json,
    size: int,
    token: str | None,
    fields: list[str],
    expand: list[str],
    properties: list[str],
    reconcile: list[str],
) -> Json:
    """One page; a token continues it. Only ids unless fields are asked for; no total."""
    if not isinstance(jql, str):
        raise invalid(search.UNBOUNDED)
    if len(reconcile) > 50:
        raise invalid("reconcileIssues must not have more than 50 ids.")
    found = search.find(call.site, call.caller, jql, reconcile)
    start = _start(token, jql)
    only_ids = set(fields or ["id"]) <= {"id", "key"} and not expand and not properties
    size = max(1, min(size, MOST_IDS if only_ids else MOST))
    page = found[start : start + size]
    call.objects += 0 if only_ids else len(page)
    last = start + size >= len(found)
    shown: dict[str, Any] = {
        "issues": [_hit(call, issue, fields, expand, properties) for issue in page],
        "isLast": last,
    }
    if not last:
        shown["nextPageToken"] = _token(start + size, jql)
    if "names" in expand:
        shown["names"] = {name: text for hit in shown["issues"] for name, text in hit.pop("names", {}).items()}
    if "schema" in expand:
        shown["schema"] = {name: part for hit in shown["issues"] for name, part in hit.pop("schema", {}).items()}
    return shown


def _hit(call: Call, issue: Issue, fields: list[str], expand: list[str], properties: list[str]) -> Json:
    asked = fields or ["id"]
    if set(asked) <= {"id"}:
        return {"id": issue.id}
    shown = show(call, issue, asked, expand, properties)
    if set(asked) <= {"id", "key"}:
        shown.pop("fields")
    return shown


def _token(start: int, jql: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([start, jql]).encode()).decode()


def _start(token: str | None, jql: str) -> int:
    if not token:
        return 0
    try:
        start, asked = json.loads(base64.urlsafe_b64decode(token))
    except ValueError:
        raise invalid("The nextPageToken is invalid.") from None
    if asked != jql:
        raise invalid("The nextPageToken belongs to another query.")
    return int(start)


@table.post("/search/approximate-count", scope=READ)
def count(call: Call) -> Json:
    jql = call.body().get("jql")
    if not isinstance(jql, str):
        raise invalid(search.UNBOUNDED)
    return {"count": len(search.find(call.site, call.caller, jql, []))}


@table.post("/jql/match", scope=READ)
def match(call: Call) -> Json:
    """Which of the issues match each query, by their present state."""
    body = call.strict_body(("jqls", "issueIds"))
    queries, ids = body.get("jqls"), body.get("issueIds")
    if not isinstance(queries, list) or not isinstance(ids, list) or not queries:
        raise invalid("jqls and issueIds are required.")
    if any(isinstance(item, bool) or not isinstance(item, int) for item in ids):
        raise invalid("issueIds must be numbers.")
    shown = []
    for jql in queries:
        found, errors = search.matches(call.site, call.caller, str(jql), [str(item) for item in ids])
        shown.append({"matchedIssues": [int(item) for item in found], "errors": errors})
    call.objects += len(ids)
    return {"matches": shown}


@table.post("/jql/parse", scope=READ)
def parse_queries(call: Call) -> Json:
    body = call.strict_body(("queries",))
    validation = call.text("validation", "strict")
    queries = body.get("queries")
    if not isinstance(queries, list) or not queries:
        raise invalid("The queries are required.")
    return {"queries": [_parsed(call, str(jql), validation) for jql in queries]}


def _parsed(call: Call, jql: str, validation: str) -> Json:
    shown: dict[str, Any] = {"query": jql}
    try:
        tree = parse(jql)
    except JqlProblem as wrong:
        return {**shown, "errors": [str(wrong)]}
    structure: dict[str, Any] = {}
    if tree.where is not None:
        structure["where"] = _structure(tree.where)
    if tree.order:
        fields = [
            {"field": {"name": name, "encodedName": name}, "direction": "desc" if descending else "asc"}
            for name, descending in tree.order
        ]
        structure["orderBy"] = {"fields": fields}
    errors = [] if validation == "none" else search.problems(call.site, call.caller, jql)
    if errors and validation == "strict":
        return {**shown, "errors": errors}
    return {**shown, "structure": structure, **({"warnings": errors} if errors else {})}


def _structure(node: Clause | Group) -> Json:
    if isinstance(node, Group):
        return {"operator": node.word, "clauses": [_structure(part) for part in node.parts]}
    field: dict[str, Any] = {"name": node.field, "encodedName": node.field}
    if node.property_path is not None:
        key, path = node.property_path
        field["property"] = [{"entity": "issue", "key": key, "path": path}]
    shown: dict[str, Any] = {"field": field, "operator": node.operator}
    if node.values:
        shown["operand"] = _operand(node.values, node.operator.endswith("in"))
    if node.operator.startswith("was") or node.operator == "changed":
        shown["predicates"] = [
            {"operator": item.word, "operand": _operand(item.values, len(item.values) > 1)} for item in node.predicates
        ]
    return shown


def _operand(values: tuple[Value, ...], many: bool) -> Json:
    shown = [_value(value) for value in values]
    many = many and not (len(values) == 1 and values[0].function)
    return {"values": shown} if many else shown[0]


def _value(value: Value) -> Json:
    if value.function:
        written = f"{value.text}({', '.join(value.arguments)})"
        return {"function": value.text, "arguments": list(value.arguments), "encodedOperand": written}
    if value.empty:
        return {"keyword": "empty", "encodedOperand": "empty"}
    return {"value": value.text, "encodedValue": value.text}


@table.get("/issue/picker")
def picker(call: Call) -> Json:
    """Issues whose key or summary has the text, as the link dialog asks for them."""
    text = call.text("query").lower()
    if not text:
        raise JiraError(400, "The query is required.")
    found = search.find(call.site, call.caller, "", [], bounded=False)
    hits = [issue for issue in found if text in issue.key.lower() or text in str(issue.fields.get("summary")).lower()]
    return {
        "sections": [
            {
                "label": "Current Search",
                "sub": "",
                "id": "cs",
                "issues": [
                    {
                        "id": int(issue.id),
                        "key": issue.key,
                        "keyHtml": issue.key,
                        "img": "",
                        "summary": str(issue.fields.get("summary")),
                        "summaryText": str(issue.fields.get("summary")),
                    }
                    for issue in hits[:20]
                ],
            }
        ]
    }
