"""What every host page shares: who looks at it, light or dark, and the bar that switches both.

The choice lives in cookies of the simulated site (named after site kind and port, because browsers keep one
cookie jar for all ports of a host). The bar is not part of the product that is simulated and says so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, Flask, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.wrappers import Response

SCHEMES = ("light", "dark")


@dataclass(frozen=True)
class Choice:
    """One entry of *View as*."""

    value: str
    label: str


@dataclass(frozen=True)
class View:
    """Who looks at a page and how."""

    user: str
    """The value of a `Choice`."""
    scheme: str
    """light or dark."""
    clipboard: bool
    """Whether app frames get the clipboard permission."""


class Chrome:
    """The switcher of one simulated site; `choices` is asked again for every page."""

    def __init__(self, product: str, choices: Callable[[], Sequence[Choice]]) -> None:
        self._product = product
        self._choices = choices

    def view(self) -> View:
        """The choices in the cookies of the present request; the first user, light, clipboard by default."""
        known = [choice.value for choice in self.choices()]
        user = request.cookies.get(self._cookie("user"), "")
        scheme = request.cookies.get(self._cookie("scheme"), "")
        return View(
            user=user if user in known else (known[0] if known else ""),
            scheme=scheme if scheme in SCHEMES else "light",
            clipboard=request.cookies.get(self._cookie("clipboard")) != "no",
        )

    def choices(self) -> Sequence[Choice]:
        """The people to look as; asked once per request, a page needs them many times."""
        found: Sequence[Choice] | None = g.get("simulator_choices")
        if found is None:
            found = g.simulator_choices = self._choices()
        return found

    def bar(self) -> Markup:
        """The HTML of the bar; put it first into the body and link `chrome.stylesheet`."""
        return Markup(  # noqa: S704 - Jinja escaped it
            render_template("simulator_bar.html", product=self._product, view=self.view(), choices=self.choices())
        )

    def attach(self, app: Flask) -> None:
        """Add the bar's template, stylesheet and `POST /__view__`; templates may call `simulator_bar()`."""
        views = Blueprint(
            "chrome",
            __name__,
            template_folder="templates",
            static_folder="static",
            static_url_path="/__simulator__/static",
        )

        @views.post("/__view__")
        def change_view() -> ResponseReturnValue:
            back = urlsplit(request.form.get("back") or "/")
            answer: Response = redirect(back.path + (f"?{back.query}" if back.query else ""), 303)
            for name in ("user", "scheme", "clipboard"):
                if name in request.form:
                    answer.set_cookie(self._cookie(name), request.form[name], samesite="Lax")
            return answer

        app.register_blueprint(views)
        app.jinja_env.globals["simulator_bar"] = self.bar

    def _cookie(self, name: str) -> str:
        port = urlsplit(request.host_url).port or 80
        return f"{self._product.lower().replace(' ', '_')}_{port}_{name}"
