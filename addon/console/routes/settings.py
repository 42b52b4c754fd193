"""General settings: addresses to hand to partners, sync identity, discovery, previews, polling, keeping."""

import flask

from addon.connections import previewing
from addon.console import known, pages
from addon.console.configuration import services
from addon.console.routes import accept, connections, identity, initiate
from addon.nodes import node, sync_identity
from addon.nodes.refusals import Refusal
from addon.web.addresses import whole
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("settings", __name__)

_WIZARDS = {"initiate": initiate.resume, "accept": accept.resume}
POLL_CHOICES_S = (30, 60, 120, 300, 600)
KEEP_CHOICES_DAYS = (7, 30, 90, 180, 365)


@blueprint.get("/console/settings")
@takes(Token.CONSOLE, admin=True)
def tab() -> flask.Response:
    """The tab."""
    return pages.page(
        "settings",
        "settings/page.html",
        settings=known.settings(),
        identity=known.identity(),
        poll_choices=POLL_CHOICES_S,
        keep_choices=KEEP_CHOICES_DAYS,
        previews_allowed=previewing.allowed(services(), pages.caller().node_id),
        **identity.context(),
    )


@blueprint.post("/console/settings/identity")
@takes(Token.CONSOLE, admin=True, changes=True)
def save_identity() -> flask.Response:
    """Prove and store a credential; in a wizard, go on where it waited."""
    flow = flask.request.form.get("flow", "")
    try:
        stored = identity.check_and_save()
    except Refusal as refusal:
        return _identity_again(flow, refusal)
    if flow in _WIZARDS:
        return _WIZARDS[flow](flask.request.form.get("back_to", ""))
    if flow == "connections":
        response = connections.whole_tab(stored)
        response.headers["HX-Retarget"] = "#app"
        response.headers["HX-Reswap"] = "innerHTML"
        return response
    response = pages.fragment("settings/identity.html", **identity.context(identity=stored, open_form=False))
    return pages.tell(response, toast="Sync identity checked and stored")


@blueprint.post("/console/settings/identity/recheck")
@takes(Token.CONSOLE, admin=True)
def recheck() -> flask.Response:
    """Ask the tracker again what the stored credential may do."""
    checked = sync_identity.recheck(services(), pages.caller())
    context = identity.context(identity=checked, open_form=checked.state != "working")
    found = pages.fragment("settings/identity.html", **context)
    return found if checked.state == "rejected" else pages.tell(found, toast="Permissions checked")


@blueprint.get("/console/settings/identity/consent")
@takes(Token.CONSOLE, admin=True)
def consent() -> flask.Response:
    """The link to Microsoft's consent page, or why there is none for this organization."""
    return pages.fragment("identity/consent_link.html", consent=sync_identity.consent(services(), pages.caller()))


@blueprint.post("/console/settings/discovery")
@takes(Token.CONSOLE, admin=True, changes=True)
def discovery() -> flask.Response:
    """Whether partners on this deployment find this instance by its tracker URL."""
    allow = flask.request.form.get("allow") == "1"
    node.set_discovery(services(), pages.caller(), allow)
    return pages.tell(pages.nothing(), toast="Partners can find you by URL" if allow else "Only the node URL works now")


@blueprint.post("/console/settings/polling")
@takes(Token.CONSOLE, admin=True, changes=True)
def polling() -> flask.Response:
    """How often missed changes are looked for."""
    seconds = flask.request.form.get("seconds", default=0, type=whole)
    node.set_poll_interval(services(), pages.caller(), seconds)
    return pages.tell(pages.nothing(), toast="Saved")


@blueprint.post("/console/settings/mapping")
@takes(Token.CONSOLE, admin=True, changes=True)
def mapping() -> flask.Response:
    """How long pairs and replicas stay after the app was uninstalled."""
    node.set_keep_mapping(services(), pages.caller(), flask.request.form.get("days", default=0, type=whole))
    return pages.tell(pages.nothing(), toast="Saved")


@blueprint.post("/console/settings/previews")
@takes(Token.CONSOLE, admin=True, changes=True)
def previews() -> flask.Response:
    """Whether partners may ask what their changes would do here."""
    allow = flask.request.form.get("allow") == "1"
    previewing.set_allowed(services(), pages.caller(), allow)
    words = "Partners may preview what their changes would do here" if allow else "Partners can no longer preview"
    return pages.tell(pages.nothing(), toast=words)


@blueprint.get("/console/settings/slug")
@takes(Token.CONSOLE, admin=True)
def ask_slug() -> flask.Response:
    """The question before the node URL changes."""
    return pages.fragment("settings/slug.html")


@blueprint.post("/console/settings/slug")
@takes(Token.CONSOLE, admin=True, changes=True)
def change_slug() -> flask.Response:
    """A new node URL; existing connections follow, invitations that name the old one do not."""
    node.change_slug(services(), pages.caller())
    return pages.done("Node URL changed", "settings-changed")


@blueprint.get("/console/settings/addresses")
@takes(Token.CONSOLE, admin=True)
def addresses() -> flask.Response:
    """The addresses as they are now."""
    return pages.fragment("settings/addresses.html", settings=known.settings())


def _identity_again(flow: str, refusal: Refusal) -> flask.Response:
    described = sync_identity.describe(services(), pages.caller().node_id)
    context = {
        "flow": flow,
        "back_to": flask.request.form.get("back_to", ""),
        "identity": described,
        "form": identity.typed(),
        "faults": identity.faults_of(refusal),
        "refusal": None if refusal.field else refusal,
    }
    if flow in _WIZARDS:
        known = {"flow", "back_to", "token", "secret", "certificate", *identity.FIELDS}
        carried = {name: value for name, value in flask.request.form.items() if name not in known}
        return pages.fragment("identity/step.html", pages.UNPROCESSABLE, carried=carried, **context)
    if flow == "connections":
        return pages.fragment("identity/card.html", pages.UNPROCESSABLE, **context)
    return pages.fragment("settings/identity.html", pages.UNPROCESSABLE, open_form=True, **context)
