// The subsets of Slack's mrkdwn and of Teams' Markdown that bots use, as nodes.
import { link, make } from "./dom.js";

const SLACK_ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const unescaped = (text) => text.replace(/&(lt|gt|amp);/g, (entity) => SLACK_ENTITIES[entity]);

const MRKDWN = /<([^<>|]+)(?:\|([^<>]*))?>|(?<![\p{L}\p{N}])\*([^*\n]+)\*(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])_([^_\n]+)_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])~([^~\n]+)~(?![\p{L}\p{N}])|`([^`\n]+)`/gu;

// mrkdwn: bold, italic, struck, code, links, mentions and lines that are quotes.
export function mrkdwn(text, names = {}) {
  const lines = text.split("\n");
  const nodes = [];
  lines.forEach((line, index) => {
    const quote = line.match(/^&gt;\s?(.*)$/);
    if (quote) nodes.push(make("blockquote", {}, ...mrkdwnLine(quote[1], names)));
    else nodes.push(...mrkdwnLine(line, names), ...(index < lines.length - 1 ? [make("br")] : []));
  });
  return nodes;
}

function mrkdwnLine(line, names) {
  const nodes = [];
  let from = 0;
  for (const match of line.matchAll(MRKDWN)) {
    nodes.push(unescaped(line.slice(from, match.index)));
    nodes.push(mrkdwnNode(match, names));
    from = match.index + match[0].length;
  }
  nodes.push(unescaped(line.slice(from)));
  return nodes;
}

function mrkdwnNode([whole, target, label, bold, italic, struck, code], names) {
  if (target !== undefined) return reference(target, label, names);
  if (bold !== undefined) return make("strong", {}, ...mrkdwnLine(bold, names));
  if (italic !== undefined) return make("em", {}, ...mrkdwnLine(italic, names));
  if (struck !== undefined) return make("s", {}, ...mrkdwnLine(struck, names));
  return code !== undefined ? make("code", { text: unescaped(code) }) : whole;
}

function reference(target, label, names) {
  if (target.startsWith("@")) return mention(names[target.slice(1)] ?? target.slice(1));
  if (/^[#!]/.test(target)) return mention(label || target.slice(1));
  return link(unescaped(target), unescaped(label || target));
}

const mention = (name) => make("span", { class: "at", text: `@${name.replace(/^@/, "")}` });

// rich_text: what Slack doesn't read as markup.
export function richText(block, names) {
  return block.elements.map((element) => {
    const inline = () => (element.elements ?? []).map((part) => richInline(part, names));
    switch (element.type) {
      case "rich_text_list":
        return make(element.style === "ordered" ? "ol" : "ul", {}, ...element.elements.map((item) =>
          make("li", {}, ...item.elements.map((part) => richInline(part, names)))));
      case "rich_text_quote": return make("blockquote", {}, ...inline());
      case "rich_text_preformatted": return make("pre", {}, ...inline());
      default: return make("p", {}, ...inline());
    }
  });
}

function richInline(part, names) {
  let node = document.createTextNode(part.text ?? part.url ?? "");
  if (part.type === "link") node = link(part.url, part.text || part.url);
  if (part.type === "user") node = mention(names[part.user_id] ?? part.user_id);
  for (const [style, tag] of [["bold", "strong"], ["italic", "em"], ["strike", "s"], ["code", "code"]]) {
    if (part.style?.[style]) node = make(tag, {}, node);
  }
  return node;
}

const MARKDOWN = /\\([\\`*_{}[\]()#+\-.!~=|<>&])|\*\*(?=\S)((?:\\.|[^\\])+?)\*\*|(?<![\p{L}\p{N}_])_(?=\S)((?:\\.|[^\\_])+?)_(?![\p{L}\p{N}_])|(?<!\*)\*(?=[^\s*])((?:\\.|[^\\*])+?)\*(?!\*)|\[((?:\\.|[^\\\]])*)\]\(([^\s)]+)\)|&(#\d+|lt|gt|amp|quot|nbsp);/gu;
const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', nbsp: "\u00a0" };

// Markdown of a TextBlock: paragraphs, lists, bold, italic, links and escapes.
export function markdown(text) {
  return text.split(/\n{2,}/).flatMap((paragraph) => {
    const lines = paragraph.split("\n");
    if (lines.every((line) => /^[-*] /.test(line))) return [list("ul", lines, /^[-*] /)];
    if (lines.every((line) => /^\d+\. /.test(line))) return [list("ol", lines, /^\d+\. /)];
    return [make("p", {}, ...lines.flatMap((line, index) => [...(index ? [make("br")] : []), ...markdownLine(line)]))];
  });
}

const list = (tag, lines, sign) =>
  make(tag, {}, ...lines.map((line) => make("li", {}, ...markdownLine(line.replace(sign, "")))));

export function markdownLine(line) {
  const nodes = [];
  let from = 0;
  for (const match of line.matchAll(MARKDOWN)) {
    nodes.push(line.slice(from, match.index), markdownNode(match));
    from = match.index + match[0].length;
  }
  nodes.push(line.slice(from));
  return nodes;
}

function markdownNode([, escaped, bold, italic, starred, label, url, entity]) {
  if (escaped !== undefined) return escaped;
  if (bold !== undefined) return make("strong", {}, ...markdownLine(bold));
  if (italic ?? starred) return make("em", {}, ...markdownLine(italic ?? starred));
  if (label !== undefined) return link(url, ...markdownLine(label));
  return entity.startsWith("#") ? String.fromCodePoint(Number(entity.slice(1))) : ENTITIES[entity];
}
