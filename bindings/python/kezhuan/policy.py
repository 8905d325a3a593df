"""The rules in force: what is asked, how severely, on what authority."""

from __future__ import annotations

import datetime
from typing import Sequence

from . import _core
from ._values import Path, Text, checked, current_language, read_text
from .models import LinkEntry, RuleEntry, SourceEntry

__all__ = ["Policy", "shipped_overlay", "shipped_overlays"]


def shipped_overlays() -> list[str]:
    """Ids of the overlays built in: examples, with no legal source."""
    return _core.shipped_overlays()


@checked
def shipped_overlay(id: str) -> str:
    """The YAML text of one."""
    return _core.shipped_overlay(id)


class Policy:
    """A policy, unchanging. ``Policy.national().with_overlay_file("ours.yaml")``."""

    def __init__(self, core: _core.Policy) -> None:
        self._core = core

    @classmethod
    def national(cls) -> Policy:
        return cls(_core.Policy.national())

    @classmethod
    @checked
    def from_yaml(cls, text: str, file: str = "policy.yaml") -> Policy:
        return cls(_core.Policy.from_yaml(text, file))

    @classmethod
    @checked
    def load(cls, path: Path) -> Policy:
        return cls.from_yaml(*read_text(path))

    @checked
    def with_overlay(self, text: str, file: str = "overlay.yaml") -> Policy:
        """Tightened by an institution's overlay; a laxer one raises ``Config``, with the line."""
        return Policy(self._core.with_overlay(text, file))

    @checked
    def with_overlay_file(self, path: Path) -> Policy:
        return self.with_overlay(*read_text(path))

    def __repr__(self) -> str:
        return f"<Policy {self.id} {self.version}>"

    @property
    def id(self) -> str:
        return self._core.id

    @property
    def version(self) -> str:
        return self._core.version

    @property
    def title(self) -> Text:
        return self._core.title

    @property
    def effective_from(self) -> datetime.date:
        return self._core.effective_from

    @property
    def hash(self) -> str:
        """SHA-256 of ``canonical_json``."""
        return self._core.hash

    @property
    def canonical_json(self) -> str:
        return self._core.canonical_json

    @property
    def sources(self) -> Sequence[SourceEntry]:
        return self._core.sources

    @property
    def rules(self) -> Sequence[RuleEntry]:
        return self._core.rules

    @property
    def links(self) -> Sequence[LinkEntry]:
        return self._core.links

    @property
    def values(self) -> Sequence[str]:
        """The names of the values, for ``value``."""
        return self._core.values

    @checked
    def get_rule(self, id: str) -> RuleEntry:
        return self._core.get_rule(id)

    @checked
    def value(self, name: str) -> str | tuple[str, ...]:
        """A number, ratio or text as text; a list as a tuple."""
        return self._core.value(name)

    @checked
    def rule_text(self, id: str, *, lang: str | None = None) -> str:
        return self._core.rule_text(id, current_language(lang))

    @checked
    def rule_page(self, id: str, *, lang: str | None = None) -> str:
        """The same as a page of Markdown: what triggers it, its source, how to mend it."""
        return self._core.rule_page(id, current_language(lang))

    def page(self, *, lang: str | None = None) -> str:
        """Every rule as such a page, by family, one after another."""
        return self._core.page(current_language(lang))

    def to_text(self, *, lang: str | None = None) -> str:
        return self._core.to_text(current_language(lang))
