import { createElement as h, useState } from "react";
import { Check, Copy as Sheets } from "lucide-react";
import { useT } from "$/public/external/components/ui/text/language.js";

export function Copy({ value }) {
  const t = useT();
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setDone(true);
    setTimeout(() => setDone(false), 2000);
  };
  const drawn = h(done ? Check : Sheets, { size: 16, strokeWidth: 1.75, "aria-hidden": true });
  return h("button", { type: "button", className: "btn btn-plain", onClick: copy }, drawn, h("span", { "aria-live": "polite" }, done ? t("Copied") : t("Copy")));
}
