from collections.abc import Iterator

import pytest

from addon.simulators.jira import JiraSite, seed, serve
from addon.simulators.jira.connect.lifecycle import install
from tests.unit.simulators.jira.tiny_app import TinyApp


@pytest.fixture
def site() -> Iterator[JiraSite]:
    """A served site with demo data; its address is `site.base_url`."""
    site = seed.demo(JiraSite())
    with serve(site):
        yield site
    site.close()


@pytest.fixture
def tiny() -> Iterator[TinyApp]:
    app = TinyApp().start()
    yield app
    assert app.server is not None
    app.server.stop()


@pytest.fixture
def installed(site: JiraSite, tiny: TinyApp) -> TinyApp:
    """The tiny app, installed and told so."""
    install(site, tiny.descriptor_url, seed.ADMIN)
    assert site.bench.deliveries.settle()
    return tiny
