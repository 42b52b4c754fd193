"""The form of the sync identity (Azure DevOps): in General settings, on Connections, and as first step of the wizards."""

from datetime import UTC, date, datetime
from typing import Any

import flask

from addon.console import pages
from addon.console.configuration import services
from addon.nodes import sync_identity
from addon.nodes.refusals import Refusal

FIELDS = ("credential", "expires_on", "tenant", "client_id")  # secrets are never sent back to a page


def identity_step(
    flow: str, carried: dict[str, str], *, refusal: Refusal | None = None, back_to: str = ""
) -> flask.Response:
    """The form as a screen of a wizard, with what was typed so far carried along."""
    return pages.fragment(
        "identity/step.html",
        pages.UNPROCESSABLE if refusal else 200,
        flow=flow,
        back_to=back_to,
        carried=carried,
        identity=sync_identity.describe(services(), pages.caller().node_id),
        form=typed(),
        faults={},
        refusal=refusal,
    )


def typed() -> dict[str, str]:
    """What the form held, without its secrets."""
    return {name: flask.request.form.get(name, "") for name in FIELDS}


def check_and_save() -> sync_identity.SyncIdentity:
    """Prove and store what the form holds; raises `Refusal` with the field that is to blame."""
    form = flask.request.form
    person = pages.caller()
    if form.get("credential") == "entra":
        return sync_identity.check_and_save_entra(
            services(),
            person,
            tenant=form.get("tenant", "").strip(),
            client_id=form.get("client_id", "").strip(),
            secret=form.get("secret", "").strip(),
            certificate=form.get("certificate", "").strip(),
            expires_on=_day(form.get("expires_on", "")),
        )
    expires = _day(form.get("expires_on", ""))
    if not form.get("token", "").strip():
        raise Refusal("token_missing", "Paste the access token.", field="token")
    if expires is None:
        raise Refusal("expiry_missing", "Enter the date that Azure DevOps showed when you created it.", "expires_on")
    return sync_identity.check_and_save_pat(services(), person, token=form["token"].strip(), expires_on=expires)


def faults_of(refusal: Refusal) -> dict[str, str]:
    """The refusal beside its field."""
    return {refusal.field: refusal.message} if refusal.field else {}


def _day(text: str) -> int | None:
    """A date field as the last millisecond of that day in UTC."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return int(datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC).timestamp() * 1000)


def context(**more: Any) -> dict[str, Any]:
    """What the templates of the form need."""
    return {"form": typed(), "faults": {}, "refusal": None, **more}
