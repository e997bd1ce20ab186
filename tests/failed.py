"""Names the tests that failed in the last run; an error where there are none, or more than by accident."""

import json
import sys
from pathlib import Path

_KEPT = Path(__file__).parents[1] / ".pytest_cache/v/cache/lastfailed"
_MOST = 5


def main() -> int:
    failed = list(json.loads(_KEPT.read_text())) if _KEPT.exists() else []
    sys.stdout.write("\n  ".join(["Failed once:", *failed[:_MOST]]) + "\n")
    return 0 if 0 < len(failed) <= _MOST else 1


if __name__ == "__main__":
    sys.exit(main())
