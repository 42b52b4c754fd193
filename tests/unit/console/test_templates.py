"""What holds for every template, stylesheet and script of the console."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.rings import ROOT

CONSOLE = ROOT / "addon" / "console"
TEMPLATES = sorted((CONSOLE / "templates").rglob("*.html"))
STYLES = sorted((CONSOLE / "frontend" / "styles").glob("*.css"))
EACH_TEMPLATE = pytest.mark.parametrize(
    "file", TEMPLATES, ids=lambda file: str(file.relative_to(CONSOLE / "templates"))
)


def test_there_are_templates_and_styles() -> None:
    assert len(TEMPLATES) > 30
    assert len(STYLES) >= 8


@EACH_TEMPLATE
def test_no_template_has_inline_code_or_switches_escaping_off(file: Path) -> None:
    text = file.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\son[a-z]+=", text)
    assert "hx-on" not in text
    assert "javascript:" not in text
    assert not re.search(r"\|\s*safe\b|autoescape", text)
    assert not re.search(r'\sstyle="', text)


@EACH_TEMPLATE
def test_every_icon_that_a_template_uses_is_in_the_sprite(file: Path) -> None:
    sprite = (CONSOLE / "templates" / "console" / "sprite.html").read_text()
    text = file.read_text()
    used = set(re.findall(r'icon\("([a-z]+)"', text)) | set(re.findall(r'href="#i-([a-z]+)"', text))
    assert {name for name in used if f'id="i-{name}"' not in sprite} == set()


@EACH_TEMPLATE
def test_a_request_says_its_target_because_nothing_is_inherited(file: Path) -> None:
    for tag in re.findall(r"<[a-z]+[^<>]*\bhx-(?:get|post)=[^<>]*>", file.read_text()):
        assert "hx-target=" in tag or 'hx-swap="none"' in tag, tag


@EACH_TEMPLATE
def test_no_template_says_please_or_oops(file: Path) -> None:
    words = re.sub(r"\{[{%#].*?[}%#]\}|<[^>]+>", " ", file.read_text(), flags=re.S)
    assert not re.search(r"\b(please|oops|successfully|invalid|cancelled|licence)\b", words, re.I)


@pytest.mark.parametrize("file", [file for file in STYLES if file.name != "themes.css"], ids=lambda file: file.name)
def test_only_the_themes_name_colors_fonts_and_host_variables(file: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.S)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?!\s*\{)|\brgba?\(|\bhsla?\(|--ds-|--palette-", text)


@pytest.mark.node
def test_the_scripts_have_no_type_error() -> None:
    compiler = ROOT / "build" / "npm" / "node_modules" / "typescript" / "bin" / "tsc"
    result = subprocess.run(
        ["node", compiler, "--noEmit", "-p", CONSOLE / "frontend"],
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert result.returncode == 0, result.stdout
