"""A form on what somebody else changed meanwhile: what nobody touched in it is theirs, what was typed stays."""

from collections.abc import Mapping
from dataclasses import replace

from bot.model.changes import Flat
from bot.model.drafts import Draft


def redrawn(
    draft: Draft, *, mine: Flat, stored: Flat, shown: Mapping[str, str], inputs: Mapping[str, tuple[str, ...]]
) -> Draft:
    """The draft on what is `stored` now, so that saving it once more changes what was typed into it alone.

    `mine` is what it asks for, `shown` what a form that opens now would show. `inputs` are the inputs of a field that
    are to stay as they are once one of them was touched, where it has others than the one of its name.
    """
    touched = [field for field in {**draft.base, **mine} if mine.get(field) != draft.base.get(field)]
    stay = {name for field in touched for name in inputs.get(field, (field,))}
    fresh = {name: text for name, text in shown.items() if name not in stay}
    return replace(draft, base=dict(stored), values=draft.values | fresh)
