"""XML -> buttons and forms. Every attribute that says nothing about the looks is a field of the intent."""

from __future__ import annotations

import datetime as dt
from xml.etree.ElementTree import Element

from templates.elements import Button, DateInput, Form, Input, Option, SelectInput, TextInput, TimeInput
from templates.markup_text import LINE_BREAK, as_line, attributes_of, children_of, fields_of, is_yes, label_of, words_of

_TAKEN_BY_THE_WIRE = {"action", "intent", "fields", "nonce", "msteams", "dialog_id"}


def button_of(node: Element) -> Button:
    attributes = dict(node.attrib)
    style = attributes.pop("style", "default")
    opens = attributes.pop("opens", "")
    intent = attributes.pop("intent", "")
    label = words_of(node)
    if not intent or not label:
        raise ValueError("<button>: wants an intent and a label")
    if style not in ("default", "primary", "danger") or opens not in ("", "form"):
        raise ValueError(f'<button intent="{intent}">: style is primary or danger, opens is form')
    return Button(intent, fields_of(attributes), label, style, opens == "form")


def form_of(node: Element) -> Form:
    attributes = dict(node.attrib)
    intent, submit = attributes.pop("intent", ""), as_line(attributes.pop("submit", ""))
    inputs = tuple(_input(child) for child in children_of(node))
    names = [entry.name for entry in inputs]
    if not intent or not submit or not inputs:
        raise ValueError("<form>: wants an intent, a submit label and an input")
    if len(names) != len(set(names)) or _TAKEN_BY_THE_WIRE & set(names):
        raise ValueError(f'<form intent="{intent}">: an input\'s name is taken: {", ".join(names)}')
    return Form(intent, fields_of(attributes), submit, inputs)


def _input(node: Element) -> Input:
    own = ("multiline", "max", "placeholder", "hint") if node.tag == "text" else ()
    label = label_of(node, "label", "name", "required", "value", *own)
    name, value = node.get("name", ""), node.get("value", "").replace(LINE_BREAK, "\n")
    required = is_yes(node, "required")
    if not name:
        raise ValueError(f"<{node.tag}>: wants a name")
    match node.tag:
        case "text":
            limit = int(node.get("max", "0")) or None
            placeholder, hint = as_line(node.get("placeholder", "")), as_line(node.get("hint", ""))
            return TextInput(name, label, required, is_yes(node, "multiline"), limit, placeholder, value, hint)
        case "select":
            options = tuple(_option(option) for option in children_of(node, "option"))
            if not options:
                raise ValueError(f'<select name="{name}">: wants an option')
            return SelectInput(name, label, options, required, value)
        case "date":
            return DateInput(name, label, required, dt.date.fromisoformat(value).isoformat() if value else "")
        case "time":
            return TimeInput(name, label, required, dt.time.fromisoformat(value).strftime("%H:%M") if value else "")
        case unknown:
            raise ValueError(f"<{unknown}>: unknown input")


def _option(node: Element) -> Option:
    value, label = attributes_of(node, "value")["value"], words_of(node)
    if not value or not label:
        raise ValueError("<option>: wants a value and a label")
    return Option(value, label)
