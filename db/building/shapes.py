"""Turns the content of a TOML file into structs, and says everything that does not fit.

msgspec stops at the first fault. Where it finds one, the content is gone through key by key;
what does not fit is replaced by an empty value, so that checking can go on.
"""

from __future__ import annotations

import re
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import msgspec

from db.building.faults import Faults
from db.building.toml_lines import Keys
from db.errors import look_alikes

Shape = TypeVar("Shape", bound=msgspec.Struct)

_NOUNS = {
    "`float`": "a number",
    "`int`": "a whole number",
    "`str`": "text",
    "`bool`": "true or false",
    "`array`": "a list",
    "`object`": "a table",
    "`null`": "nothing",
}


class Reader:
    """Fits the content of one file to structs; faults go to `faults` under the file's name."""

    def __init__(self, file: str, faults: Faults) -> None:
        self._file = file
        self._faults = faults

    def read(self, content: object, kind: type[Shape], keys: Keys = ()) -> Shape:
        """The content as a struct of that kind, with empty values where it does not fit."""
        try:
            return msgspec.convert(content, kind)
        except msgspec.ValidationError:
            return self._struct(content if isinstance(content, dict) else {}, kind, keys)

    def _struct(self, content: dict[str, Any], kind: type[Shape], keys: Keys) -> Shape:
        fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
        for key in content.keys() - fields.keys():
            alike = look_alikes(key, fields, "keys")
            expected = ", ".join(fields)
            self._add((*keys, key), f"unknown key '{key}'; expected one of {expected}.{alike}")
        values = {}
        for key, field in fields.items():
            if key in content:
                values[field.name] = self._value(content[key], field.type, (*keys, key))
            elif field.required:
                self._add((*keys, key), f"'{key}' is missing; expected {_expected(field.type)}")
                values[field.name] = _empty(field.type)
        return kind(**values)

    def _value(self, content: Any, kind: Any, keys: Keys) -> Any:
        try:
            return msgspec.convert(content, kind)
        except msgspec.ValidationError as error:
            bare, inner = _bare(kind), get_args(_bare(kind))
            before = len(self._faults)
            value: Any = None
            if isinstance(content, dict) and _is_struct(bare):
                value = self._struct(content, bare, keys)
            elif isinstance(content, list) and get_origin(bare) is list:
                value = [
                    self._value(item, inner[0], (*keys, place))
                    for place, item in enumerate(content)
                ]
            elif isinstance(content, dict) and get_origin(bare) is dict:
                value = {
                    key: self._value(item, inner[1], (*keys, key)) for key, item in content.items()
                }
            if len(self._faults) > before:
                return value
            self._add(keys, _said(error, content, kind))
            return _empty(kind)

    def _add(self, keys: Keys, message: str) -> None:
        self._faults.add(self._file, keys, message)


def _bare(kind: Any) -> Any:
    """The type without its limits and without `| None`."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return _bare(next(part for part in get_args(kind) if part is not NoneType))
    return kind


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _empty(kind: Any) -> Any:
    bare = _bare(kind)
    if _is_struct(bare):
        required = [field for field in msgspec.structs.fields(bare) if field.required]
        return bare(**{field.name: _empty(field.type) for field in required})
    if _is_enum(bare):
        return next(iter(bare))
    return (get_origin(bare) or bare)()


def _expected(kind: Any) -> str:
    bare = _bare(kind)
    if _is_enum(bare):
        return "one of " + ", ".join(choice.value for choice in bare)
    if _is_struct(bare):
        keys = (field.encode_name for field in msgspec.structs.fields(bare))
        return "a table with " + ", ".join(keys)
    name = {list: "array", dict: "object"}.get(get_origin(bare) or bare, "")
    return _NOUNS.get(f"`{name or getattr(bare, '__name__', '')}`", "a value")


def _said(error: msgspec.ValidationError, content: Any, kind: Any) -> str:
    """msgspec's sentence in the reader's words, with what was found and why it is wrong."""
    bare = _bare(kind)
    found = f"; found {_shown(content)}"
    if _is_enum(bare):
        alike = look_alikes(str(content), (choice.value for choice in bare), "values")
        return f"expected {_expected(kind)}{found}.{alike}"
    sentence = str(error).split(" - at ")[0]
    for name, noun in _NOUNS.items():
        sentence = sentence.replace(name, noun)
    sentence = re.sub(r", got .*", "", sentence)
    sentence = re.sub(r"matching regex .*", "such as #0072B2", sentence)
    sentence = sentence.replace(">=", "of at least").replace("<=", "of at most")
    sentence = sentence.replace("of length of", "with a length of").replace("> 0.0", "above 0")
    reasons = [part.description for part in get_args(kind)[1:] if getattr(part, "description", "")]
    return sentence[:1].lower() + sentence[1:] + found + "".join(f" ({why})" for why in reasons)


def _shown(content: Any) -> str:
    if isinstance(content, list) and len(content) > 3:
        return f"a list of {len(content)}"
    if isinstance(content, dict):
        return "a table"
    text = repr(content)
    return text if len(text) <= 60 else f"{text[:57]}... ({len(content)} characters)"
