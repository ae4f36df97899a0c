// The messages of one conversation, redrawn only where something has changed.
import { drawCard } from "./adaptive_card.js";
import { drawBlocks } from "./block_kit.js";
import { make } from "./dom.js";
import { markdown, mrkdwn } from "./markup.js";

// The committees' clock, which the bot's sentences use too.
const CLOCK = { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Copenhagen" };

export class Messages {
  constructor(log, pane) {
    this.log = log;
    this.pane = pane;
    this.drawn = new Map();
  }

  // `look` names whatever else the drawing depends on: person, language, conversation.
  show(messages, look, empty) {
    const atEnd = this.isAtEnd();
    const following = atEnd || this.log.scrollTop === this.followedTo;
    const elsewhere = look !== this.look;
    if (elsewhere) this.drawn.clear();
    const grown = messages.length > this.drawn.size;
    this.look = look;
    const nodes = threaded(messages).map((message) => this.node(message));
    this.place(nodes.length ? nodes : [make("p", { class: "empty", text: empty })]);
    const newest = this.drawn.get(messages.at(-1)?.id)?.node;
    if (newest && (elsewhere || (grown && (following || messages.at(-1).mine)))) this.follow(newest);
    else if (atEnd) this.log.scrollTop = this.log.scrollHeight; // what is edited may have become longer
  }

  isAtEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
  }

  // Shows the end of a message; of one that is higher than the log, the beginning.
  follow(node) {
    const [top, bottom] = [node.offsetTop, node.offsetTop + node.offsetHeight].map((edge) => edge - this.log.offsetTop);
    this.log.scrollTop = Math.min(top - 12, bottom - this.log.clientHeight + 16);
    this.followedTo = this.log.scrollTop;
  }

  node(message) {
    const known = this.drawn.get(message.id);
    if (known?.version === message.version) return known.node;
    const node = this.draw(message);
    this.drawn.set(message.id, { version: message.version, node });
    return node;
  }

  // Puts the nodes in place without touching those that are there already, so that nobody loses the focus.
  place(nodes) {
    const focused = this.log.contains(document.activeElement) ? document.activeElement : null;
    const at = focused?.closest("article")?.dataset.id;
    nodes.forEach((node, index) => {
      if (this.log.children[index] !== node) this.log.insertBefore(node, this.log.children[index] ?? null);
    });
    while (this.log.children.length > nodes.length) this.log.lastChild.remove();
    if (focused && !focused.isConnected && at) this.refocus(at, focused.dataset.key);
  }

  refocus(id, key) {
    const article = [...this.log.querySelectorAll("article")].find((node) => node.dataset.id === id);
    const button = [...(article?.querySelectorAll("[data-key]") ?? [])].find((node) => node.dataset.key === key);
    (button ?? this.log).focus({ preventScroll: true });
  }

  draw(message) {
    const { words } = this.pane;
    const bot = message.author === "samordning";
    const looks = [message.thread && "in-thread", message.private && "private", message.mine && "mine", bot && "from-bot"];
    const body = message.deleted ? [make("p", { class: "note", text: words.deleted })] : this.content(message, bot);
    return make("article", { class: looks.filter(Boolean).join(" "), "data-id": message.id },
      make("span", { class: `face hue-${hue(message.author)}`, "aria-hidden": "true", text: bot ? "s" : initials(message.name) }),
      make("div", { class: "said" }, this.byline(message, bot), ...body, this.replyButton(message)));
  }

  byline(message, bot) {
    const { words, language } = this.pane;
    const at = new Date(message.at * 1000);
    const time = at.toLocaleTimeString(language === "da" ? "da-DK" : "en-GB", CLOCK);
    return make("p", { class: "byline" }, make("strong", { text: message.name }),
      bot ? make("span", { class: "badge", text: words.app }) : null,
      make("time", { datetime: at.toISOString(), text: time }),
      message.edited && !message.deleted ? make("span", { class: "mark", text: words.edited }) : null,
      message.private ? make("span", { class: "mark only", text: words.onlyYou }) : null);
  }

  content(message, bot) {
    const press = this.pane.present ? (action, values) => this.pane.press(message.id, action, values) : null;
    if (message.blocks?.length) return drawBlocks(message.blocks, { names: this.pane.names, press });
    if (message.card) {
      return [drawCard(message.card, { words: this.pane.words, press: press && ((action, values) => press(action.number, values)) })];
    }
    if (this.pane.platform === "slack") return [make("p", { class: "words" }, ...mrkdwn(message.text, this.pane.names))];
    return [make("div", { class: "words" }, ...(bot ? markdown(message.text) : [make("p", {}, ...mentioned(message.text))]))];
  }

  replyButton(message) {
    if (!this.pane.canReply || message.private || message.deleted || message.thread) return null;
    return make("button", {
      type: "button", class: "quiet reply", "data-key": "reply", text: this.pane.words.reply,
      onclick: () => this.pane.replyTo(message),
    });
  }
}

// First messages in their order, each followed by its thread.
function threaded(messages) {
  const here = new Set(messages.map((message) => message.id));
  const replies = (id) => messages.filter((message) => message.thread === id);
  const roots = messages.filter((message) => !message.thread || !here.has(message.thread));
  return roots.flatMap((root) => [root, ...replies(root.id)]);
}

const initials = (name) => name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("").toUpperCase();
const hue = (author) => [...author].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 6;
const mentioned = (text) => text.split(/(@samordning)/).map((part) =>
  (part === "@samordning" ? make("span", { class: "at", text: part }) : part));
