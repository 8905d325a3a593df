"""Values at the border: money, bilingual texts, codes, and what the printed classes inherit."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import difflib
import enum
import functools
import inspect
import json
import os
import sys
import uuid
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Callable, ClassVar, Mapping, Sequence, TypeVar, Union

from . import _core

if TYPE_CHECKING:
    from .errors import Invalid, Storage
    from .policy import Policy

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

Ref = Union[str, uuid.UUID]
"""A record on the registry: its id, or the number people know it by ("KZ-2026-0001")."""

Path = Union[str, "os.PathLike[str]"]
Day = Union[datetime.date, str]


def _language_of_locale() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "en" if value.startswith("en") else "zh"
    return "zh"


_language: ContextVar[str] = ContextVar("kezhuan_language")


def current_language(lang: str | None = None) -> str:
    """The language of texts: ``lang`` if given, else the one chosen, else the locale's."""
    if lang is None:
        lang = _language.get(None) or _language_of_locale()
    if lang not in ("zh", "en"):
        raise invalid(
            (f"没有语言 {lang!r}。", f"there is no language {lang!r}."),
            ("可用 zh 或 en。", "Use zh or en."),
        )
    return lang


class language(contextlib.ContextDecorator):
    """Chooses the language of messages and reports, "zh" or "en".

    ``kezhuan.language("en")`` from here on, ``with kezhuan.language("en"):`` for a while. Of the
    thread (and of the task, with asyncio) that chose it.
    """

    def __init__(self, lang: str) -> None:
        self._token = _language.set(current_language(lang))

    def __enter__(self) -> str:
        return _language.get()

    def __exit__(self, *error: object) -> None:
        _language.reset(self._token)


@dataclass(frozen=True)
class Text:
    """One text in both languages; ``str(text)`` is in the chosen one."""

    zh: str
    en: str

    def in_(self, lang: str | None = None) -> str:
        return self.zh if current_language(lang) == "zh" else self.en

    def __str__(self) -> str:
        return self.in_()

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


class Code(enum.Enum):
    """A stable code with its names: ``Nature.public_medical.value``, ``.zh``, ``.en``."""

    _value_: str
    zh: str
    en: str

    def __new__(cls, code: str, zh: str = "", en: str = "") -> Code:
        self = object.__new__(cls)
        self._value_ = code
        self.zh = zh
        self.en = en
        return self

    @property
    def text(self) -> str:
        """Its name in the chosen language."""
        return self.zh if current_language() == "zh" else self.en

    def __str__(self) -> str:
        return str(self.value)


_exact = (
    "用文字或 Decimal（由文字构造），如 Money(\"0.10\")；浮点数不精确。",
    "Use a text or a Decimal made from text, as Money(\"0.10\"): a float is not exact.",
)


def _two_currencies(one: str, other: object) -> Invalid:
    return invalid(
        (f"币种不同：{one}、{other}。", f"two currencies: {one}, {other}."),
        ("先换算成同一币种。", "Convert one of them first."),
    )


def _is_currency(code: object) -> bool:
    return isinstance(code, str) and len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()


class Money(Decimal):
    """An exact amount with its currency: a ``Decimal`` that knows it is yuan, or what else.

    ``Money("1234.56")``, ``Money("USD 12.30")``. Sums and comparisons of two currencies raise
    ``Invalid``; whatever else ``Decimal`` does gives a plain ``Decimal``.
    """

    __slots__ = ("currency",)
    currency: str

    def __new__(cls, amount: str | int | Decimal, currency: str | None = None) -> Money:
        if isinstance(amount, str):
            front, blank, rest = amount.partition(" ")
            if blank:
                if currency not in (None, front):
                    raise _two_currencies(front, currency)
                currency, amount = front, rest
        elif isinstance(amount, Money):
            currency = amount.currency if currency is None else currency
        elif not isinstance(amount, (Decimal, int)) or isinstance(amount, bool):
            raise _is_not("amount", amount, ("精确的数额", "an exact amount"), _exact)
        if currency is not None and not _is_currency(currency):
            raise invalid(
                (f"没有币种 {currency!r}。", f"there is no currency {currency!r}."),
                ("用三个大写字母，如 \"USD\"。", "Use three capital letters, as \"USD\"."),
            )
        try:
            value = Decimal(amount)
        except InvalidOperation as error:
            raise invalid((f"{amount!r} 不是数额。", f"{amount!r} is no amount."), _exact) from error
        # At least the two decimals people write; more would be no amount, which the core says.
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and exponent > -2 and value.adjusted() < 24:
            value = value.quantize(Decimal("0.01"))
        self = super().__new__(cls, value)
        self.currency = currency or "CNY"
        return self

    def _same(self, other: object) -> None:
        if isinstance(other, Money) and other.currency != self.currency:
            raise _two_currencies(self.currency, other.currency)

    def __add__(self, other: Any) -> Any:
        self._same(other)
        result = super().__add__(other)
        return result if result is NotImplemented else Money(result, self.currency)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        self._same(other)
        result = super().__sub__(other)
        return result if result is NotImplemented else Money(result, self.currency)

    def __neg__(self) -> Money:
        return Money(super().__neg__(), self.currency)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Money) and other.currency != self.currency:
            return False
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return super().__hash__()

    def __lt__(self, other: Any) -> bool:
        self._same(other)
        return super().__lt__(other)

    def __le__(self, other: Any) -> bool:
        self._same(other)
        return super().__le__(other)

    def __gt__(self, other: Any) -> bool:
        self._same(other)
        return super().__gt__(other)

    def __ge__(self, other: Any) -> bool:
        self._same(other)
        return super().__ge__(other)

    @property
    def text(self) -> str:
        """As documents have it: two decimals, the currency in front unless it is yuan."""
        amount = f"{self:.2f}"
        return amount if self.currency == "CNY" else f"{self.currency} {amount}"

    def __repr__(self) -> str:
        return f"Money('{self.text}')"

    def __str__(self) -> str:
        number = super().__str__()
        return number if self.currency == "CNY" else f"{self.currency} {number}"

    def __format__(self, spec: str, /) -> str:  # type: ignore[override]
        return super().__format__(spec) if spec else str(self)

    def __reduce__(self) -> Any:
        return (Money, (f"{self.currency} {format(self, 'f')}",))

    def __copy__(self) -> Money:
        return self

    def __deepcopy__(self, memo: Any) -> Money:
        return self


class Record:
    """What all printed classes have in common."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it: codes, dates and amounts as text, without what is absent."""
        answer = _plain(self)
        assert isinstance(answer, dict)
        return answer

    def _repr_html_(self) -> str:
        from . import _notebook

        return _notebook.record(self)


class Act(Record):
    """Something that was done, to be recorded. The classes of ``kezhuan.acts`` are its kinds."""

    __slots__ = ()
    act_type: ClassVar[str] = ""

    @classmethod
    def act_schema(cls) -> dict[str, Any]:
        """The JSON Schema of a submission of it."""
        answer = json.loads(_core.act_schema(cls.act_type))
        assert isinstance(answer, dict)
        return answer

    @classmethod
    def act_example(cls, happened: Day) -> dict[str, Any]:
        """A submission of it to be edited, as ``record`` takes it."""
        answer = json.loads(_core.act_example(cls.act_type, given_day("happened", happened)))
        assert isinstance(answer, dict)
        return answer

    @classmethod
    def act_page(cls, *, policy: Policy | None = None, lang: str | None = None) -> str:
        """What it is for, what comes before it, its rules, its fields and an example, in Markdown.

        :param policy: whose rules are named (the national one); each rule: ``Policy.rule_page``
        """
        from .policy import Policy  # which builds on this module

        chosen = Policy.national() if policy is None else given("policy", policy, Policy)
        return _core.act_page(cls.act_type, chosen._core, current_language(lang))


_field_names: dict[Any, tuple[str, ...]] = {}


def field_names(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass, in their order."""
    names = _field_names.get(kind)
    if names is None:
        names = _field_names[kind] = tuple(field.name for field in dataclasses.fields(kind))
    return names


def field_types(kind: Any) -> dict[str, str]:
    """What its fields hold, as the class says it."""
    return {field.name: str(field.type) for field in dataclasses.fields(kind)}


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        names = field_names(type(value))
        pairs = ((name.rstrip("_"), getattr(value, name)) for name in names)
        return {name: _plain(each) for name, each in pairs if each is not None and each != ()}
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, Money):
        return value.text
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (Decimal, Fraction, uuid.UUID)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value


def read_moment(text: str) -> datetime.datetime:
    """"2026-03-02T01:30:00.000Z" as an aware datetime in UTC."""
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def day_text(day: datetime.date | str | None) -> str | None:
    """A day as the core reads it. A datetime is refused: which day it is depends on where."""
    if day is None or isinstance(day, str):
        return day
    if isinstance(day, datetime.datetime) or not isinstance(day, datetime.date):
        kind = type(day).__name__
        of_moment = "value.date()"
        if getattr(day, "tzinfo", None) is not None:  # which day it is depends on where
            of_moment = "value.astimezone(ZoneInfo(\"Asia/Shanghai\")).date()"
        raise invalid(
            (f"这里要日期，不是 {kind}。", f"a date is wanted here, not {kind}."),
            (
                f"用 datetime.date 或 \"2026-03-02\"；datetime 先用 {of_moment} 取其日。",
                f"Use datetime.date or \"2026-03-02\"; of a datetime take {of_moment}.",
            ),
        )
    return day.isoformat()


def moment_text(now: datetime.date | datetime.datetime | str | None) -> str | None:
    """A time as the core reads it; a day is noon in Shanghai."""
    if now is None:
        return None
    if isinstance(now, datetime.datetime):
        if now.tzinfo is None:
            raise invalid(
                ("时刻须带时区。", "a time needs a zone."),
                ("如 datetime(..., tzinfo=timezone.utc)。", "As datetime(..., tzinfo=timezone.utc)."),
            )
        at = now.astimezone(datetime.timezone.utc)
        return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"
    text = day_text(now)
    assert text is not None
    if len(text) == 10:
        return text + "T04:00:00.000Z"
    if len(text) == 20 and text.endswith("Z"):
        return text[:-1] + ".000Z"
    return text


def _is_not(name: str, value: object, wanted: tuple[str, str], remedy: tuple[str, str]) -> Invalid:
    """The error to be raised of an argument of another kind."""
    from .errors import Problem, WrongType  # which builds on this module

    zh, en = wanted
    what = Text(f"{name} 要{zh}，不是 {value!r}。", f"{name} is {en}, not {value!r}.")
    return WrongType([Problem("", "", what, Text(*remedy))])


def is_unicode(text: str) -> bool:
    """Whether it can be written: half of a surrogate pair by itself cannot."""
    return text.isascii() or not any("\ud800" <= c <= "\udfff" for c in text)


def given_text(name: str, value: object) -> str:
    """What is to be a text."""
    if isinstance(value, str) and is_unicode(value):
        return value
    remedy = (f"如 {name}=\"…\"。", f"As {name}=\"…\".")
    if isinstance(value, str):
        raise invalid(
            (
                f"{name} 里有孤立的代理码位，不是合格的 Unicode。",
                f"there is a lone surrogate in {name}: it is not good Unicode.",
            ),
            ("检查它从哪里读来，编码是否正确。", "Look where it was read from and with which encoding."),
        )
    raise _is_not(name, value, ("文字（str）", "a text (str)"), remedy)


def given_number(name: str, value: object, least: int | None = None) -> int:
    """What is to be a whole number, at least so much, which the core can hold."""
    if not isinstance(value, int) or isinstance(value, bool):
        remedy = (f"如 {name}=15；文字先用 int(…) 变成数。", f"As {name}=15; make an int of a text first.")
        raise _is_not(name, value, ("整数（int）", "a whole number (int)"), remedy)
    if (least is not None and value < least) or abs(value) >= 2**62:
        at_least = ("", "") if least is None else (f"，不小于 {least}", f", at least {least}")
        raise invalid(
            (f"{name} 超出范围：{value}。", f"{name} is out of range: {value}."),
            (f"写一个合理的数{at_least[0]}。", f"Give a sensible number{at_least[1]}."),
        )
    return value


def given(name: str, value: Any, kind: type[T]) -> T:
    """What is to be an object of a class of this package."""
    if isinstance(value, kind):
        return value
    is_of_top = getattr(sys.modules["kezhuan"], kind.__name__, None) is kind
    wanted = f"{'kezhuan' if is_of_top else kind.__module__}.{kind.__name__}"
    remedy = (f"先构造或取得一个 {wanted}。", f"Make or read a {wanted} first.")
    raise _is_not(name, value, (f" {wanted}", f"a {wanted}"), remedy)


def given_flag(name: str, value: object) -> bool:
    """What is to be true or false."""
    if isinstance(value, bool):
        return value
    remedy = (f"写 {name}=True 或 {name}=False。", f"Write {name}=True or {name}=False.")
    raise _is_not(name, value, (" True 或 False", "True or False"), remedy)


def given_path(name: str, value: object) -> str | os.PathLike[str]:
    """What is to be a file's name, such as the system takes it."""
    remedy = ("路径是 str 或 pathlib.Path。", "A path is str or pathlib.Path.")
    if not isinstance(value, (str, os.PathLike)) or not isinstance(os.fspath(value), str):
        raise _is_not(name, value, ("文件路径", "a path"), remedy)
    try:
        is_good = b"\0" not in os.fsencode(value)
    except UnicodeEncodeError:
        is_good = False
    if not is_good or not os.fspath(value):
        raise invalid(
            (f"{name} 不能作文件名：{value!r}。", f"{name} cannot be the name of a file: {value!r}."),
            (
                "写出路径，不含空字符和不合格的 Unicode。",
                "Give a path without null characters and without what is no good Unicode.",
            ),
        )
    return value


def given_ref(name: str, value: object) -> str:
    """What is to be the number or the id of a record."""
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, str):
        return given_text(name, value)
    remedy = (f"如 {name}=\"KZ-2026-0001\"，或一个 UUID。", f"As {name}=\"KZ-2026-0001\", or a UUID.")
    raise _is_not(name, value, ("编号（str）或标识（UUID）", "a number (str) or an id (UUID)"), remedy)


def given_code(name: str, value: object) -> str:
    """What is to be a code, or its text."""
    return str(value) if isinstance(value, Code) else given_text(name, value)


def given_day(name: str, value: Any) -> str:
    """What is to be a day."""
    text = day_text(value)
    return given_text(name, text)


def _given_moment(name: str, value: Any) -> object:
    return given_text(name, moment_text(value))


def _given_many(name: str, value: object) -> object:
    # what can be gone through by itself; a text would be taken letter by letter
    is_many = hasattr(type(value), "__iter__") or hasattr(type(value), "__getitem__")
    if isinstance(value, (str, bytes)) or not is_many:
        remedy = (f"如 {name}=[…]。", f"As {name}=[…].")
        raise _is_not(name, value, ("若干项（列表等）", "several things (a list or the like)"), remedy)
    return value


def _given_function(name: str, value: object) -> object:
    if not callable(value):
        remedy = ("给一个函数，如 print。", "Give a function, as print.")
        raise _is_not(name, value, ("函数", "a function"), remedy)
    return value


def _object_of(place: str) -> Callable[[str, object], object]:
    def tell(name: str, value: object) -> object:
        module, _, kind = f"kezhuan.{place}".rpartition(".")
        return given(name, value, getattr(sys.modules[module], kind))

    return tell


_Teller = Callable[[str, object], object]

#: How what an annotation names is told. Others are told where they are read.
_told: dict[str, _Teller] = {
    "bool": given_flag,
    "int": given_number,
    "str": given_text,
    "Path": given_path,
    "Ref": given_ref,
    "uuid.UUID": given_ref,
    "Day": given_day,
    "Now": _given_moment,
    **{kind: given_code for kind in ("Kind", "Who", "Classification", "CertificateKind")},
    **{kind: _object_of(kind) for kind in ("Registry", "Snapshot", "Policy", "Calendar", "LedgerMark")},
    "Mapping": _object_of("Mapping"),
    "Scheme": _object_of("income.Scheme"),
    "Certificate": _object_of("models.Certificate"),
    **{kind: _given_function for kind in ("Callable", "Progress")},
    **{kind: _given_many for kind in ("Iterable", "Sequence")},
}


def _kinds_of(annotation: str) -> list[str]:
    """What a union is of; what is in brackets belongs to what stands before them."""
    depth, kinds = 0, [""]
    for c in annotation:
        depth += (c == "[") - (c == "]")
        if c == "|" and depth == 0:
            kinds.append("")
        else:
            kinds[-1] += c
    return [kind.strip() for kind in kinds]


def _teller_of(annotation: str) -> tuple[bool, list[_Teller]]:
    """Whether it may be None, and how each kind it may be is told; none if one is told elsewhere."""
    kinds = _kinds_of(annotation)
    tellers = []
    for kind in kinds:
        if kind != "None":
            head, bracket, _ = kind.partition("[")
            # Mapping[str, Any] is a dict of somebody's, Mapping the class of this package
            known = head in ("Callable", "Iterable", "Sequence") if bracket else head in _told
            if not known:
                return True, []
            tellers.append(_told[head])
    return "None" in kinds, tellers


def _tell(tellers: list[_Teller], name: str, value: object) -> None:
    """Any of them may take it; what the first says of it is told."""
    first: Exception | None = None
    for tell in tellers:
        try:
            tell(name, value)
            return
        except ValueError as error:
            first = first or error
    if first is not None:
        raise first


def check_asked(asked: Mapping[str, object], known: type) -> None:
    """The same of keyword arguments that a class of their own names."""
    told = _tellers_of(known)
    for name, value in asked.items():
        if name not in told:
            near = difflib.get_close_matches(name, told, 1)
            one_of("argument", name, near or sorted(told))
        may_be_none, tellers = told[name]
        if value is not None or not may_be_none:
            _tell(tellers, name, value)


@functools.lru_cache(maxsize=None)
def _tellers_of(known: type) -> dict[str, tuple[bool, list[_Teller]]]:
    def text(annotation: Any) -> str:
        return str(getattr(annotation, "__forward_arg__", annotation))

    return {name: _teller_of(text(kind)) for name, kind in known.__annotations__.items()}


def checked(function: F) -> F:
    """Refuses arguments that are not what the annotations say, in both languages."""
    tellers = []
    for at, parameter in enumerate(inspect.signature(function).parameters.values()):
        may_be_none, told = _teller_of(str(parameter.annotation))
        if told:
            tellers.append((at, parameter.name, may_be_none, told))

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        for at, name, may_be_none, told in tellers:
            if name in kwargs:
                value = kwargs[name]
            elif at < len(args):
                value = args[at]
            else:
                continue
            if value is not None or not may_be_none:
                _tell(told, name, value)
        return function(*args, **kwargs)

    return call  # type: ignore[return-value]


def one_of(name: str, value: object, known: Sequence[str]) -> str:
    """What is to be one of a few words."""
    if str(value) in known:
        return str(value)
    words = ", ".join(known)
    raise invalid(
        (f"{name} 不能是 {value!r}。", f"{name} cannot be {value!r}."),
        (f"可用：{words}。", f"One of {words}."),
    )


def invalid(what: tuple[str, str], remedy: tuple[str, str], place: str = "") -> Invalid:
    """The error to be raised, of texts in both languages."""
    from .errors import Invalid, Problem  # which builds on this module

    return Invalid([Problem("", place, Text(*what), Text(*remedy))])


def text_or_none(value: object) -> str | None:
    """A reference or a code as the core reads it."""
    return None if value is None else str(value)


def unreadable(path: Path, error: OSError) -> Storage:
    """The error to be raised where a file cannot be read."""
    from .errors import Problem, Storage

    what = Text(f"读不了文件：{error.strerror}。", f"cannot read the file: {error.strerror}.")
    remedy = Text("检查路径与权限。", "Check the path and its permissions.")
    return Storage([Problem("", os.fspath(path), what, remedy)])


def read_text(path: Path) -> tuple[str, str]:
    """What a YAML file says, and how problems in it call the file."""
    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8-sig")
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise invalid(
            (f"第 {error.start} 字节起不是 UTF-8。", f"not UTF-8 from byte {error.start} on."),
            ("用编辑器另存为 UTF-8。", "Save it as UTF-8 in an editor."),
            os.fspath(path),
        ) from error
    return text, os.fspath(path)
