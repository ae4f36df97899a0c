// The one form that can be open: a Slack modal or a Teams dialog.
import { drawCard } from "./adaptive_card.js";
import { drawBlocks } from "./block_kit.js";
import { make, tell } from "./dom.js";
import { slackField } from "./form_fields.js";

export class FormDialog {
  constructor(dialog, act) {
    this.dialog = dialog;
    this.act = act; // (platform, act, body) => answer
    this.shown = null;
    this.form = dialog.querySelector("form");
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.submit?.(); });
    this.form.querySelector(".cross").addEventListener("click", () => this.close());
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); this.close(); });
  }

  // Shows what is open on either platform, or nothing; draws again only what has changed.
  show(state, words, names) {
    const platform = ["slack", "teams"].find((name) => state[name].form);
    const open = platform ? state[platform].form : null;
    const key = open ? `${platform}/${open.id}/${open.version}` : null;
    if (key === this.shown) return;
    this.shown = key;
    if (!open) return this.dialog.close();
    Object.assign(this, { platform, open, words, fields: [] });
    this.dialog.className = platform;
    tell(this.form.querySelector(".error"), null);
    if (platform === "slack") this.drawView(open.view, names);
    else this.drawDialog(open);
    if (!this.dialog.open) this.dialog.showModal();
    const wrong = this.fields.find((field) => field.control.getAttribute("aria-invalid") === "true");
    ((wrong ?? this.fields[0])?.control ?? this.form.querySelector("h2")).focus();
  }

  drawView(view, names) {
    const nodes = view.blocks.map((block) => {
      if (block.type !== "input") return drawBlocks([block], { names, press: () => {} })[0];
      const made = slackField(block, this.words);
      this.fields.push(made);
      return made.node;
    });
    this.submit = () => this.send({});
    const send = view.submit ? make("button", { type: "submit", class: "action primary", text: view.submit.text }) : null;
    this.fill(view.title.text, nodes.filter(Boolean), [view.close && this.closer(view.close.text), send]);
  }

  drawDialog({ title, card }) {
    const { actions = [], ...rest } = card;
    const press = (action) => this.send({ action: action.number });
    const body = drawCard(rest, { press, words: this.words, fields: this.fields });
    this.submit = () => actions[0] && press(actions[0]);
    const buttons = actions.map((action, index) => make("button", {
      type: index ? "button" : "submit", class: `action ${index ? "" : "primary"}`, text: action.title,
      onclick: index ? () => press(action) : null,
    }));
    this.fill(title || this.words.formOf("Teams"), [body], buttons);
    body.querySelectorAll(".attention").forEach((problem, index) => this.attach(problem, `problem-${index}`));
  }

  // Teams has no place for errors beside a field: a sentence that begins with the field's label is one.
  attach(problem, id) {
    problem.id = id;
    problem.setAttribute("role", "alert");
    this.fields.find((field) => problem.textContent.startsWith(`${field.label}:`))?.describe(id);
  }

  fill(title, nodes, buttons) {
    this.form.querySelector("h2").textContent = title;
    this.form.querySelector(".cross").setAttribute("aria-label", this.words.close);
    this.form.querySelector(".fields").replaceChildren(...nodes);
    this.form.querySelector(".form-actions").replaceChildren(...buttons.filter(Boolean));
  }

  closer(label) {
    return make("button", { type: "button", class: "action", text: label, onclick: () => this.close() });
  }

  async send(more) {
    const missing = this.fields.filter((field) => field.control.required && !field.control.value.trim());
    this.fields.forEach((field) => field.refuse(missing.includes(field) ? field.missing : null));
    if (missing.length) return missing[0].control.focus();
    const values = Object.fromEntries(this.fields.map((field) => [field.name, field.value()]));
    this.form.setAttribute("aria-busy", "true");
    const answer = await this.act(this.platform, "submit", { form: this.open.id, values, ...more });
    this.form.removeAttribute("aria-busy");
    tell(this.form.querySelector(".error"), answer.problem ? this.words.problem[answer.problem] : null);
    const refused = this.fields.filter((field) => answer.errors?.[field.name]);
    refused.forEach((field) => field.refuse(answer.errors[field.name]));
    refused[0]?.control.focus();
  }

  close() {
    return this.act(this.platform, "close", { form: this.open.id });
  }
}
