"""Form -> the inputs and the sending of a Teams dialog."""

from __future__ import annotations

from typing import Any, assert_never

from templates.elements import DateInput, Form, Input, SelectInput, TextInput, TimeInput
from templates.translations import catalogue

Json = dict[str, Any]


def inputs(form: Form, language: str) -> list[Json]:
    return [element for entry in form.inputs for element in _input(entry, language)]


def submit(form: Form, nonce: str | None) -> Json:
    """Teams adds the inputs' values to data. Raises ValueError without a nonce."""
    if nonce is None:
        raise ValueError(f"{form.intent}: the opening of a form wants a nonce")
    data = {"action": "samordning", "intent": form.intent, "fields": dict(form.fields), "nonce": nonce}
    return {"type": "Action.Submit", "title": form.submit, "style": "positive", "data": data}


def _input(entry: Input, language: str) -> list[Json]:
    _ = catalogue(language).gettext
    element: Json = {"id": entry.name, "label": entry.label} | _kind(entry, language)
    if entry.value:
        element["value"] = entry.value
    if entry.required:
        element |= {"isRequired": True, "errorMessage": _("Fill in “%(field)s”.") % {"field": entry.label}}
    hint = entry.hint if isinstance(entry, TextInput) else ""
    return [element, _hint(hint)] if hint else [element]


def _kind(entry: Input, language: str) -> Json:
    _ = catalogue(language).gettext
    match entry:
        case TextInput():
            made: Json = {"type": "Input.Text", "isMultiline": entry.multiline}
            made |= {"maxLength": entry.max_length} if entry.max_length else {}
            return made | ({"placeholder": entry.placeholder} if entry.placeholder else {})
        case SelectInput():
            choices = [{"title": option.label, "value": option.value} for option in entry.options]
            return {"type": "Input.ChoiceSet", "style": "compact", "placeholder": _("Choose"), "choices": choices}
        case DateInput():
            return {"type": "Input.Date"}
        case TimeInput():
            return {"type": "Input.Time"}
        case _:
            assert_never(entry)


def _hint(text: str) -> Json:
    return {"type": "TextBlock", "text": text, "wrap": True, "size": "Small", "isSubtle": True, "spacing": "None"}
