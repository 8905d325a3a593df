"""Numbers of a workbook as their format shows them: with the unit, the currency, the percent sign."""

from __future__ import annotations

import re
from typing import NamedTuple


_condition = re.compile(r"(<=|>=|<>|<|>|=)-?[0-9]+(\.[0-9]+)?")
_only_noughts = re.compile(r"0+")
_piece = re.compile(
    r'"(?P<quoted>[^"]*)"'
    r"|[\\!](?P<escaped>.)"
    r"|[_*](?P<skipped>.)"
    r"|\[\$(?P<currency>[^\]-]*)(?:-(?P<place>[^\]]*))?\]"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<number>General|[0#?.,]+|[eE][+-])"
    r"|(?P<literal>.)"
)
_of_dollars = {"409": "USD", "C04": "HKD", "1004": "SGD", "C09": "AUD", "1009": "CAD", "404": "TWD"}
_of_signs = {"US$": "USD", "HK$": "HKD", "€": "EUR", "£": "GBP"}


class _Section(NamedTuple):
    before: str
    after: str
    decimals: int
    is_scaled: bool
    condition: str  # as ">=10000", instead of the sign

def number_text(value: float) -> str:
    """What a spreadsheet shows of a number: 15 digits, no exponent."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = format(value, ".15g")
    return format(float(text), "f").rstrip("0").rstrip(".") if "e" in text else text


def styled(value: float, style: str) -> str:
    """A number by its format; never rounded. One that the format scales is given as it is held."""
    if _only_noughts.fullmatch(style) and value == int(value):
        return f"{int(value):0{len(style)}d}"
    section = _chosen([_read(part) for part in _parts(style)], float(value))
    if section.is_scaled:
        return number_text(value)
    if section.after.startswith("%"):
        return number_text(value * 100) + section.after
    text = number_text(value)
    if section.before + section.after and section.decimals:
        whole, _, rest = text.partition(".")
        text = f"{whole}.{rest:0<{section.decimals}}"
    return section.before + text + section.after


def _chosen(sections: list[_Section], value: float) -> _Section:
    if not any(section.condition for section in sections):
        at = 1 if value < 0 else 2 if value == 0 else 0
        return sections[at if at < len(sections) else 0]
    holds = {
        "<": value.__lt__, "<=": value.__le__, "=": value.__eq__,
        ">": value.__gt__, ">=": value.__ge__, "<>": value.__ne__,
    }  # fmt: skip
    for section in sections:
        sign = section.condition.rstrip("-.0123456789")
        if not sign or holds[sign](float(section.condition[len(sign) :])):
            return section
    return sections[-1]


def _parts(style: str) -> list[str]:
    """The sections between semicolons that are no text."""
    parts = [""]
    for piece in _piece.finditer(style):
        if piece["literal"] == ";":
            parts.append("")
        else:
            parts[-1] += piece[0]
    return parts


def _read(section: str) -> _Section:
    texts = ["", ""]  # before and after the digits
    digits = ""
    condition = ""
    inside = ""  # literals, until it is known whether digits follow
    for piece in _piece.finditer(section):
        if piece["number"]:
            if digits and inside.strip():
                digits += "!"  # text amid the digits: a scaled number, 12!.5
            else:
                texts[0] += inside
            inside = ""
            digits += piece["number"]
        elif piece["bracket"] is not None:
            condition = piece["bracket"] if _condition.fullmatch(piece["bracket"]) else condition
        elif piece["currency"] is not None:
            inside += _currency(piece["currency"], piece["place"] or "")
        elif piece["skipped"] is None:
            text = piece["quoted"] or piece["escaped"] or piece["literal"] or ""
            inside += _of_signs[text] + " " if text in _of_signs else text
    texts[1] = inside if digits else ""
    texts[0] = texts[0] if digits else ""
    plain = digits.rstrip("!")
    is_scaled = "!" in plain or plain.endswith(",") or "e" in plain.lower().replace("general", "")
    before, after = (_bare(text) for text in texts)
    decimals = len(plain.partition(".")[2].replace("!", ""))
    if not before and len(after) == 3 and after.isalpha() and after.isascii():
        before, after = after, ""  # a currency, which people write in front
    if before.isalpha() and before.isascii():
        before += " "
    return _Section(before, after, decimals, is_scaled, condition)


def _currency(sign: str, place: str) -> str:
    if sign == "$":
        return _of_dollars.get(place.upper().lstrip("0"), "$") + " "
    if sign in ("¥", "￥"):
        return "JPY " if place == "411" else ""
    return _of_signs.get(sign, sign) + " "


def _bare(text: str) -> str:
    """Without what only sets a number off: brackets and signs of the negative, blanks."""
    return text.strip().strip("()+- \u00a0").strip()
