"""The service that draws, seen from here."""

import logging
from urllib.parse import quote

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

from vitrine.settings import Settings

_LARGEST = 100_000
_log = logging.getLogger(__name__)


class Portraits:
    """Asks for drawings; neither waits long nor tries twice."""

    def __init__(self, settings: Settings) -> None:
        self._address = f"http://{settings.portraits_domain}:{settings.portraits_port}/portrait/"
        self._http = PoolManager(maxsize=8, retries=False, timeout=Timeout(total=2))

    def draw(self, name: str) -> bytes | None:
        """The SVG picture of a name; None when the service fails, or answers something else."""
        try:
            answer = self._http.request("GET", f"{self._address}{quote(name, safe='')}.svg")
        except HTTPError as error:
            _log.warning("Portraits: %s", error)
            return None
        kind = answer.headers.get("Content-Type", "")
        if answer.status != 200 or not kind.startswith("image/svg+xml") or len(answer.data) > _LARGEST:
            _log.warning("Portraits: %s, %s, %d octets", answer.status, kind, len(answer.data))
            return None
        return answer.data
