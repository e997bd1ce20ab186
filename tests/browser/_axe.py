"""What axe-core, the usual judge of accessible pages, finds wrong with what stands on a page now."""

from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]  # the package has no types
from playwright.async_api import Page

_GRAVE = ("serious", "critical")


async def grave_findings(page: Page) -> list[str]:
    """One line a finding: the rule, and the first places that break it."""
    results = await Axe().run(page)
    return [
        f"{found['id']} ({found['impact']}): {_places(found['nodes'])}"
        for found in results.response["violations"]
        if found["impact"] in _GRAVE
    ]


def _places(nodes: list[dict[str, str]]) -> str:
    return " | ".join(node["html"][:160] for node in nodes[:3])
