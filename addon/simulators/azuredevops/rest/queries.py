"""WIQL queries: ids only."""

from typing import Any

from ..errors import bad_argument
from ..fields import Field
from ..identifiers import written
from ..organization import Organization
from ..views import item_url
from ..wiql import Scope, parse, run
from .routing import ApiCall, routes


@routes.add("POST", "wit/wiql", "vso.work")
def query(call: ApiCall) -> Any:
    """The ids of matching items. The project in the address is what `@project` means, not a filter."""
    text = call.object().get("query")
    if not isinstance(text, str) or not text.strip():
        raise bad_argument("The query is empty.", "SyntaxException")
    organization = call.organization
    parsed = parse(text, organization.fields)
    project_name = call.project.name if call.project else None
    scope = Scope(organization, call.person, project_name, call.team, call.flag("timePrecision"))
    answer = run(parsed, scope, call.number("$top", None, least=0) or None)
    return {
        "queryType": "flat",
        "queryResultType": "workItem",
        "asOf": written(answer.as_of),
        "columns": [_column(organization, field) for field in parsed.columns],
        "sortColumns": [
            {"field": _column(organization, field), "descending": descending} for field, descending in parsed.order
        ],
        "workItems": [{"id": item.id, "url": item_url(organization, item)} for item in answer.items],
    }


def _column(organization: Organization, field: Field) -> dict[str, str]:
    return {
        "referenceName": field.reference_name,
        "name": field.name,
        "url": f"{organization.url}/_apis/wit/fields/{field.reference_name}",
    }
