"""Of which country a row speaks, so that its phones are read as they were dialled."""

import re

import phonenumbers

from bot.model.folding import squeeze

# fmt: off
_NAMES = {
    "france": "FR", "fra": "FR", "belgique": "BE", "belgium": "BE", "belgie": "BE", "suisse": "CH", "switzerland": "CH",
    "schweiz": "CH", "luxembourg": "LU", "monaco": "MC", "unitedstates": "US", "unitedstatesofamerica": "US",
    "usa": "US", "etatsunis": "US", "etatsunisdamerique": "US", "canada": "CA", "unitedkingdom": "GB", "uk": "GB",
    "royaumeuni": "GB", "greatbritain": "GB", "england": "GB", "angleterre": "GB", "scotland": "GB", "wales": "GB",
    "ireland": "IE", "irlande": "IE", "germany": "DE", "allemagne": "DE", "deutschland": "DE", "austria": "AT",
    "autriche": "AT", "spain": "ES", "espagne": "ES", "espana": "ES", "portugal": "PT", "italy": "IT", "italie": "IT",
    "italia": "IT", "netherlands": "NL", "thenetherlands": "NL", "paysbas": "NL", "nederland": "NL", "denmark": "DK",
    "danemark": "DK", "sweden": "SE", "suede": "SE", "norway": "NO", "norvege": "NO", "finland": "FI",
    "finlande": "FI", "poland": "PL", "pologne": "PL", "czechrepublic": "CZ", "czechia": "CZ", "romania": "RO",
    "roumanie": "RO", "greece": "GR", "grece": "GR", "india": "IN", "inde": "IN", "china": "CN", "chine": "CN",
    "japan": "JP", "japon": "JP", "brazil": "BR", "bresil": "BR", "mexico": "MX", "mexique": "MX", "australia": "AU",
    "australie": "AU", "newzealand": "NZ", "southafrica": "ZA", "afriquedusud": "ZA", "morocco": "MA", "maroc": "MA",
    "algeria": "DZ", "algerie": "DZ", "tunisia": "TN", "tunisie": "TN", "senegal": "SN", "ivorycoast": "CI",
    "cotedivoire": "CI", "cameroun": "CM", "cameroon": "CM", "israel": "IL", "turkey": "TR", "turquie": "TR",
}
_STATES = frozenset((
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA",
    "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR",
    "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "PR",
))
_PROVINCES = frozenset((
    "AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT",
))
# fmt: on
_ZIP = re.compile(r"\d{4,5}(-\d{4})?")  # four digits: spreadsheets take the leading zero of New England away
_CANADIAN = re.compile(r"[A-Z]\d[A-Z] ?\d[A-Z]\d", re.IGNORECASE)


def country_of(country: str, region: str, postcode: str) -> str | None:
    """An ISO 3166 code, from the country's name or code, else from a state with its ZIP code; None where unsure."""
    if country:
        code = country.strip().upper()
        return code if code in phonenumbers.SUPPORTED_REGIONS else _NAMES.get(squeeze(country))
    if region in _STATES and _ZIP.fullmatch(postcode):
        return "US"
    if region in _PROVINCES and _CANADIAN.fullmatch(postcode):
        return "CA"
    return None
