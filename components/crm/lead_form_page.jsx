import { createElement as h, useEffect, useState } from "react";
import { PostForm } from "$/public/external/components/wrappers/post_form/post_form.jsx";
import { setLanguage, useT } from "$/public/external/components/ui/text/language.js";

const slug = () => decodeURIComponent(location.pathname.split("/")[2] ?? "");

// Whose form it is stands in the address alone, so that no session and no state is needed to fill it in.
export function LeadFormPage({ done, children }) {
  const t = useT();
  const [found, setFound] = useState(null);
  useEffect(() => {
    fetch(`/api/forms/${encodeURIComponent(slug())}`)
      .then(async (answer) => ({ ok: answer.ok, ...(await answer.json()) }))
      .catch(() => ({ detail: "Steward does not answer. Please try again in a moment." }))
      .then((shown) => {
        setFound(shown);
        if (shown.company) document.title = shown.company;
        if (shown.locale) setLanguage(shown.locale);
      });
  }, []);
  if (!found) return h("div", { className: "bones", role: "status", "aria-busy": true });
  if (!found.ok) return h("p", { className: "form-error", role: "alert" }, t(found.detail ?? "There is no such form."));
  const head = h("h1", {}, t("Write to {company}", { company: found.company }));
  const to = `/api/forms/${encodeURIComponent(slug())}/leads`;
  return h("div", { className: "lead-form" }, head, h("section", { className: "card" }, h(PostForm, { to, done }, children)));
}
