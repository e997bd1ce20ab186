"""The sentence without its expression of time, and without the marks that only joined the two."""

JOINTS = " \t\n\r\f\v\u00a0\u202f\u2009"
HANGING = JOINTS + ",;:-–—@"
BRACKETS = {"(": ")", "[": "]", "{": "}"}


def rest(text: str, start: int, end: int) -> str:
    left, right = text[:start].rstrip(JOINTS), text[end:].lstrip(JOINTS)
    if left and right and BRACKETS.get(left[-1]) == right[0]:
        left, right = left[:-1].rstrip(JOINTS), right[1:].lstrip(JOINTS)
    if not right.strip(HANGING + "."):
        return left.rstrip(HANGING).lstrip(JOINTS)
    if not left.strip(HANGING):
        return right.lstrip(HANGING + ".").rstrip(JOINTS)
    if left[-1] in ",;:" and right[0] in ",;:":
        right = right[1:].lstrip(JOINTS)
    joint = "" if right[0] in ".,;:)]}" and right[0] != ":" else " "
    return (left + joint + right).strip(JOINTS)
