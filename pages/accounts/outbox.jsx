import { createElement as h, useEffect, useState } from "react";
import { useT } from "$/public/external/components/ui/text/language.js";

// Addresses in the text become links; everything else stays text.
const linked = (text) =>
  text.split(/(https?:\/\/\S+)/).map((part, at) => (at % 2 ? h("a", { key: at, href: part, className: "link" }, part) : part));

const letter = (mail) =>
  h("article", { key: mail.id, className: "mail" }, [
    h("h2", { key: "subject" }, mail.subject),
    h("p", { key: "to", className: "hint" }, `${mail.to} · ${new Date(mail.createdAt).toLocaleString()}`),
    h("pre", { key: "text", className: "mail-text" }, linked(mail.text)),
  ]);

export function Outbox() {
  const t = useT();
  const [found, setFound] = useState(null);
  useEffect(() => {
    fetch("/api/outbox")
      .then(async (answer) => setFound(answer.ok ? await answer.json() : { error: (await answer.json()).detail }))
      .catch(() => setFound({ error: "Steward does not answer. Please try again in a moment." }));
  }, []);
  if (!found) return h("div", { className: "skeleton", "aria-busy": true });
  if (found.error) return h("p", { className: "form-error", role: "alert" }, t(found.error));
  return found.items.length ? h("div", {}, found.items.map(letter)) : h("p", {}, t("No mail yet."));
}
