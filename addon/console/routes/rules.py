"""The rule editor of one connection: read, check while typing, save, compare, restore."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import wraps
from typing import Any

import flask

from addon.connections import people_here, rule_checks, rule_settings, rules
from addon.connections.rule_settings import RuleSettings
from addon.console import pages
from addon.console.configuration import console, services
from addon.nodes.refusals import Refusal
from addon.sync import rule_cases
from addon.web.addresses import whole
from addon.web.answers import json_answer
from addon.web.bodies import json_object
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("rules", __name__)

SAVED = "rules-saved"
LARGEST_FORM = 6 * 1024 * 1024  # two texts of 256 KB, each character up to three times as long in a form
QUESTIONS = ("save", "leave", "restore", "reload")
LIVE_S = 20


@blueprint.get("/console/connections/<int:connection_id>/rules")
@takes(Token.CONSOLE, admin=True)
def tab(connection_id: int) -> flask.Response:
    """The page; `side`, `line` and `column` of the address say where the cursor goes, `version` what is compared."""
    found = rules.current(services(), pages.caller().node_id, connection_id)
    side = flask.request.args.get("side", "")
    return pages.page(
        "connections",
        "rules/page.html",
        rules=found,
        side=side if side in ("incoming", "settings") else "outgoing",
        line=flask.request.args.get("line", default=0, type=whole),
        column=flask.request.args.get("column", default=1, type=whole),
        version=flask.request.args.get("version", default=0, type=whole),
        module=console().assets.url("editor.js"),
        found=rule_cases.listed(services(), pages.caller().node_id, connection_id),
        case_name="",
        refusal=None,
        **_history(connection_id),
    )


@blueprint.get("/console/connections/<int:connection_id>/rules/history")
@takes(Token.CONSOLE, admin=True)
def history(connection_id: int) -> flask.Response:
    """Versions, newest first; nothing when the browser shows the newest already."""
    listed = _history(connection_id)
    if flask.request.args.get("seen") == str(listed["history"].current):
        return pages.nothing()
    return pages.fragment("rules/history.html", **listed)


@blueprint.get("/console/connections/<int:connection_id>/rules/ask/<question>")
@takes(Token.CONSOLE, admin=True)
def ask(connection_id: int, question: str) -> flask.Response:
    """The dialog before saving, restoring, or losing what was typed."""
    if question not in QUESTIONS:
        flask.abort(404)
    found = rules.current(services(), pages.caller().node_id, connection_id)
    number = flask.request.args.get("number", default=0, type=whole)
    change = None
    if question == "restore":
        change = rules.compare(services(), pages.caller().node_id, connection_id, found.version.number, number)
    expected = flask.request.args.get("expected", default=found.version.number, type=whole)
    return _dialog(question, found, expected, number=number, change=change, dirty=_flag("dirty"))


@blueprint.post("/console/connections/<int:connection_id>/rules")
@takes(Token.CONSOLE, admin=True, changes=True)
def save(connection_id: int) -> flask.Response:
    """Store both texts as a new version."""
    form = posted()
    draft = rules.Draft(
        form.get("outgoing", ""),
        form.get("incoming", ""),
        form.get("expected", default=-1, type=whole),
        form.get("message", ""),
    )
    if untested := _untested(connection_id, draft, form.get("tested", default=0, type=whole)):
        return untested
    try:
        saved = rules.save(services(), pages.caller(), connection_id, draft)
    except rules.Overtaken as lost:
        return _overtaken(lost, draft)
    except Refusal as refusal:
        now = rules.current(services(), pages.caller().node_id, connection_id)
        return _dialog("save", now, draft.expected, 422, message=draft.message, refusal=refusal)
    return _done(f"Saved as version {saved.version.number}", saved, typed=True)


def testing(connection_id: int, job_id: int, expected: int, message: str, restoring: int = 0) -> flask.Response:
    """The dialog of the tests that run before a save, or before the version `restoring` is stored again."""
    node_id = pages.caller().node_id
    return pages.fragment(
        "rules/testing.html",
        rules=rules.current(services(), node_id, connection_id),
        found=rule_cases.listed(services(), node_id, connection_id, job_id),
        expected=expected,
        message=message,
        restoring=restoring,
        connection_id=connection_id,
        refusal=None,
        case_name="",
    )


def _untested(connection_id: int, draft: rules.Draft, tested: int, restoring: int = 0) -> flask.Response | None:
    """Run the saved test cases first where these texts have not passed them; texts that are refused anyway are not."""
    person = pages.caller()
    now = rules.current(services(), person.node_id, connection_id)
    try:
        texts: dict[str, str | None] = {
            "outgoing": rules.plain(draft.outgoing, "outgoing"),
            "incoming": rules.plain(draft.incoming, "incoming"),
        }
    except Refusal:
        return None
    refused = now.locked or now.version.number != draft.expected or texts == {
        "outgoing": now.outgoing, "incoming": now.incoming
    }  # fmt: skip
    if refused or rule_cases.passed(services(), person.node_id, connection_id, tested, texts):
        return None
    if any(rule_checks.first_error(services(), person.kind, text or "") for text in texts.values()):
        return None
    job_id = rule_cases.start(services(), person, connection_id, texts)
    return testing(connection_id, job_id, draft.expected, draft.message, restoring)


@blueprint.post("/console/connections/<int:connection_id>/rules/restore")
@takes(Token.CONSOLE, admin=True, changes=True)
def restore(connection_id: int) -> flask.Response:
    """Store an old version again as the newest."""
    form = posted()
    number, expected = form.get("number", default=0, type=whole), form.get("expected", default=-1, type=whole)
    try:
        texts = rules.texts_of(services(), pages.caller().node_id, connection_id, number)
        draft = rules.Draft(texts["outgoing"], texts["incoming"], expected, "")
        if untested := _untested(connection_id, draft, form.get("tested", default=0, type=whole), number):
            return untested
        saved = rules.restore(services(), pages.caller(), connection_id, number, expected)
    except Refusal as refusal:
        found = rules.current(services(), pages.caller().node_id, connection_id)
        return _dialog("restore", found, found.version.number, 422, number=number, refusal=refusal)
    return _done(f"Restored version {number} as version {saved.version.number}", saved, typed=False)


@blueprint.get("/console/connections/<int:connection_id>/rules/settings")
@takes(Token.CONSOLE, admin=True)
def settings(connection_id: int) -> flask.Response:
    """The form of what is saved beside the texts."""
    return _settings(connection_id)


@blueprint.post("/console/connections/<int:connection_id>/rules/settings")
@takes(Token.CONSOLE, admin=True, changes=True)
def save_settings(connection_id: int) -> flask.Response:
    """Store settings as a new version with the texts that run."""
    form = flask.request.form
    typed = RuleSettings(
        form.get("conflict_default", "newest"),
        tuple(zip(form.getlist("conflict_field"), form.getlist("conflict_policy"), strict=False)),
        tuple(zip(form.getlist("person_there"), form.getlist("person_here"), strict=False)),
        form.get("person_fallback", ""),
        tuple(form.getlist("host")),
        form.get("share_internal") == "1",
        form.get("share_words", ""),
    )
    expected = form.get("expected", default=-1, type=whole)
    before = rules.current(services(), pages.caller().node_id, connection_id).settings
    try:
        saved = rules.save_settings(services(), pages.caller(), connection_id, typed, expected)
    except rules.Overtaken as lost:
        words = f"{lost.message} Take theirs above, then save again; what you entered stays here."
        return _settings(connection_id, 409, typed, Refusal(lost.reason, words))
    except Refusal as refusal:
        return _settings(connection_id, 422, typed, refusal)
    nobody = people_here.unknown(services(), pages.caller().node_id, before, saved.settings)
    told = f"Saved as version {saved.version.number}" + (". See the warning under People" if nobody else "")
    response = pages.tell(_settings(connection_id, nobody=nobody), toast=told)
    heard = json.loads(response.headers["HX-Trigger"])
    heard[SAVED] = {"number": saved.version.number, "typed": False, "settings": True}
    response.headers["HX-Trigger"] = json.dumps(heard)
    return response


def _settings(
    connection_id: int,
    http_status: int = 200,
    typed: RuleSettings | None = None,
    refusal: Refusal | None = None,
    nobody: Sequence[str] = (),
) -> flask.Response:
    found = rules.current(services(), pages.caller().node_id, connection_id)
    own = rules.settings_fields(services(), pages.caller().node_id, connection_id) or ()
    return pages.fragment(
        "rules/settings.html",
        http_status,
        rules=found,
        typed=typed or rule_settings.shown(found.settings, own if pages.caller().kind == "jira" else ()),
        refusal=refusal,
        nobody=nobody,
        policy_words=rule_settings.POLICIES,
        confirm_words=rule_settings.CONFIRM_WORDS,
        field_names=(*rule_settings.FIELDS, *(one.name for one in own)),
    )


def _as_json(view: Callable[..., dict[str, Any]]) -> Callable[..., Any]:
    """What the editor's own code asks is answered as JSON, refusals too."""

    @wraps(view)
    def answer(connection_id: int) -> Any:
        try:
            return flask.jsonify(view(connection_id))
        except Exception as problem:
            return json_answer(problem)

    return answer


@blueprint.get("/console/connections/<int:connection_id>/rules/text")
@takes(Token.CONSOLE, admin=True)
@_as_json
def text(connection_id: int) -> dict[str, Any]:
    """The texts that run now."""
    found = rules.current(services(), pages.caller().node_id, connection_id)
    return {"number": found.version.number, "outgoing": found.outgoing, "incoming": found.incoming}


@blueprint.get("/console/connections/<int:connection_id>/rules/compare")
@takes(Token.CONSOLE, admin=True)
@_as_json
def compare(connection_id: int) -> dict[str, Any]:
    """The texts of two saved versions, and which settings differ."""
    args = flask.request.args
    before, after = args.get("before", default=0, type=whole), args.get("after", default=0, type=whole)
    found = rules.compare(services(), pages.caller().node_id, connection_id, before, after)
    return {
        "before": asdict(found.before),
        "after": asdict(found.after),
        "texts": dict(found.texts),
        "settings": [asdict(one) for one in found.settings],
    }


@blueprint.post("/console/connections/<int:connection_id>/rules/check")
@takes(Token.CONSOLE, admin=True)
@_as_json
def check(connection_id: int) -> dict[str, Any]:
    """What is wrong with a text."""
    typed = _typed()
    found = rule_checks.problems(services(), pages.caller(), connection_id, typed["text"])
    return {"problems": [asdict(one) for one in found]}


@blueprint.post("/console/connections/<int:connection_id>/rules/complete")
@takes(Token.CONSOLE, admin=True)
@_as_json
def complete(connection_id: int) -> dict[str, Any]:
    """What may stand at a place of a text."""
    found = rule_checks.complete(services(), pages.caller(), connection_id, **_typed("line", "column"))
    return {"items": [asdict(one) for one in found]}


@blueprint.post("/console/connections/<int:connection_id>/rules/hover")
@takes(Token.CONSOLE, admin=True)
@_as_json
def hover(connection_id: int) -> dict[str, Any]:
    """What a place of a text means."""
    signature, doc = rule_checks.hover(services(), pages.caller(), connection_id, **_typed("line", "column"))
    return {"signature": signature, "doc": doc}


def _typed(*places: str) -> dict[str, Any]:
    body = json_object("The text is missing.")
    if not isinstance(body.get("text"), str):
        raise Refusal("bad_body", "The text is missing.")
    typed: dict[str, Any] = {"text": rules.plain(body["text"], "outgoing")}
    for name in ("line", "column"):
        if name not in body and name not in places:
            continue
        if not isinstance(body.get(name), int) or not 0 < body[name] <= rules.LARGEST:
            raise Refusal("bad_body", f"The {name} is no place of the text.")
        if name in places:
            typed[name] = body[name]
    return typed


def posted() -> Any:
    """The form of this request; it may hold two whole rules."""
    flask.request.max_form_memory_size = LARGEST_FORM
    return flask.request.form


def _flag(name: str) -> bool:
    return flask.request.args.get(name) == "1"


def _history(connection_id: int) -> dict[str, Any]:
    before = flask.request.args.get("before", default=0, type=whole) or None
    found = rules.history(services(), pages.caller().node_id, connection_id, before=before)
    return {"history": found, "connection_id": connection_id, "before": before, "poll": LIVE_S}


def _dialog(
    question: str, found: rules.Rules, expected: int, http_status: int = 200, /, **context: Any
) -> flask.Response:
    usual = {"message": "", "refusal": None, "change": None, "number": 0, "dirty": False}
    return pages.fragment(f"rules/{question}.html", http_status, rules=found, expected=expected, **{**usual, **context})


def _overtaken(lost: rules.Overtaken, draft: rules.Draft) -> flask.Response:
    theirs = lost.theirs
    changes = {
        "outgoing": rules.count(theirs.outgoing, rules.plain(draft.outgoing, "outgoing")),
        "incoming": rules.count(theirs.incoming, rules.plain(draft.incoming, "incoming")),
    }
    return _dialog(
        "overtaken", theirs, theirs.version.number, 409, message=draft.message, changes=changes, began=draft.expected
    )


def _done(words: str, saved: rules.Rules, *, typed: bool) -> flask.Response:
    response = pages.done(words)
    heard = json.loads(response.headers["HX-Trigger"])
    heard[SAVED] = {"number": saved.version.number, "typed": typed}
    response.headers["HX-Trigger"] = json.dumps(heard)
    return response
