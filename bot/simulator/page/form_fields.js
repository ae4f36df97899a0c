// The fields of a form, whichever platform it came from: {name, label, node, control, value(), refuse(sentence),
// describe(id of a sentence elsewhere)}.
import { make } from "./dom.js";

let count = 0;

export function slackField(block, words) {
  const { element } = block;
  const [label, hint, required] = [block.label.text, block.hint?.text, !block.optional];
  const placeholder = element.placeholder?.text;
  const groups = (element.option_groups ?? [{ options: element.options ?? [] }])
    .map((group) => ({ label: group.label?.text, options: group.options.map((o) => ({ value: o.value, label: o.text.text })) }));
  const controls = {
    plain_text_input: () => textControl(element.multiline, element.max_length, placeholder, element.initial_value),
    static_select: () => selectControl(groups, placeholder ?? words.choose, element.initial_option?.value),
    radio_buttons: () => selectControl(groups, words.choose, element.initial_option?.value),
    datepicker: () => make("input", { type: "date", value: element.initial_date }),
    timepicker: () => make("input", { type: "time", value: element.initial_time }),
  };
  const control = (controls[element.type] ?? controls.plain_text_input)();
  return field({ name: block.block_id, label, hint, required, control, words });
}

export function adaptiveField(item, words) {
  const options = (item.choices ?? []).map((choice) => ({ value: choice.value, label: choice.title }));
  const controls = {
    "Input.Text": () => textControl(item.isMultiline, item.maxLength, item.placeholder, item.value),
    "Input.ChoiceSet": () => selectControl([{ options }], item.placeholder || words.choose, item.value),
    "Input.Date": () => make("input", { type: "date", value: item.value }),
    "Input.Time": () => make("input", { type: "time", value: item.value }),
  };
  const control = (controls[item.type] ?? controls["Input.Text"])();
  return field({ name: item.id, label: item.label ?? item.id, required: item.isRequired, control, words, missing: item.errorMessage });
}

function field({ name, label, hint, required, control, words, missing }) {
  const id = `field-${(count += 1)}`;
  control.id = id;
  control.required = Boolean(required);
  const error = make("p", { class: "field-error", id: `${id}-error`, hidden: true });
  const said = hint ? make("p", { class: "note", id: `${id}-hint`, text: hint }) : null;
  const optional = required ? null : make("span", { class: "note", text: ` (${words.optional})` });
  const node = make("div", { class: "field" }, make("label", { for: id }, label, optional), control, said, error);
  const refuse = (sentence) => {
    error.textContent = sentence ?? "";
    error.hidden = !sentence;
    control.setAttribute("aria-invalid", String(Boolean(sentence)));
    const described = [said?.id, sentence ? error.id : null].filter(Boolean).join(" ");
    if (described) control.setAttribute("aria-describedby", described);
    else control.removeAttribute("aria-describedby");
  };
  const describe = (other) => {
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", [other, said?.id].filter(Boolean).join(" "));
  };
  refuse(null);
  return { name, label, node, control, refuse, describe, missing: missing ?? words.missing, value: () => control.value || null };
}

function textControl(multiline, longest, placeholder, value) {
  const control = make(multiline ? "textarea" : "input", { maxlength: longest, placeholder, rows: multiline ? 4 : null });
  control.value = value ?? "";
  return control;
}

function selectControl(groups, placeholder, value) {
  const option = (o) => make("option", { value: o.value, text: o.label, selected: o.value === value });
  const control = make("select", {}, make("option", { value: "", text: placeholder }));
  for (const group of groups) {
    const options = group.options.map(option);
    control.append(...(group.label ? [make("optgroup", { label: group.label }, ...options)] : options));
  }
  return control;
}
