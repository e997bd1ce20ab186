"""A person whose company was typed in words: linked to the one contact that is called so, or asked which of several."""

from collections.abc import Sequence
from dataclasses import replace

from bot.crm import contacts
from bot.crm._work import Work
from bot.model.changes import ROLE, YES
from bot.model.contacts import ContactKind, Found
from bot.model.drafts import Draft
from bot.parse._form import lines_of

LINKED = "linked"  # among a draft's values: the company to which its words were linked
UNLINKED = "unlinked"  # and the words that mean none of those who are called so


async def with_employer(work: Work, draft: Draft) -> tuple[Draft, Sequence[Found]]:
    """The draft with its employer, where one company has the name that was typed; those to choose from, where several
    have it."""
    if not _names_one(draft):
        return draft, ()
    found = await contacts.companies_called(work, draft.values["company"])
    return (linked(draft, found[0]), ()) if len(found) == 1 else (draft, found)


def linked(draft: Draft, company: Found) -> Draft:
    chosen = {"employer": str(company.id), "company": company.name, LINKED: str(company.id)}
    return replace(draft, values=draft.values | chosen)


def unlinked(draft: Draft) -> Draft:
    return replace(draft, values=draft.values | {UNLINKED: draft.values.get("company", "")})


def is_linked(draft: Draft) -> bool:
    return LINKED in draft.values and draft.values[LINKED] == draft.values.get("employer")


def _names_one(draft: Draft) -> bool:
    """Whether a company is said in words alone; of whoever is edited, where it matters now and did not before.

    Whoever takes the employer out leaves its name in the words.
    """
    values, base = draft.values, draft.base
    company = values.get("company", "").strip()
    if not company or values.get("employer") or values.get("kind") == ContactKind.COMPANY:
        return False
    if company == values.get(UNLINKED, "").strip() or "employer" in base:
        return False
    return draft.subject is None or company != base.get("company", "") or _has_new_place(draft)


def _has_new_place(draft: Draft) -> bool:
    """A role in their company, or being its main person, that they had not."""
    roles = {f"{ROLE}{line}" for line in lines_of(draft.values.get("roles", ""))}
    is_made_main = draft.values.get("main_person") == YES and "main_person" not in draft.base
    return is_made_main or bool(roles - draft.base.keys())
