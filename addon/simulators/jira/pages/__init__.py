"""Host pages: what people see in the product, with real Connect frames for apps."""

from flask import Flask

from ...npm import NpmFiles
from ..site import JiraSite


def attach(app: Flask, site: JiraSite, npm: NpmFiles) -> None:
    pass
