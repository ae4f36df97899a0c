// The page: one chosen person, two platforms, one form, and faults to try.
import { make, tell } from "./dom.js";
import { FormDialog } from "./form.js";
import { Pane } from "./pane.js";
import { WORDS } from "./words.js";

const byId = (id) => document.getElementById(id);
const remembered = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* a browser that keeps nothing */ } };

class Page {
  async start() {
    this.world = await (await fetch("/simulator/page/world")).json();
    this.language = remembered("language") === "en" ? "en" : "da";
    const act = (platform, deed, body) => this.act(platform, deed, body);
    this.panes = ["slack", "teams"].map((name) => new Pane(name, byId("pane"), { act, look: () => this.look() }));
    document.querySelector("main").append(...this.panes.map((pane) => pane.node));
    this.form = new FormDialog(byId("form"), act);
    this.choosePeople();
    this.chooseLanguage();
    await this.look();
    this.listen();
  }

  get words() { return WORDS[this.language]; }
  get person() { return this.world.people.find((person) => person.key === byId("person").value); }

  choosePeople() {
    const select = byId("person");
    select.replaceChildren(...this.byPlatforms());
    const last = remembered("person");
    if (this.world.people.some((person) => person.key === last)) select.value = last;
    select.addEventListener("change", () => {
      remember("person", select.value);
      document.querySelector("main").inert = true; // nobody acts as one person on what another one sees
      this.look();
    });
  }

  // Who is on which platform decides what there is to try, so the list of people says it.
  byPlatforms() {
    const groups = new Map([["slack teams", []], ["slack", []], ["teams", []], ["", []]]);
    for (const person of this.world.people) {
      const platforms = ["slack", "teams"].filter((name) => person[name]).join(" ");
      groups.get(platforms).push(make("option", { value: person.key, text: person.name }));
    }
    return [...groups].filter(([, options]) => options.length).map(([platforms, options]) =>
      make("optgroup", { "data-platforms": platforms }, ...options));
  }

  chooseLanguage() {
    for (const input of document.querySelectorAll("input[name=language]")) {
      input.checked = input.value === this.language;
      input.addEventListener("change", () => { this.language = input.value; remember("language", input.value); this.speak(); this.look(); });
    }
    this.speak();
  }

  speak() {
    document.documentElement.lang = this.language;
    document.title = this.words.title;
    for (const node of document.querySelectorAll("[data-word]")) node.textContent = this.words[node.dataset.word];
    for (const group of byId("person").children) group.label = this.words.platforms[group.dataset.platforms];
  }

  // Fetches what the chosen person sees and shows it; one fetch at a time, and one more if something came between.
  async look() {
    if (this.looking) { this.again = true; return; }
    this.looking = true;
    try {
      do {
        this.again = false;
        const [slack, teams] = this.panes.map((pane) => pane.wanted);
        const { person } = this; // another may be chosen while this one's answer is under way
        const query = new URLSearchParams({ person: person.key, slack, teams });
        const response = await fetch(`/simulator/page/state?${query}`);
        if (response.ok) this.show(await response.json(), person);
      } while (this.again);
      tell(byId("lost"), null);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      tell(byId("lost"), this.words.lost);
    } finally {
      this.looking = false;
    }
  }

  show(state, person) {
    const { words, language } = this;
    byId("role").textContent = person.role[language] ?? "";
    const main = document.querySelector("main");
    main.hidden = false; // nobody can act before there is something to act on
    main.inert = person !== this.person;
    const suggestions = this.world.suggestions.map((sentence) => sentence[language].replace(/^@samordning\s+/, ""));
    for (const pane of this.panes) {
      pane.show(state[pane.platform], { person, words, language, names: this.world.names, suggestions });
    }
    this.form.show(state, words, this.world.names);
    this.showFaults(state);
  }

  showFaults(state) {
    const look = JSON.stringify([this.language, state.slack.faults, state.teams.faults]);
    if (byId("faults").dataset.look === look) return;
    const focused = document.activeElement?.dataset.fault;
    byId("faults").dataset.look = look;
    byId("faults").replaceChildren(...this.panes.map((pane) => this.faultsOf(pane.platform, state[pane.platform].faults)));
    if (focused) document.querySelector(`[data-fault="${focused}"]`)?.focus();
  }

  faultsOf(platform, waiting) {
    const button = (fault, label, deed, body) => make("button", {
      type: "button", class: "action", "data-fault": `${platform}-${fault}`, text: label, onclick: () => this.act(platform, deed, body),
    });
    const kinds = Object.entries(this.words.fault).map(([fault, label]) => button(fault, label, "fail", { fault }));
    return make("fieldset", { class: platform }, make("legend", { text: platform === "slack" ? "Slack" : "Teams" }),
      ...kinds, waiting.length ? button("heal", this.words.heal, "heal", {}) : null,
      make("output", { text: this.words.waiting(waiting.length) }));
  }

  async act(platform, deed, body) {
    try {
      const response = await fetch(`/simulator/page/do/${platform}/${deed}`, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ person: this.person.key, ...body }),
      });
      const answer = await response.json();
      await this.look();
      return answer;
    } catch {
      return { problem: "unreachable", errors: {} };
    }
  }

  listen() {
    const changes = new EventSource("/simulator/page/changes");
    changes.addEventListener("message", () => this.look());
    changes.addEventListener("error", () => tell(byId("lost"), this.words.lost));
    addEventListener("beforeunload", () => changes.close());
  }
}

new Page().start();
