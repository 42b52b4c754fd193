"""No style without a page: what no template, script or sentence names is dead weight, and hides what is missing."""

import re
from pathlib import Path

import addon.console

CONSOLE = Path(addon.console.__file__).parent
OF_THE_EDITOR = "cm-"
"""Names that CodeMirror gives."""


def test_each_class_of_the_stylesheets_is_used_somewhere() -> None:
    pages = [*CONSOLE.glob("templates/**/*.html"), *CONSOLE.glob("frontend/*.ts"), *CONSOLE.rglob("*.py")]
    used = "\n".join(page.read_text() for page in pages)
    put_together = set(re.findall(r"([\w-]+?)--(?:\{[{%]|\$\{|[\"'])", used))  # `loz--{{ kind }}`
    unused = []
    for sheet in sorted(CONSOLE.glob("frontend/styles/*.css")):
        plain = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
        for name in sorted(set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"\{[^{}]*\}", "{}", plain)))):
            base, _, variant = name.partition("--")
            if name.startswith(OF_THE_EDITOR) or (variant and base in put_together):
                continue
            if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", used):
                unused.append(f"{sheet.name}: {name}")
    assert unused == []
