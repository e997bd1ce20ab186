"""A stand-in for Slack with a web page: any Slack app can be pointed at it. It knows nothing of the app."""

from .options import SandboxOptions
from .server import Sandbox, serve
from .visitor import Visitor

__all__ = ["Sandbox", "SandboxOptions", "Visitor", "serve"]
