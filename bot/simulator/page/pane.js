// One platform: its conversations, what was said in one of them, and the box to write in.
import { make, tell } from "./dom.js";
import { Messages } from "./messages.js";

const PLATFORM = { slack: "Slack", teams: "Teams" };
const MENTION = "@samordning ";

export class Pane {
  constructor(platform, template, { act, look }) {
    Object.assign(this, { platform, act, look, wanted: "", thread: null, seen: new Map() });
    this.node = template.content.firstElementChild.cloneNode(true);
    this.node.classList.add(platform);
    const find = (selector) => this.node.querySelector(selector);
    this.parts = {
      channels: find(".channels"), absent: find(".absent"), log: find(".log"), composer: find(".composer"),
      error: find(".error"), working: find(".working"), suggestions: find(".suggestions"), replying: find(".replying"),
      text: find("textarea"), label: find(".write label"), send: find(".send"), mention: find(".mention"),
    };
    this.messages = new Messages(this.parts.log, this);
    const title = make("span", { id: `${platform}-title`, text: PLATFORM[platform] });
    find("h2").append(title);
    this.node.setAttribute("aria-labelledby", title.id);
    this.parts.text.id = `${platform}-text`;
    this.parts.label.htmlFor = this.parts.text.id;
    this.listen();
  }

  listen() {
    const { composer, text, replying } = this.parts;
    composer.addEventListener("submit", (event) => { event.preventDefault(); this.say(); });
    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.say(); }
    });
    text.addEventListener("input", () => this.fit());
    replying.querySelector("button").addEventListener("click", () => this.replyTo(null));
  }

  show(state, { person, words, language, names, suggestions }) {
    Object.assign(this, { words, language, names, person, present: state.present });
    this.place = state.channels.find((place) => place.id === state.channel);
    this.channel = state.channel;
    this.canReply = this.present && (this.platform === "slack" || this.place?.kind === "channel");
    this.showChannels(state.channels);
    tell(this.parts.absent, state.present ? null : words.absent(person.name, PLATFORM[this.platform]));
    this.parts.composer.hidden = !state.present;
    this.showComposer(suggestions);
    const empty = state.present ? words.empty : words.emptyReading;
    this.messages.show(state.messages, `${person.key}/${language}/${this.channel}`, empty);
  }

  showChannels(places) {
    const { channels, log } = this.parts;
    channels.setAttribute("aria-label", this.words.channels(PLATFORM[this.platform]));
    log.setAttribute("aria-label", this.words.log(this.name(this.place)));
    const focused = channels.contains(document.activeElement);
    channels.replaceChildren(...places.map((place) => this.channelButton(place)));
    if (focused) channels.querySelector("[aria-pressed=true]")?.focus();
  }

  channelButton(place) {
    const key = `${this.person.key}/${place.id}`;
    const here = place.id === this.channel;
    if (here || !this.seen.has(key)) this.seen.set(key, place.latest);
    const news = place.latest > this.seen.get(key);
    return make("button", { type: "button", "aria-pressed": String(here), onclick: () => this.open(place.id) },
      this.name(place), news ? make("span", { class: "news", text: this.words.news }) : null);
  }

  name(place) {
    if (!place) return "";
    if (place.kind === "personal") return this.words.direct;
    return this.platform === "slack" ? `# ${place.name}` : place.name;
  }

  open(channel) {
    this.wanted = channel;
    this.replyTo(null);
    this.look();
  }

  showComposer(suggestions) {
    const { label, text, send, mention, replying } = this.parts;
    const direct = this.place?.kind === "personal";
    label.textContent = direct ? this.words.writeDirect : this.words.write(this.name(this.place));
    text.placeholder = label.textContent;
    send.textContent = this.words.send;
    mention.hidden = direct;
    mention.querySelector("span").textContent = this.words.mention;
    replying.querySelector("button").textContent = this.words.cancel;
    this.showSuggestions(suggestions);
  }

  showSuggestions(sentences) {
    const { suggestions } = this.parts;
    if (suggestions.dataset.look === sentences.join("\n")) return;
    suggestions.dataset.look = sentences.join("\n");
    suggestions.setAttribute("aria-label", this.words.suggestions);
    suggestions.replaceChildren(...sentences.map((sentence) =>
      make("button", { type: "button", text: sentence, onclick: () => this.fill(sentence) })));
  }

  fill(sentence) {
    this.parts.text.value = sentence;
    this.fit();
    this.parts.text.focus();
  }

  fit() {
    const { text } = this.parts;
    text.rows = Math.min(6, text.value.split("\n").length);
  }

  replyTo(message) {
    this.thread = message?.id ?? null;
    this.parts.replying.hidden = !message;
    this.parts.replying.querySelector("span").textContent = message ? this.words.replying(message.name) : "";
    if (message) this.parts.text.focus();
  }

  async say() {
    const { text, mention } = this.parts;
    const written = text.value.trim();
    if (!written || this.busy) return;
    const named = !mention.hidden && mention.querySelector("input").checked && !written.includes(MENTION.trim());
    const answer = await this.work("say", { text: (named ? MENTION : "") + written, thread: this.thread });
    if (answer.id) {
      text.value = "";
      this.fit();
      this.replyTo(null);
    }
  }

  press(message, action, values) {
    return this.work("press", { message, action, values });
  }

  // Something that is sent to the bot; the pane says when it takes long and when nothing came of it.
  async work(act, body) {
    const { error, working } = this.parts;
    this.busy = true;
    tell(error, null);
    const slow = setTimeout(() => tell(working, this.words.working), 500);
    const answer = await this.act(this.platform, act, { channel: this.channel, ...body });
    clearTimeout(slow);
    tell(working, null);
    this.busy = false;
    tell(error, answer.problem ? this.words.problem[answer.problem] : null);
    return answer;
  }
}
