"""How things look in a notebook."""

from __future__ import annotations

import datetime
import html
import json
import uuid
from decimal import Decimal
from fractions import Fraction
from typing import Any, Iterable, Sequence

from . import _core
from ._values import Code, Record, Text, current_language, field_names

_nothing = {"zh": "（没有）", "en": "(none)"}
#: What tells a record in a few words, whichever it has.
_names = ("what", "title", "text", "name", "number", "rule", "act")


def shown(value: Any) -> str:
    """A value in one cell: codes and texts in the chosen language, records by their names."""
    if value is None or value == () or value == []:
        return ""
    if isinstance(value, Code):
        return value.text
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", timespec="seconds")
    if isinstance(value, (list, tuple)):
        few = "; ".join(shown(each) for each in value[:5])
        return few + (" …" if len(value) > 5 else "")
    if isinstance(value, dict):
        text = json.dumps(value, ensure_ascii=False, default=str)
        return text if len(text) <= 120 else text[:119] + "…"
    if isinstance(value, (str, Text, Decimal, Fraction, uuid.UUID, datetime.date, bool, int)):
        return str(value)
    for name in _names:
        if getattr(value, name, None):
            return shown(getattr(value, name))
    return shown(value.to_dict()) if isinstance(value, Record) else str(value)


def _cell(tag: str, value: Any) -> str:
    is_number = isinstance(value, (Decimal, int, Fraction)) and not isinstance(value, bool)
    side = "right" if is_number else "left"
    return f'<{tag} style="text-align:{side}">{html.escape(shown(value))}</{tag}>'


def table(header: Sequence[str], rows: Iterable[Sequence[Any]], more: int = 0) -> str:
    """Rows under a header; ``more``: how many are not shown."""
    body = "".join(f"<tr>{''.join(_cell('td', each) for each in row)}</tr>" for row in rows)
    if not body:
        return f"<p>{_nothing[current_language()]}</p>"
    head = "".join(_cell("th", name) for name in header)
    rest = f"<p>… {more}</p>" if more > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def record(value: Record) -> str:
    """The board of a case as its picture; anything else field by field."""
    if type(value).__name__ == "CaseBoard":
        return _core.board_svg(value, current_language())
    names = [name for name in field_names(type(value)) if getattr(value, name) not in (None, ())]
    return table(["", type(value).__name__], [(name, getattr(value, name)) for name in names])


def frame(page: str) -> str:
    """A whole page in a frame of its own: its style stays there, and the notebook's stays out."""
    fit = "this.style.height=this.contentDocument.documentElement.scrollHeight+'px'"
    return (
        f'<iframe srcdoc="{html.escape(page)}" onload="{fit}" '
        'style="width:100%;height:40em;border:0;background:white"></iframe>'
    )
