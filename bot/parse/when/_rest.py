"""The sentence without its expression of time, and without the marks that only joined the two."""

from string import punctuation

SPACES = " \t\n\r\f\v\u00a0\u202f\u2009"
HANGING = SPACES + ",;:-–—@"
MARKS = SPACES + punctuation + "…«»“”‘’–—"
PAIRED = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”", '"': '"', "'": "'", "*": "*", "_": "_"}
CLOSE_UP = ".,;)]}"


def rest(text: str, start: int, end: int) -> str:
    left, right = text[:start].rstrip(SPACES), text[end:].lstrip(SPACES)
    if left and right and PAIRED.get(left[-1]) == right[0]:
        left, right = left[:-1].rstrip(SPACES), right[1:].lstrip(SPACES)
    if not (left + right).strip(MARKS):
        return ""
    if not right.strip(HANGING + "."):
        return left.rstrip(HANGING).lstrip(SPACES)
    if not left.strip(HANGING):
        return right.lstrip(HANGING + ".").rstrip(SPACES)
    if left[-1] in ",;:" and right[0] in ",;:":
        right = right[1:].lstrip(SPACES)
    joint = "" if not right or right[0] in CLOSE_UP else " "
    return (left + joint + right).strip(SPACES)
