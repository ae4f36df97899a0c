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
      channels: find(".channels"), news: find(".news"), absent: find(".absent"), log: find(".log"), composer: find(".composer"),
      error: find(".error"), working: find(".working"), suggestions: find(".suggestions"), examples: find(".examples"),
      replying: find(".replying"),
      text: find("textarea"), label: find(".write label"), send: find(".send"), mention: find(".mention"),
    };
    this.messages = new Messages(this.parts.log, this);
    const title = make("span", { id: `${platform}-title`, text: PLATFORM[platform] });
    find("h2").append(title);
    this.node.setAttribute("aria-labelledby", title.id);
    this.parts.text.id = `${platform}-text`;
    this.parts.label.htmlFor = this.parts.text.id;
    this.parts.suggestions.id = `${platform}-suggestions`;
    this.parts.examples.setAttribute("aria-controls", this.parts.suggestions.id);
    this.listen();
  }

  listen() {
    const { channels, composer, text, replying, suggestions, examples } = this.parts;
    channels.addEventListener("change", () => this.open(channels.value));
    examples.addEventListener("click", () => this.unfold(suggestions.hidden));
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
    this.unfoldWhereNothingIsSaid(state.messages.length === 0, `${person.key}/${this.channel}`);
    const empty = state.present ? words.empty : words.emptyReading;
    this.messages.show(state.messages, `${person.key}/${language}/${this.channel}`, empty);
  }

  showChannels(places) {
    const { channels, news, log } = this.parts;
    channels.setAttribute("aria-label", this.words.channels(PLATFORM[this.platform]));
    log.setAttribute("aria-label", this.words.log(this.name(this.place)));
    const look = JSON.stringify(places.map((place) => [place.id, this.name(place)]));
    if (channels.dataset.look !== look) {
      channels.dataset.look = look;
      channels.replaceChildren(...places.map((place) => make("option", { value: place.id, text: this.name(place) })));
    }
    channels.value = this.channel;
    const elsewhere = places.find((place) => this.hasNews(place));
    tell(news, elsewhere ? this.words.news(this.name(elsewhere)) : null);
    news.onclick = () => { channels.focus(); this.open(elsewhere.id); };
  }

  // Is there something in this conversation that the person hasn't seen?
  hasNews(place) {
    const key = `${this.person.key}/${place.id}`;
    if (place.id === this.channel || !this.seen.has(key)) this.seen.set(key, place.latest);
    return place.latest > this.seen.get(key);
  }

  name(place) {
    if (!place) return "";
    if (place.kind === "personal") return this.words.direct;
    return this.platform === "slack" ? `# ${place.name}` : place.name;
  }

  open(channel) {
    Object.assign(this, { wanted: channel, channel });
    this.replyTo(null);
    this.look();
  }

  showComposer(suggestions) {
    const { label, text, send, mention, replying, examples } = this.parts;
    const direct = this.place?.kind === "personal";
    label.textContent = direct ? this.words.writeDirect : this.words.write(this.name(this.place));
    text.placeholder = this.words.placeholder;
    send.textContent = this.words.send;
    mention.hidden = direct;
    mention.querySelector("span").textContent = this.words.mention;
    examples.textContent = this.words.suggestions;
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

  // Examples stand open where nothing is said yet; later they are a button's press away.
  unfoldWhereNothingIsSaid(empty, where) {
    const now = `${where}/${empty}`;
    if (this.unfolded !== now) this.unfold(empty);
    this.unfolded = now;
  }

  unfold(open) {
    this.parts.suggestions.hidden = !open;
    this.parts.examples.setAttribute("aria-expanded", String(open));
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
