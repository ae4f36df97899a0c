// Elements are made here and nowhere else; text always goes in as text.
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// A link that leads out of the page; other kinds of addresses are shown as text.
export function link(url, ...children) {
  if (!/^(https?:|mailto:|tel:)/i.test(url)) return make("span", {}, ...children);
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...children.flatMap(breakable));
}

// An e-mail address that is too long for its line goes on after the @.
const breakable = (child) => (typeof child === "string" && child.includes("@")
  ? child.split(/(?<=@)/).flatMap((part, index) => (index ? [make("wbr"), part] : [part])) : [child]);

// Shows a sentence in a line that is hidden when there is none.
export function tell(line, sentence) {
  line.textContent = sentence ?? "";
  line.hidden = !sentence;
}
