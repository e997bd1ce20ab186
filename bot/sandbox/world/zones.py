"""`tz_label`: what Slack calls the time of a zone, in English and by the season."""

from datetime import datetime

# where a short name stands for several
_OF_ZONES = {
    "Asia/Shanghai": "China Standard Time",
    "Asia/Taipei": "Taipei Standard Time",
    "Asia/Manila": "Philippine Standard Time",
    "America/Havana": "Cuba Standard Time",
    "Asia/Jerusalem": "Israel Standard Time",
    "Europe/Dublin": "Irish Standard Time",
}
_OF_NAMES = {
    "PST": "Pacific Standard Time",
    "PDT": "Pacific Daylight Time",
    "MST": "Mountain Standard Time",
    "MDT": "Mountain Daylight Time",
    "CST": "Central Standard Time",
    "CDT": "Central Daylight Time",
    "EST": "Eastern Standard Time",
    "EDT": "Eastern Daylight Time",
    "AST": "Atlantic Standard Time",
    "ADT": "Atlantic Daylight Time",
    "NST": "Newfoundland Standard Time",
    "NDT": "Newfoundland Daylight Time",
    "AKST": "Alaska Standard Time",
    "AKDT": "Alaska Daylight Time",
    "HST": "Hawaii Standard Time",
    "UTC": "Coordinated Universal Time",
    "GMT": "Greenwich Mean Time",
    "BST": "British Summer Time",
    "WET": "Western European Time",
    "WEST": "Western European Summer Time",
    "CET": "Central European Time",
    "CEST": "Central European Summer Time",
    "EET": "Eastern European Time",
    "EEST": "Eastern European Summer Time",
    "MSK": "Moscow Time",
    "WAT": "West Africa Time",
    "CAT": "Central Africa Time",
    "EAT": "East Africa Time",
    "SAST": "South Africa Standard Time",
    "IST": "India Standard Time",
    "IDT": "Israel Daylight Time",
    "PKT": "Pakistan Standard Time",
    "WIB": "Western Indonesia Time",
    "HKT": "Hong Kong Standard Time",
    "KST": "Korea Standard Time",
    "JST": "Japan Standard Time",
    "AWST": "Australian Western Standard Time",
    "ACST": "Australian Central Standard Time",
    "ACDT": "Australian Central Daylight Time",
    "AEST": "Australian Eastern Standard Time",
    "AEDT": "Australian Eastern Daylight Time",
    "NZST": "New Zealand Standard Time",
    "NZDT": "New Zealand Daylight Time",
}


def zone_label(moment: datetime) -> str:
    """For a moment in a zone; for a place without a known name, that of its city."""
    zone, short = str(moment.tzinfo), moment.tzname() or ""
    is_standard = not moment.dst()
    if is_standard and zone in _OF_ZONES:
        return _OF_ZONES[zone]
    return _OF_NAMES.get(short) or f"{zone.rpartition('/')[2].replace('_', ' ')} Time"
