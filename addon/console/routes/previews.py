"""The effect preview beside the rule editor: choose an entity, start, look how far it is."""

import json
import re
from difflib import SequenceMatcher
from typing import Any

import flask
from markupsafe import Markup, escape

from addon.connections import rule_entities, rules
from addon.console import pages
from addon.console.configuration import services
from addon.console.routes.rules import posted
from addon.nodes.refusals import Refusal
from addon.sync import preview_jobs
from addon.web.answers import noted_refusal
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("previews", __name__)

MOST_WORDS = 3_000
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@blueprint.get("/console/connections/<int:connection_id>/rules/entities")
@takes(Token.CONSOLE, admin=True)
def entities(connection_id: int) -> flask.Response:
    """Issues or work items that match what is typed."""
    text = flask.request.args.get("entity_search", "").strip()
    try:
        found = rule_entities.find(services(), pages.caller(), connection_id, text)
    except Exception as problem:
        return pages.fragment("rules/entities.html", found=(), text=text, refusal=noted_refusal(problem))
    return pages.fragment("rules/entities.html", found=found, text=text, refusal=None)


@blueprint.post("/console/connections/<int:connection_id>/rules/preview")
@takes(Token.CONSOLE, admin=True)
def start(connection_id: int) -> flask.Response:
    """Begin a preview with what stands in the editor."""
    form = posted()
    entity = (form.get("entity_id") or form.get("entity_key") or "").strip()
    try:
        if not entity:
            noun = "an issue" if pages.caller().kind == "jira" else "a work item"
            raise Refusal("entity_missing", f"Choose {noun} first.")
        now = rules.current(services(), pages.caller().node_id, connection_id)
        draft = {
            side: None if now.locked or side not in form else rules.plain(form[side], side) for side in rules.SIDES
        }
        job_id = preview_jobs.start(
            services(),
            pages.caller(),
            connection_id,
            entity,
            outgoing=draft["outgoing"] if draft["outgoing"] != now.outgoing else None,
            incoming=draft["incoming"] if draft["incoming"] != now.incoming else None,
            partner=True,
        )
    except Refusal as refusal:
        return pages.fragment("rules/preview_result.html", job=None, refusal=refusal, connection_id=connection_id)
    return _state(connection_id, job_id)


@blueprint.get("/console/connections/<int:connection_id>/rules/preview/<int:job_id>")
@takes(Token.CONSOLE, admin=True)
def state(connection_id: int, job_id: int) -> flask.Response:
    """How far a preview has come, or what it found."""
    return _state(connection_id, job_id)


def _state(connection_id: int, job_id: int) -> flask.Response:
    job = preview_jobs.state(services(), pages.caller().node_id, connection_id, job_id)
    now = rules.current(services(), pages.caller().node_id, connection_id)
    return pages.fragment(
        "rules/preview_result.html",
        job=job,
        rules=now,
        connection_id=connection_id,
        refusal=None,
        marked=marked,
        as_json=_as_json,
    )


def marked(before: str, after: str) -> tuple[Markup, Markup]:
    """Two texts with what differs between them marked, word by word."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return _tagged("del", before), _tagged("ins", after)
    left, right = Markup(""), Markup("")
    for word, from_, to, from_2, to_2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        one, two = "".join(old[from_:to]), "".join(new[from_2:to_2])
        left += escape(one) if word == "equal" else _tagged("del", one)
        right += escape(two) if word == "equal" else _tagged("ins", two)
    return left, right


def _tagged(tag: str, text: str) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), text) if text else Markup("")  # noqa: S704 - a constant


def _as_json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
