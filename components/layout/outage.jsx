import { createElement as h, useEffect, useState } from "react";
import { useT } from "$/public/external/components/ui/text/language.js";

// Shown only when the line stays down: a short break heals before anyone would have read it.
export function ConnectionNote({ lost }) {
  const t = useT();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(!!lost), lost ? 1500 : 0);
    return () => clearTimeout(timer);
  }, [lost]);
  if (!shown) return null;
  return h("p", { className: "connection", role: "alert" }, t("No connection. What you see may be out of date; it returns by itself."));
}

export function Broken() {
  const t = useT();
  const again = h("button", { type: "button", className: "btn btn-plain", onClick: () => location.reload() }, t("Reload the page"));
  return h(
    "div",
    { className: "page-error", role: "alert" },
    h("h2", null, t("This page could not be drawn.")),
    h("p", null, t("Nothing you saved is lost. The fault has been noted.")),
    again,
  );
}
