"""Browser files of npm packages, served from where the build put them."""

from pathlib import Path

from flask import Response, send_from_directory

BUILD_COMMAND = "make assets"


class NpmFiles:
    """Serves files below a `node_modules` folder; says which command makes the folder when it is absent."""

    def __init__(self, folder: Path | None = None, build_command: str = BUILD_COMMAND) -> None:
        self.folder = (folder or Path("build/npm/node_modules")).resolve()
        self.build_command = build_command

    def missing(self, *names: str) -> list[str]:
        """Those of the named files that are not there."""
        return [name for name in names if not (self.folder / name).is_file()]

    def answer(self, name: str) -> Response:
        """The named file (for example `jquery/dist/jquery.js`), or 503 with the command that installs it."""
        if self.missing(name):
            return Response(self.advice(name), 503, content_type="text/plain; charset=utf-8")
        return send_from_directory(self.folder, name, max_age=3600)

    def advice(self, *names: str) -> str:
        """One sentence for a person who opened a page without the files."""
        return f"This page needs {', '.join(names)} from npm, which is not in {self.folder}. Run: {self.build_command}"
