"""The numbers by which authorities know a company, and bank accounts: each checked by its own rule.

The rules are python-stdnum's: INSEE's for SIREN and SIRET, each member state's for its VAT, ISO 13616 for the IBAN.
They are loaded on first use: most processes never see such a number.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.model.errors import FieldsInvalid

NIC_LENGTH = 5  # the establishment's part of a SIRET, behind the company's SIREN
_BEGINS_LIKE_IBAN = re.compile(r"\s*[A-Za-z]{2}\s*\d\s*\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifiers:
    """Compact: without spaces or punctuation, letters in capitals; '' where there is none."""

    siren: str = ""
    siret: str = ""
    vat_number: str = ""
    iban: str = ""


def read(typed: Identifiers) -> Identifiers:
    """Checked, and completed: a SIRET gives the SIREN, a SIREN the French VAT number, a NIC behind a SIREN the SIRET.

    Raises FieldsInvalid with the rule that each wrong one breaks: `<field>_length`, `_format`, `_checksum`,
    `_component`, and `siret_of_other` or `vat_number_of_other` where two of them name two companies.
    """
    if typed == Identifiers():
        return typed
    from stdnum import iban as ibans
    from stdnum.eu import vat as vats
    from stdnum.fr import siren as sirens
    from stdnum.fr import siret as sirets

    wrong: dict[str, str] = {}
    siren = _checked("siren", typed.siren, sirens.validate, wrong)
    siret = _checked("siret", _whole_siret(typed.siret, siren), sirets.validate, wrong)
    vat_number = _checked("vat_number", typed.vat_number, vats.validate, wrong)
    iban = _checked("iban", typed.iban, ibans.validate, wrong)
    if iban == "" and "iban" in wrong and not _BEGINS_LIKE_IBAN.match(typed.iban):
        wrong["iban"] = "iban_format"
    if siret and not siren and "siren" not in wrong:
        siren = siret[:-NIC_LENGTH]
    elif siret and siret[:-NIC_LENGTH] != siren:
        wrong.setdefault("siret", "siret_of_other")
    if vat_number.startswith("FR") and siren and vat_number[-len(siren) :] != siren:
        wrong.setdefault("vat_number", "vat_number_of_other")
    if wrong:
        raise FieldsInvalid(wrong)
    found = Identifiers(siren=siren, siret=siret, vat_number=vat_number, iban=iban)
    return (
        replace(found, vat_number=f"FR{sirens.to_tva(siren)}".replace(" ", "")) if siren and not vat_number else found
    )


def _whole_siret(typed: str, siren: str) -> str:
    compact = "".join(typed.split())
    return siren + compact if siren and len(compact) == NIC_LENGTH else compact


def _checked(field: str, typed: str, validate: Callable[[str], str], wrong: dict[str, str]) -> str:
    from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength, ValidationError

    if not typed.strip():
        return ""
    try:
        return str(validate(typed)).upper()
    except InvalidLength:
        wrong[field] = f"{field}_length"
    except InvalidFormat:
        wrong[field] = f"{field}_format"
    except InvalidChecksum:
        wrong[field] = f"{field}_checksum"
    except ValidationError:
        wrong[field] = f"{field}_component"
    return ""
