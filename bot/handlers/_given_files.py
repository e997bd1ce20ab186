"""The files of a form while it is open: those of a message or of an earlier edition, to be ticked, and those just
chosen. Notes and reminders have them; an input for files is empty in a form that is drawn anew."""

from dataclasses import replace

from bot.handlers._ask import Ask
from bot.handlers._contact_form import new_edition
from bot.model.drafts import Draft
from bot.model.files import Given, from_text, to_text
from bot.parse._form import chosen_in, lines_of
from bot.parse.slack_files import Held, chosen

# Among a draft's values: those to be ticked, how many of a message's cannot be had, those in the input for files.
HELD, LOST, CHOSEN = "held", "lost", chosen_in("files")


def of_message(held: Held) -> dict[str, str]:
    """The values of a draft, with all that a message holds ticked."""
    origins = "\n".join(each.origin for each in held.files)
    return {"kept": origins, HELD: to_text(held.files), LOST: str(held.gone)}


def chosen_files(ask: Ask) -> dict[str, str]:
    """Slack keeps what was chosen while the form is on the screen; should that be left, the draft knows: `left_in`."""
    return {CHOSEN: to_text(chosen(ask.state, "files"))}


def given_in(draft: Draft, ask: Ask) -> list[Given]:
    """The files to take: those of a message, or of an earlier edition, that are ticked, and those just chosen."""
    ticked = lines_of(draft.values.get("kept", ""))
    held = [each for each in from_text(draft.values.get(HELD, "")) if each.origin in ticked]
    return [*held, *chosen(ask.state, "files")]


def taken_up(draft: Draft, ask: Ask) -> Draft:
    """For another edition of the form, whose input for files is empty: what was chosen is among the files to keep."""
    given = chosen(ask.state, "files")
    if not given:
        return new_edition(draft)
    held = to_text((*from_text(draft.values.get(HELD, "")), *given))
    kept = "\n".join((*lines_of(draft.values.get("kept", "")), *(each.origin for each in given)))
    return new_edition(replace(draft, values=draft.values | {HELD: held, "kept": kept, CHOSEN: ""}))


def left_in(draft: Draft) -> Draft:
    """A form that was left: what its input for files held when it was last heard of is among the files to keep."""
    held = from_text(draft.values.get(HELD, ""))
    known = {each.origin for each in held}
    given = [each for each in from_text(draft.values.get(CHOSEN, "")) if each.origin not in known]
    kept = "\n".join((*lines_of(draft.values.get("kept", "")), *(each.origin for each in given)))
    values = draft.values | {HELD: to_text((*held, *given)), "kept": kept, CHOSEN: ""}
    return new_edition(replace(draft, values=values))


def still_kept(draft: Draft, *, before: list[str], stored: list[str]) -> str:
    """What is ticked on top of what somebody else made of it: files that they added stay, whatever was ticked."""
    ticked = lines_of(draft.values.get("kept", ""))
    unticked = {*before} - {*ticked}
    kept = [each for each in stored if each not in unticked]
    return "\n".join([*kept, *(line for line in ticked if not line.isdigit())])


def waiting_in(draft: Draft) -> list[tuple[str, str]]:
    """Those to be ticked, by what stands for them in the form, and by name."""
    return [(each.origin, each.name) for each in from_text(draft.values.get(HELD, ""))]
