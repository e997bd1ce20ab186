"""An admin and their team at the lists and the custom fields, in either language."""

from collections.abc import Callable

from bot.model.ids import MemberId
from bot.model.members import Role, Viewer
from tests.journeys._contacts import turns
from tests.journeys._person import Person
from tests.journeys._shown import Form
from tests.journeys._slack import Workspace

IN_FRENCH = {
    "/crm lists": "/crm listes",
    "Groups": "Groupes",
    "New group": "Nouveau groupe",
    "Name": "Nom",
    "Move up": "Monter",
    "Move down": "Descendre",
    "Rename…": "Renommer…",
    "Rename": "Renommer",
    "Delete…": "Supprimer…",
    "Delete from the list": "Supprimer de la liste",
    "on 2 contacts": "sur 2 contacts",
    "2 contacts have the entry": "2 contacts ont l’entrée",
    "Activity": "Activité",
    "Group:": "Groupe :",
    "removed": "retrait",
    "added": "ajout",
    "one": "un",
    "two": "deux",
    "three": "trois",
    "four": "quatre",
    "New state": "Nouvel état",
    "Prospects, Clients and Suppliers are built-in states already.": (
        "Prospects, Clients et Fournisseurs sont déjà des états d’office."
    ),
    "This list has an entry of this name already": "Cette liste a déjà une entrée de ce nom",
    "Write a name that can be seen.": "Écrivez un nom qui se voit.",
    "press": "presse",
    "media": "médias",
    "/crm fields": "/crm champs",
    "/contact new": "/contact nouveau",
    "Custom fields": "Champs personnalisés",
    "New field": "Nouveau champ",
    "Edit…": "Modifier…",
    "Kind": "Type",
    "text": "texte",
    "number": "nombre",
    "date": "date",
    "choice of one answer": "choix d’une réponse",
    "choice of several answers": "choix de plusieurs réponses",
    "yes or no": "oui ou non",
    "link": "lien",
    "colleague": "collègue",
    "all contacts": "tous les contacts",
    "filled in nowhere": "rempli nulle part",
    "filled in on 1 contact": "rempli sur 1 contact",
    "seen by managers": "vu par les responsables",
    "mandatory": "obligatoire",
    "Details": "Détails",
    "1,234.5": "1 234,5",
    "Mar 1, 2027": "1er mars 2027",
    ": no": " : non",
    "This is no number. For example: 1234.5": "Ce n’est pas un nombre. Par exemple : 1234,5",
    "Please fill in this field.": "Veuillez remplir ce champ.",
    "What becomes of values": "Effet sur les valeurs",
    "3 contacts have a value in": "3 contacts ont une valeur dans",
    "1 keeps it.": "1 la garde.",
    "2 lose it": "2 la perdent",
    "2 with large": "2 avec large",
    "Back to the form": "Revenir au formulaire",
    "(removed)": "(retrait)",
    "group": "groupe",
    "Copy these fields to a group…": "Copier ces champs vers un groupe…",
    "1 field is copied:": "1 champ sera copié :",
    "1 field is asked of": "1 champ est désormais demandé pour",
    "1 contact has a value in": "1 contact a une valeur dans",
    "Are you sure?": "C’est bien ce que vous voulez ?",
}
OWN = {"fr": "Champs personnalisés", "en": "Custom fields"}
Says = Callable[[str], str]


async def admin_of(slack: Workspace, language: str = "en") -> Person:
    """Another one than Marguerite, who has nothing open."""
    admin = await slack.newcomer(tz="Europe/Paris", locale="fr-FR" if language == "fr" else "en-GB")
    await slack.gives_role(admin, Role.ADMIN)
    return admin


def in_language(language: str) -> Says:
    """What is said in English as it is said in this language."""
    return IN_FRENCH.__getitem__ if language == "fr" else str


async def closes_all(person: Person) -> None:
    """Whatever is open, if anything is."""
    if await person.looks() is not None:
        await person.visitor.close(is_cleared=True)


async def opens_fields(person: Person, line: str = "/crm fields") -> Form:
    """The list of the team's own fields, whatever is open."""
    await closes_all(person)
    await person.sends(line)
    return await person.form(saying="Nouveau champ" if line == "/crm champs" else "New field")


async def viewer_of(slack: Workspace, person: Person) -> Viewer:
    (workspace,) = await slack.house.door.workspaces()
    viewer = await slack.house.door.viewer_in(workspace.tenant, MemberId(person.id))
    assert viewer is not None
    return viewer


async def declares(person: Person, name: str, kind: str, *, answers: str = "", **typed: object) -> None:
    """From the list that is open; it is there again afterwards."""
    listed = await person.top()
    (new,) = {"New field", "Nouveau champ"}.intersection(listed.buttons)
    await person.clicks(new, on=listed)
    form = await person.form()
    await person.chooses(kind, on=form, name=name)
    await person.form(saying="")
    if answers:
        typed |= {"answers": answers}
    sent = await person.saves(name=name, **typed)
    assert not sent.errors, sent.errors
    await person.form(saying=name)


async def fills_in(person: Person, name: str, values: dict[str, object], language: str) -> None:
    """A new contact of that name, with these in the team's own fields by their names."""
    await person.opens(f"/contact {'nouveau' if language == 'fr' else 'new'} {name}")
    form = await turns(person, OWN[language], shows=next(iter(values)))
    saved = await person.saves(**typed_into(form, values))
    assert not saved.errors, saved.errors
    await closes_all(person)


def typed_into(form: Form, values: dict[str, object]) -> dict[str, object]:
    """By the block ids of the fields with these labels."""
    return {form.fields[label]["block_id"].partition("~")[0]: value for label, value in values.items()}
