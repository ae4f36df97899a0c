// Slack's blocks as nodes. `press(actionId)` is called for a button; without it buttons can only be looked at.
import { link, make } from "./dom.js";
import { mrkdwn, richText } from "./markup.js";

export function drawBlocks(blocks, { names, press }) {
  return blocks.map((block) => drawBlock(block, names, press)).filter(Boolean);
}

function drawBlock(block, names, press) {
  switch (block.type) {
    case "header": return make("h3", { class: "card-title" }, ...text(block.text, names));
    case "section": return section(block, names, press);
    case "context": return make("div", { class: "note" }, ...block.elements.map((element) => words(element, names)));
    case "divider": return make("hr");
    case "actions": return make("div", { class: "buttons" }, ...block.elements.map((element) => button(element, press)));
    case "rich_text": return make("div", { class: "words" }, ...richText(block, names));
    case "markdown": return make("div", { class: "words", text: block.text });
    case "image": return make("p", { class: "note", text: block.alt_text });
    default: return null; // inputs belong to forms
  }
}

export function text(object, names) {
  return object.type === "mrkdwn" ? mrkdwn(object.text, names) : lines(object.text);
}

const lines = (plain) => plain.split("\n").flatMap((line, index) => (index ? [make("br"), line] : [line]));
const words = (object, names) => make("p", {}, ...text(object, names));

function section(block, names, press) {
  const inner = make("div", { class: "words" });
  if (block.text) inner.append(words(block.text, names));
  if (block.fields) inner.append(make("div", { class: "fields-grid" }, ...block.fields.map((field) => words(field, names))));
  if (!block.accessory) return inner;
  return make("div", { class: "with-accessory" }, inner, button(block.accessory, press));
}

function button(element, press) {
  if (element.type !== "button") return null;
  if (element.url) return link(element.url, element.text.text);
  return make("button", {
    type: "button", class: `action ${element.style ?? ""}`, "data-key": element.action_id,
    "aria-label": element.accessibility_label, text: element.text.text, disabled: !press,
    onclick: () => press(element.action_id),
  });
}
