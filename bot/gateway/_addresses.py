"""Which addresses are Slack's: nothing else is called, and the token goes nowhere else."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

_SLACKS = (".slack.com", ".slack-gov.com")


@dataclass(frozen=True, slots=True)
class Addresses:
    """`api` is the configured base of the Web API."""

    api: str

    @property
    def local(self) -> bool:
        return _is_loopback(urlsplit(self.api).hostname or "")

    def holds_files(self, url: str) -> bool:
        return self._is_safe(url) and self._host(url) in {self._host(self.api), "files.slack.com"}

    def takes_responses(self, url: str) -> bool:
        host = self._host(url)
        return self._is_safe(url) and (host == self._host(self.api) or host.endswith(_SLACKS))

    def _is_safe(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or ""))

    def _host(self, url: str) -> str:
        return (urlsplit(url).hostname or "").lower()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
