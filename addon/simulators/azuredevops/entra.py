"""The Entra tenant behind an organization: OpenID discovery and tokens for applications.

Knows the client credentials grant with a secret or with an assertion signed by the application's certificate.
The discovery document names https addresses although this server speaks http, because msal accepts nothing
else: a client on loopback gives msal an `http_client` that turns them into http.
"""

import base64
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import jwt
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from flask import Blueprint, Response, jsonify, redirect, render_template_string, request
from flask.typing import ResponseReturnValue

from .identifiers import is_guid, stable_id, written
from .organization import Application, Directory, Organization

RESOURCE = "499b84ac-1321-427f-aa17-267ca6975798"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LIFETIME = timedelta(minutes=65)
CONSENT_PAGE = """<!DOCTYPE html><html lang="en"><head><title>Permissions requested</title></head><body>
<h1>Permissions requested</h1>
<p>{{ application.name }} wants to be used in the tenant of {{ organization.name }}.</p>
<form method="post"><button name="answer" value="accept">Accept</button>
<button name="answer" value="cancel">Cancel</button></form></body></html>"""


class Refused(Exception):
    """An OAuth error with its AADSTS number."""

    def __init__(self, error: str, number: int, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.error, self.number, self.words, self.status = error, number, words, status


def register(organization: Organization, directory: Directory, application: Application) -> Application:
    """Make an application known; its own tenant is the organization's unless others are named."""
    application.tenants = application.tenants or [organization.tenant_id]
    directory.applications[application.client_id.lower()] = application
    return application


def principal_id(application: Application, tenant_id: str) -> str:
    """Object id of the application's service principal in a tenant."""
    return stable_id("service-principal", application.client_id.lower(), tenant_id)


def add_to_organization(organization: Organization, application: Application, role: str = "member") -> str:
    """What an administrator does under Users: let the service principal in. Returns its identity id."""
    identifier = principal_id(application, organization.tenant_id)
    unique = f"{organization.tenant_id}\\{application.client_id}"
    organization.people.add(application.name, unique, role, kind="service-principal", id=identifier)
    return identifier


def entra_blueprint(organization: Organization, directory: Directory) -> Blueprint:
    """Routes of the authority `{address}/{tenant}`."""
    entra = Blueprint("entra", __name__)

    @entra.errorhandler(Refused)
    def refused(error: Refused) -> ResponseReturnValue:
        moment = written(organization.clock.now())
        text = f"AADSTS{error.number}: {error.words} Trace ID: {organization.account_id} Timestamp: {moment}"
        body = {
            "error": error.error,
            "error_description": text,
            "error_codes": [error.number],
            "timestamp": moment,
            "trace_id": organization.account_id,
            "correlation_id": organization.instance_id,
        }
        return jsonify(body), error.status

    @entra.get("/<tenant>/v2.0/.well-known/openid-configuration")
    @entra.get("/<tenant>/.well-known/openid-configuration")
    def discovery(tenant: str) -> ResponseReturnValue:
        tenant = _tenant(organization, tenant)
        base = f"https://{request.host}/{tenant}"
        return jsonify(
            token_endpoint=f"{base}/oauth2/v2.0/token",
            token_endpoint_auth_methods_supported=["client_secret_post", "private_key_jwt", "client_secret_basic"],
            jwks_uri=f"{base}/discovery/v2.0/keys",
            response_modes_supported=["query", "fragment", "form_post"],
            subject_types_supported=["pairwise"],
            id_token_signing_alg_values_supported=["RS256"],
            response_types_supported=["code", "id_token", "code id_token", "id_token token"],
            scopes_supported=["openid", "profile", "email", "offline_access"],
            issuer=f"{base}/v2.0",
            authorization_endpoint=f"{base}/oauth2/v2.0/authorize",
            device_authorization_endpoint=f"{base}/oauth2/v2.0/devicecode",
            tenant_region_scope="EU",
        )

    @entra.route("/<tenant>/adminconsent", methods=["GET", "POST"])
    def admin_consent(tenant: str) -> ResponseReturnValue:
        """An administrator of the tenant lets an application in; the answer goes to `redirect_uri`."""
        application = directory.applications.get(request.values.get("client_id", "").lower())
        back = request.values.get("redirect_uri", "")
        if application is None or not back.startswith(("http://", "https://")):
            return Response("AADSTS700016: The application was not found.", 400, content_type="text/plain")
        if request.method == "GET":
            return render_template_string(CONSENT_PAGE, application=application, organization=organization)
        query = {"state": request.values.get("state", ""), "tenant": organization.tenant_id}
        if request.form.get("answer") == "accept":
            if organization.tenant_id not in application.tenants:
                application.tenants.append(organization.tenant_id)
            query["admin_consent"] = "True"
        else:
            query |= {"error": "access_denied", "error_description": "AADSTS65004: User declined to consent."}
        return redirect(f"{back}{'&' if '?' in back else '?'}{urlencode(query)}", 303)

    @entra.get("/common/discovery/instance")
    def instance() -> ResponseReturnValue:
        host = request.host
        endpoint = f"{request.host_url}{organization.tenant_id}/v2.0/.well-known/openid-configuration"
        clouds = [{"preferred_network": host, "preferred_cache": host, "aliases": [host]}]
        return jsonify(tenant_discovery_endpoint=endpoint, metadata=clouds)

    @entra.get("/<tenant>/discovery/v2.0/keys")
    def keys(tenant: str) -> ResponseReturnValue:
        _tenant(organization, tenant)
        return jsonify(keys=[])

    @entra.post("/<tenant>/oauth2/v2.0/token")
    def token(tenant: str) -> ResponseReturnValue:
        tenant = _tenant(organization, tenant)
        response = jsonify(_grant(organization, directory, tenant))
        response.headers["Cache-Control"] = "no-store"
        return _plain(response)

    return entra


def _plain(response: Response) -> Response:
    response.headers["P3P"] = 'CP="DSP CUR OTPi IND OTRi ONL FIN"'
    return response


def _tenant(organization: Organization, tenant: str) -> str:
    if tenant.lower() != organization.tenant_id:
        word = "is not found" if is_guid(tenant) else "is neither a valid DNS name nor a valid external domain"
        raise Refused("invalid_request", 90002, f"Tenant '{tenant}' {word}.")
    return organization.tenant_id


def _grant(organization: Organization, directory: Directory, tenant: str) -> dict[str, Any]:
    form = request.form
    if form.get("grant_type") != "client_credentials":
        raise Refused("unsupported_grant_type", 70003, "The app requested an unsupported grant type.")
    client_id, secret = form.get("client_id", ""), form.get("client_secret")
    header = request.headers.get("Authorization", "")
    if header.lower().startswith("basic "):
        client_id, _, secret = base64.b64decode(header[6:]).decode().partition(":")
    application = directory.applications.get(client_id.lower())
    if application is None or tenant not in application.tenants:
        raise Refused(
            "unauthorized_client",
            700016,
            f"Application with identifier '{client_id}' was not found in the directory '{tenant}'.",
        )
    _prove(application, secret, form.get("client_assertion"), form.get("client_assertion_type"))
    scope = form.get("scope", "")
    if RESOURCE + "/.default" not in scope.split():
        raise Refused(
            "invalid_scope",
            1002012,
            f"The provided value for scope {scope} is not valid. Client credential flows must have a scope value "
            "with /.default suffixed to the resource identifier.",
        )
    issued = organization.credentials.issue(
        "entra", principal_id(application, tenant), lifetime=LIFETIME, name=application.name
    )
    seconds = int(LIFETIME.total_seconds())
    return {
        "token_type": "Bearer",
        "expires_in": seconds,
        "ext_expires_in": seconds,
        "access_token": issued.secret,
    }


def _prove(application: Application, secret: str | None, assertion: str | None, kind: str | None) -> None:
    if secret is not None and assertion is None:
        if secret not in application.secrets:
            raise Refused(
                "invalid_client",
                7000215,
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret "
                f"value, not the client secret ID, for a secret added to app '{application.client_id}'.",
                401,
            )
        return
    if assertion is None or kind != ASSERTION_TYPE:
        raise Refused(
            "invalid_client",
            7000218,
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
            401,
        )
    for pem in application.certificates:
        try:
            claims = jwt.decode(
                assertion,
                _public_key(pem),
                algorithms=["RS256", "PS256"],
                options={"verify_aud": False, "require": ["exp", "iss", "sub"]},
            )
        except jwt.PyJWTError:
            continue
        good_audience = str(claims.get("aud", "")).endswith("/oauth2/v2.0/token")
        if claims["iss"] == claims["sub"] == application.client_id and good_audience:
            return
    raise Refused(
        "invalid_client",
        700027,
        "The certificate with identifier used to sign the client assertion is not registered on application. "
        f"[Reason - The key was not found., Client app ID: {application.client_id}.]",
        401,
    )


def _public_key(pem: str) -> Any:
    if "BEGIN CERTIFICATE" in pem:
        return x509.load_pem_x509_certificate(pem.encode()).public_key()
    return load_pem_public_key(pem.encode())
