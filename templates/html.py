"""Card -> an HTML fragment that says by its elements what it is: no scripts, no styles of its own."""

from __future__ import annotations

import json
from html import escape
from typing import assert_never

from templates.content import spoken
from templates.elements import (
    Actions,
    Block,
    Bold,
    Button,
    Card,
    Choice,
    Choices,
    Content,
    DateInput,
    Divider,
    Facts,
    Form,
    Inline,
    Input,
    Italic,
    Items,
    Link,
    Note,
    Paragraph,
    Problem,
    Quote,
    SelectInput,
    Text,
    TextInput,
    TimeInput,
    Title,
)
from templates.translations import catalogue


def to_html(card: Card, heading: int = 2) -> str:
    """An <article>; heading is the level of its title among those of the page around it."""
    blocks = "\n".join(_block(block, card, heading) for block in card.blocks)
    return f'<article class="card" lang="{escape(card.language)}">\n{blocks}\n</article>'


def _block(block: Block, card: Card, heading: int) -> str:
    match block:
        case Title(text):
            return f"<h{heading}>{escape(text)}</h{heading}>"
        case Paragraph(content):
            return f"<p>{_content(content)}</p>"
        case Items(items):
            return f"<ul>{''.join(f'<li>{_content(item)}</li>' for item in items)}</ul>"
        case Facts(facts):
            rows = (f"<div><dt>{escape(fact.label)}</dt><dd>{_content(fact.content)}</dd></div>" for fact in facts)
            return f"<dl>{''.join(rows)}</dl>"
        case Note(content):
            return f'<p class="note"><small>{_content(content)}</small></p>'
        case Quote(content, source):
            said = f"<blockquote><p>{_content(content)}</p></blockquote>"
            return f"<figure>{said}<figcaption>— {escape(source)}</figcaption></figure>"
        case Divider():
            return "<hr>"
        case Problem(field, content):
            name = f"<strong>{escape(label)}:</strong> " if (label := card.label_of(field)) else ""
            return f'<p class="problem" role="alert">{name}{_content(content)}</p>'
        case Choices(choices):
            return f'<ul class="choices">{"".join(_choice(choice) for choice in choices)}</ul>'
        case Actions(buttons):
            return f'<p class="actions">{" ".join(_button(button) for button in buttons)}</p>'
        case Form():
            return _form(block, card.language)
        case _:
            assert_never(block)


def _content(content: Content) -> str:
    return "".join(_inline(inline) for inline in content)


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return escape(text).replace("\n", "<br>")
        case Bold(text):
            return f"<strong>{escape(text)}</strong>"
        case Italic(text):
            return f"<em>{escape(text)}</em>"
        case Link(text, url):
            return f'<a href="{escape(url)}" rel="noopener noreferrer">{escape(text)}</a>'


def _choice(choice: Choice) -> str:
    button = f" {_button(choice.button, choice.content)}" if choice.button else ""
    return f"<li><span>{_content(choice.content)}</span>{button}</li>"


def _button(button: Button, beside: Content = ()) -> str:
    name = f' aria-label="{escape(spoken(button.label, beside))}"' if beside else ""
    fields = escape(json.dumps(dict(button.fields), ensure_ascii=False))
    carried = f'data-intent="{escape(button.intent)}" data-fields="{fields}"'
    return f'<button type="button" class="{button.style}"{name} {carried}>{escape(button.label)}</button>'


def _form(form: Form, language: str) -> str:
    hidden = "".join(f'<input type="hidden" name="{escape(n)}" value="{escape(v)}">' for n, v in form.fields)
    inputs = "\n".join(_labelled(entry, language) for entry in form.inputs)
    submit = f'<p class="actions"><button type="button" class="primary">{escape(form.submit)}</button></p>'
    return f'<form data-intent="{escape(form.intent)}">\n{hidden}{inputs}\n{submit}\n</form>'


def _labelled(entry: Input, language: str) -> str:
    _ = catalogue(language).gettext
    must = _("required")
    required = f" <small>({escape(must)})</small>" if entry.required else ""
    hint = f"<small>{escape(entry.hint)}</small>" if isinstance(entry, TextInput) and entry.hint else ""
    return f"<label><span>{escape(entry.label)}{required}</span>{_input(entry, language)}{hint}</label>"


def _input(entry: Input, language: str) -> str:
    common = f'name="{escape(entry.name)}"{" required" if entry.required else ""}'
    value = f'value="{escape(entry.value)}"'
    match entry:
        case TextInput():
            limit = f' maxlength="{entry.max_length}"' if entry.max_length else ""
            common += f'{limit} placeholder="{escape(entry.placeholder)}"' if entry.placeholder else limit
            if entry.multiline:
                return f"<textarea {common}>\n{escape(entry.value)}</textarea>"
            return f'<input type="text" {common} {value}>'
        case SelectInput():
            return _select(entry, common, catalogue(language).gettext("Choose"))
        case DateInput():
            return f'<input type="date" {common} {value}>'
        case TimeInput():
            return f'<input type="time" {common} {value}>'
        case _:
            assert_never(entry)


def _select(entry: SelectInput, common: str, nothing: str) -> str:
    options = "".join(
        f'<option value="{escape(option.value)}"{" selected" if option.value == entry.value else ""}>'
        f"{escape(option.label)}</option>"
        for option in entry.options
    )
    return f'<select {common}><option value="">{escape(nothing)}</option>{options}</select>'
