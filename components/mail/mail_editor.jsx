import { createElement as h, useEffect, useRef, useState } from "react";
import { Confirm } from "$/public/external/components/ui/dialog/overlay.jsx";
import { useT } from "$/public/external/components/ui/text/language.js";
import { draftOf, mended, payload, samples } from "$/public/external/components/mail/editor/mail_parts.js";
import { Preview } from "$/public/external/components/mail/editor/mail_preview.jsx";
import { Faults, Source, Values } from "$/public/external/components/mail/editor/mail_source.jsx";

const PAUSE = 350;
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// The draft follows what is kept, unless something was typed: then it stays, and a change of somebody else is told.
function useDraft(template) {
  const [draft, setDraft] = useState(() => draftOf(template));
  const [base, setBase] = useState({ draft: draftOf(template), version: template.version, name: template.name });
  const [overtaken, setOvertaken] = useState(false);
  const adopt = () => {
    setBase({ draft: draftOf(template), version: template.version, name: template.name });
    setOvertaken(false);
  };
  useEffect(() => {
    const now = draftOf(template);
    const clean = same(draft, base.draft) || template.name !== base.name;
    if (clean) setDraft(now);
    if (clean || same(draft, now)) adopt();
    else if (template.version !== base.version) setOvertaken(true);
  }, [template]);
  const load = () => {
    setDraft(draftOf(template));
    adopt();
  };
  return { draft, setDraft, dirty: !same(draft, base.draft), version: base.version, overtaken, load };
}

function useLeaveGuard(dirty) {
  useEffect(() => {
    const stay = (event) => event.preventDefault();
    if (dirty) window.addEventListener("beforeunload", stay);
    return () => window.removeEventListener("beforeunload", stay);
  }, [dirty]);
}

function field(label, control, hint, error) {
  const below = error ? h("span", { className: "field-error", role: "alert" }, error) : hint && h("span", { className: "field-hint" }, hint);
  return h("label", { className: "field" }, h("span", { className: "field-label" }, label), control, below);
}

export function MailEditor({ template, preview, choices, errors, mayWrite, onPreview, onTest, onSave, onFind, onReset, onDelete }) {
  const t = useT();
  const { draft, setDraft, dirty, version, overtaken, load } = useDraft(template);
  const [record, setRecord] = useState({ kind: "", id: "", label: "" });
  const [width, setWidth] = useState("wide");
  const [shown, setShown] = useState(preview);
  const body = useRef(null);
  const finding = useRef(0);
  useLeaveGuard(dirty && mayWrite);
  useEffect(() => {
    const timer = setTimeout(() => onPreview(payload(draft), record.id ? record.kind : "", record.id), PAUSE);
    return () => clearTimeout(timer);
  }, [draft, record.id, record.kind]);
  const faults = preview.problems ?? [];
  // While it cannot be written the last good letter stays in sight.
  useEffect(() => {
    if (!faults.length && preview.html) setShown(preview);
  }, [preview]);
  const set = (part) => (value) => setDraft((now) => ({ ...now, [part]: value }));
  const typed = (part) => (event) => set(part)(event.target.value);
  const save = () => mayWrite && samples(draft.variables) && onSave(payload(draft, true), version ?? 0);
  const find = (kind, words) => {
    clearTimeout(finding.current);
    finding.current = setTimeout(() => onFind(kind, words), words ? 200 : 0);
  };
  const insert = (path) => {
    const at = body.current?.selectionStart ?? draft.body.length;
    set("body")(`${draft.body.slice(0, at)}{{ ${path} }}${draft.body.slice(body.current?.selectionEnd ?? at)}`);
    body.current?.focus();
  };
  const mend = (fault) => set(fault.part)(mended(draft[fault.part], fault));
  const names = { subject: t("Subject"), preheader: t("Preheader"), body: t("Body"), plain: t("Plain text") };
  const of = (part) => faults.filter((fault) => fault.part === part);
  const locked = { readOnly: !mayWrite };
  const line = (part, hint) => field(names[part], h("input", { className: "input", name: part, maxLength: 500, value: draft[part], onChange: typed(part), "aria-invalid": of(part).length > 0, ...locked }), hint, errors[part]);
  const keys = (event) => {
    if (!((event.ctrlKey || event.metaKey) && event.key === "s")) return;
    event.preventDefault();
    save();
  };
  const form = h("div", { className: "tabs", role: "group", "aria-label": t("Written as") }, [["text", t("Text")], ["mjml", "MJML"]].map(([key, label]) => h("button", { key, type: "button", className: "tab", "aria-pressed": draft.form === key, disabled: !mayWrite, onClick: () => set("form")(key) }, label)));
  const hint = draft.form === "text" ? t("# heading, - list, **bold**, > box; a link alone on its line is a button.") : t("mj-section, mj-column, mj-text, mj-button, mj-image, mj-table, mj-divider.");
  const back = template.origin === "edited" && h(Confirm, { key: "back", triggerClass: "btn btn-quiet", title: t("Go back to the shipped template?"), text: t("Your copy is removed. You can undo this."), action: t("Go back"), cancel: t("Cancel"), onConfirm: onReset }, t("Back to the shipped one"));
  const gone = template.origin === "own" && h(Confirm, { key: "gone", triggerClass: "btn btn-quiet", title: t("Delete this template?"), text: t("Workflows that use it will fail until they use another one. You can undo this."), action: t("Delete"), cancel: t("Cancel"), onConfirm: onDelete }, t("Delete"));
  const bar = h("header", { className: "mail-bar" },
    h("div", { className: "mail-said" }, h("code", {}, template.name), template.description && h("span", {}, template.description)),
    dirty && h("span", { className: "badge badge-amber" }, t("Not saved")),
    mayWrite && [back, gone,
      h("button", { key: "test", type: "button", className: "btn btn-plain", disabled: faults.length > 0, onClick: () => onTest(payload(draft), record.id ? record.kind : "", record.id) }, t("Send me a test")),
      h("button", { key: "save", type: "button", className: "btn btn-primary", disabled: !dirty || faults.length > 0 || !samples(draft.variables), onClick: save }, t("Save"))]);
  const news = overtaken && h("p", { className: "form-error", role: "alert" }, t("Somebody else has changed this template meanwhile."), " ", h("button", { type: "button", className: "link", onClick: load }, t("Show theirs; what is typed here goes")));
  const wrong = samples(draft.variables) ? "" : t("This is no JSON object.");
  const more = h("details", { className: "more" }, h("summary", {}, t("Plain text, sample values, name")),
    field(names.plain, h("textarea", { className: "input area mono", rows: 5, value: draft.plain, onChange: typed("plain"), placeholder: t("Made from the body while this is empty."), ...locked }), null, errors.plain),
    field(t("Sample values"), h("textarea", { className: "input area mono", rows: 10, value: draft.variables, onChange: typed("variables"), spellCheck: false, ...locked }), t("They say what the template may read, and fill the preview."), wrong || errors.variables),
    field(t("Name"), h("input", { className: "input", value: draft.title, maxLength: 500, onChange: typed("title"), ...locked })),
    field(t("What it is for"), h("input", { className: "input", value: draft.description, maxLength: 500, onChange: typed("description"), ...locked })),
    h("label", { className: "choice choice-switch" }, h("span", {}, t("Marketing: a line to unsubscribe stands at its end")), h("input", { type: "checkbox", role: "switch", className: "switch", checked: !!draft.marketing, disabled: !mayWrite, onChange: (event) => set("marketing")(event.target.checked) })));
  const edit = h("section", { className: "mail-edit", "aria-label": t("Template") }, news, line("subject"), line("preheader", t("The line that inboxes show beside the subject.")),
    h("div", { className: "field" }, h("div", { className: "mail-body-head" }, h("span", { className: "field-label" }, names.body), form),
      h(Source, { value: draft.body, onChange: set("body"), faults: of("body"), label: names.body, inputRef: body, readOnly: !mayWrite }),
      h("span", { className: errors.body ? "field-error" : "field-hint" }, errors.body || hint)),
    h(Faults, { faults, onMend: mend, names }), h(Values, { known: template.known ?? [], onInsert: insert }), more);
  const pane = h(Preview, { preview: shown, broken: faults.length > 0, width, onWidth: setWidth, record, onRecord: setRecord, choices, onFind: find });
  return h("div", { className: "mail-editor", onKeyDown: keys }, bar, edit, pane);
}
