"""Files that were uploaded, linked or not; in pieces or at once."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from .errors import VendorError, bad_argument
from .identifiers import stable_id

LARGEST = 60 * 1024 * 1024
RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


@dataclass
class StoredFile:
    id: str
    name: str
    content: bytearray = field(default_factory=bytearray)
    total: int | None = None
    """Announced length of an upload in pieces; None before the first piece."""
    complete: bool = True
    project_id: str | None = None
    by: str = ""
    at: datetime | None = None


class Attachments:
    """The organization's store of files, by id."""

    def __init__(self, largest: int = LARGEST) -> None:
        self.largest = largest
        self._files: dict[str, StoredFile] = {}

    def add(self, name: str, content: bytes, *, project_id: str | None, by: str, at: datetime) -> StoredFile:
        if len(content) > self.largest:
            raise self._too_large()
        stored = self._new(name, project_id, by, at)
        stored.content.extend(content)
        stored.total = len(content)
        return stored

    def begin(self, name: str, *, project_id: str | None, by: str, at: datetime) -> StoredFile:
        """Register an upload in pieces."""
        stored = self._new(name, project_id, by, at)
        stored.complete = False
        return stored

    def append(self, identifier: str, content: bytes, content_range: str) -> StoredFile:
        """Add a piece; pieces come in order and say where they belong (`bytes a-b/total`)."""
        stored = self.get(identifier)
        match = RANGE.fullmatch(content_range.strip())
        if match is None:
            raise bad_argument("The Content-Range header is missing or malformed.")
        first, last, total = (int(number) for number in match.groups())
        if total > self.largest:
            raise self._too_large()
        if stored.complete or first != len(stored.content) or last - first + 1 != len(content):
            raise VendorError(
                416, "AttachmentRangeException", "The range of the piece does not follow the stored ones."
            )
        stored.total = total
        stored.content.extend(content)
        stored.complete = len(stored.content) >= total
        return stored

    def get(self, identifier: str) -> StoredFile:
        found = self._files.get(identifier.lower())
        if found is None:
            raise VendorError(
                404, "AttachmentNotFoundException", f"TF237090: Does not exist or access is denied: {identifier}."
            )
        return found

    def remove(self, identifier: str) -> None:
        self._files.pop(self.get(identifier).id)

    def find_url(self, url: str) -> StoredFile | None:
        """The file that an attachment address names."""
        match = re.search(r"/attachments/([0-9a-fA-F-]{36})", url)
        return self._files.get(match[1].lower()) if match else None

    def _new(self, name: str, project_id: str | None, by: str, at: datetime) -> StoredFile:
        identifier = stable_id("attachment", str(len(self._files)), name, at.isoformat())
        stored = StoredFile(identifier, name, project_id=project_id, by=by, at=at)
        self._files[identifier] = stored
        return stored

    def _too_large(self) -> VendorError:
        return VendorError(
            400,
            "AttachmentSizeExceededException",
            f"TF237082: The file you are trying to upload exceeds the supported file upload size "
            f"({self.largest // (1024 * 1024)} MB).",
        )
