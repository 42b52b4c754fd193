"""The form of the sync identity (Azure DevOps): in General settings, on Connections, as first step of the wizards."""

from typing import Any

import flask

from addon.console import pages
from addon.console.configuration import services
from addon.nodes import sync_identity
from addon.nodes.refusals import Refusal
from addon.platforms import pem

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
        private_key, certificate = _pem_parts(form.get("certificate", ""))
        return sync_identity.check_and_save_entra(
            services(),
            person,
            tenant=form.get("tenant", ""),
            client_id=form.get("client_id", ""),
            secret=form.get("secret", ""),
            private_key=private_key,
            certificate=certificate,
            expires_on=form.get("expires_on", ""),
        )
    if form.get("credential") == "consent":
        return sync_identity.check_and_save_consent(services(), person)
    return sync_identity.check_and_save_pat(
        services(), person, token=form.get("token", ""), expires_on=form.get("expires_on", "")
    )


def faults_of(refusal: Refusal) -> dict[str, str]:
    """The refusal beside its field."""
    return {refusal.field: refusal.message} if refusal.field else {}


def _pem_parts(text: str) -> tuple[str, str]:
    """Private key and certificates out of one pasted PEM text; raises `Refusal` naming the missing half."""
    private_key, certificate = pem.halves(text)
    if text.strip() and not (private_key and certificate):
        missing = "private key" if certificate else "certificate"
        raise Refusal("certificate_incomplete", f"The {missing} is missing. Paste both, as PEM text.", "certificate")
    return private_key, certificate


def context(**more: Any) -> dict[str, Any]:
    """What the templates of the form need."""
    return {"form": typed(), "faults": {}, "refusal": None, **more}
