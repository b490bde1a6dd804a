import { createElement as h, useState } from "react";
import { Monitor, Smartphone, TextAlignStart } from "lucide-react";
import { useT } from "$/public/external/components/ui/text/language.js";

const ICON = { size: 15, strokeWidth: 1.75 };
const base = '<base target="_blank">';

function Pick({ record, onRecord, choices, onFind }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const kinds = [["", t("Sample values")], ["contact", t("A contact")], ["lead", t("A lead")], ["deal", t("A deal")]];
  const change = (event) => {
    const kind = event.target.value;
    onRecord({ kind, id: "", label: "" });
    if (kind) onFind(kind, "");
  };
  const select = h("select", { key: "kind", className: "input select", value: record.kind, onChange: change, "aria-label": t("Preview with") }, kinds.map(([value, label]) => h("option", { key: value, value }, label)));
  if (!record.kind) return h("div", { className: "pick" }, select);
  const take = (choice) => () => {
    onRecord({ ...record, id: choice.id, label: choice.label });
    setOpen(false);
  };
  const list = h("ul", { className: "pick-list" }, choices.length
    ? choices.map((choice) => h("li", { key: choice.id }, h("button", { type: "button", onMouseDown: (event) => event.preventDefault(), onClick: take(choice) }, h("strong", {}, choice.label), choice.hint && h("span", {}, choice.hint))))
    : h("li", { className: "hint" }, t("Nothing found.")));
  const search = h("input", {
    key: record.kind, className: "input", type: "search", defaultValue: record.label, placeholder: t("Search"), "aria-label": t("Search"),
    onFocus: () => setOpen(true), onBlur: () => setOpen(false), onChange: (event) => (setOpen(true), onFind(record.kind, event.target.value)),
  });
  return h("div", { className: "pick" }, select, h("div", { className: "pick-one" }, search, open && list));
}

export function Preview({ preview, broken, width, onWidth, ...picking }) {
  const t = useT();
  const views = [["wide", t("Desktop"), Monitor], ["narrow", t("Mobile"), Smartphone], ["text", t("Plain text"), TextAlignStart]];
  const tab = ([key, label, Icon]) => h("button", { key, type: "button", className: "tab", "aria-pressed": width === key, onClick: () => onWidth(key) }, h(Icon, ICON), h("span", {}, label));
  const head = h("header", { key: "head" }, h("nav", { className: "tabs", "aria-label": t("Views") }, views.map(tab)), h(Pick, picking));
  const subject = h("p", { key: "subject", className: "preview-subject" }, h("strong", {}, preview.subject || "…"), preview.preheader && h("span", {}, preview.preheader));
  const frame = width === "text"
    ? h("pre", { className: "preview-text" }, preview.text)
    : h("iframe", { title: t("Preview"), sandbox: "", srcDoc: base + (preview.html ?? ""), className: width === "narrow" ? "narrow" : undefined });
  const note = broken && h("p", { key: "note", className: "preview-note", role: "status" }, t("Not up to date: mend what is marked, and the preview goes on."));
  return h("section", { className: "mail-preview", "aria-label": t("Preview") }, head, subject, note, h("div", { key: "frame", className: "preview-frame" }, frame));
}
