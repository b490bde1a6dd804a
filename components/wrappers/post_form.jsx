import { createElement as h, useEffect, useState } from "react";
import { useT } from "$/public/external/components/ui/text/language.js";

const asked = () => new URLSearchParams(location.search);

// Only an address of our own: "//elsewhere" and "/\elsewhere" would leave the house.
function wanted(fallback) {
  const next = asked().get("next") ?? "";
  return /^\/(?![/\\])/.test(next) ? next : fallback;
}

function values(form, ticket) {
  const body = Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  for (const box of form.querySelectorAll("input[type=checkbox][name]")) body[box.name] = box.checked;
  for (const radio of form.querySelectorAll("input[type=radio]:checked")) {
    if (["true", "false"].includes(radio.value)) body[radio.name] = radio.value === "true";
  }
  return ticket ? { ...body, ticket: asked().get("ticket") ?? "" } : body;
}

async function post(to, body) {
  try {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(to, { method: "POST", headers, body: JSON.stringify(body), credentials: "same-origin" });
    if (answer.ok) return {};
    const problem = await answer.json();
    return { error: problem.detail, fields: problem.fields };
  } catch {
    return { error: "Steward does not answer. Nothing was changed; please try again in a moment." };
  }
}

// The words people see above a control, and a mark on it, instead of the name it has on the wire.
function labelled(form, answer) {
  const labels = {};
  for (const control of form.elements) {
    const wrong = Boolean(answer.fields?.[control.name]);
    control.setAttribute("aria-invalid", wrong);
    if (wrong) labels[control.name] = control.closest("label")?.querySelector(".field-label")?.firstChild?.textContent;
  }
  return { ...answer, labels };
}

const problems = (t, { error, fields, labels }) => {
  if (!error) return null;
  const reasons = Object.entries(fields ?? {}).map(([name, why]) => h("li", { key: name }, `${labels?.[name] ?? t(name)}: ${t(why)}`));
  return h("div", { className: "form-error", role: "alert" }, t(error), reasons.length ? h("ul", {}, reasons) : null);
};

const success = (t, done) => h("p", { className: "form-done", role: "status" }, t(done));

export function PostForm({ to, next, done, ticket, children, ...rest }) {
  const t = useT();
  const [state, setState] = useState({});
  const submit = async (event) => {
    event.preventDefault();
    if (state.busy) return;
    const form = event.currentTarget;
    const body = values(form, ticket);
    setState({ busy: true });
    const answer = labelled(form, await post(to, body));
    if (!answer.error && !done) location.replace(wanted(next || "/"));
    else setState(answer.error ? answer : { finished: true });
  };
  if (state.finished) return success(t, done);
  const props = { ...rest, onSubmit: submit, method: "post", "aria-busy": Boolean(state.busy) };
  return h("form", { ...props, className: `form ${rest.className ?? ""}` }, problems(t, state), children);
}

export function Here({ leave, first_run: sentOn, firstRun, children }) {
  const [here, setHere] = useState({});
  useEffect(() => {
    fetch("/api/session")
      .then((answer) => answer.json())
      .then((found) => {
        const start = sentOn ?? firstRun;
        if (leave && found.signedIn) location.replace(wanted("/"));
        else if (start && found.firstRun) location.replace(start);
        else setHere(found);
      })
      .catch(() => {});
  }, []);
  return here.outbox ? children : null;
}

export function TicketPost({ to, done, children }) {
  const t = useT();
  const [state, setState] = useState({ busy: true });
  useEffect(() => {
    post(to, { ticket: asked().get("ticket") ?? "" }).then(setState);
  }, []);
  if (state.busy) return h("div", { className: "skeleton", "aria-busy": true });
  return h("div", {}, problems(t, state) ?? success(t, done), children);
}
