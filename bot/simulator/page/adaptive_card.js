// Adaptive Cards as nodes. `press(action, values)` is called for an action; without it they can only be
// looked at.
import { link, make } from "./dom.js";
import { adaptiveField } from "./form_fields.js";
import { markdown, markdownLine } from "./markup.js";

export function drawCard(card, { press, words, fields = [], withActions = true }) {
  const draw = { press, words, fields, values: () => Object.fromEntries(fields.map((field) => [field.name, field.value()])) };
  const node = make("div", { class: "card", lang: card.lang });
  node.append(...items(card.body ?? [], draw));
  if (withActions && card.actions?.length) node.append(actionSet(card.actions, draw));
  return node;
}

const items = (list, draw) => list.map((item) => drawItem(item, draw)).filter(Boolean);

function drawItem(item, draw) {
  const node = element(item, draw);
  if (node && item.separator) node.classList.add("separated");
  if (node && item.spacing === "None") node.classList.add("tight");
  return node;
}

function element(item, draw) {
  switch (item.type) {
    case "TextBlock": return textBlock(item);
    case "FactSet": return factSet(item);
    case "Container": return make("div", { class: `container ${item.style ?? ""}` }, ...items(item.items ?? [], draw));
    case "ColumnSet": return make("div", { class: "columns" }, ...item.columns.map((column) =>
      make("div", { class: `column ${column.width === "auto" ? "narrow" : ""}` }, ...items(column.items ?? [], draw))));
    case "ActionSet": return actionSet(item.actions, draw);
    case "RichTextBlock": return make("p", {}, ...item.inlines.map((run) => run.text ?? run));
    case "Image": return make("p", { class: "note", text: item.altText ?? "" });
    default: return item.type.startsWith("Input.") ? field(item, draw) : null;
  }
}

function field(item, draw) {
  const made = adaptiveField(item, draw.words);
  draw.fields.push(made);
  return made.node;
}

function textBlock(item) {
  if (item.style === "heading") return make("h3", { class: "card-title" }, ...markdownLine(item.text));
  const looks = [item.isSubtle || item.size === "Small" ? "note" : "words", item.color === "Attention" ? "attention" : ""];
  if (item.weight === "Bolder") looks.push("strong");
  return make("div", { class: looks.join(" ") }, ...markdown(item.text));
}

function factSet(item) {
  return make("dl", { class: "facts" }, ...item.facts.map((fact) =>
    make("div", {}, make("dt", {}, ...markdownLine(fact.title)), make("dd", {}, ...markdown(fact.value)))));
}

function actionSet(actions, draw) {
  return make("div", { class: "buttons" }, ...actions.map((action) => actionButton(action, draw)));
}

function actionButton(action, draw) {
  if (action.type === "Action.OpenUrl") return link(action.url, action.title);
  const style = { positive: "primary", destructive: "danger" }[action.style] ?? "";
  return make("button", {
    type: "button", class: `action ${style}`, "data-key": `action-${action.number}`,
    "aria-label": action.tooltip, text: action.title, disabled: !draw.press,
    onclick: () => draw.press(action, draw.values()),
  });
}
