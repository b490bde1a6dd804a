import { createElement as h, useEffect, useState } from "react";
import * as Dialog from "@radix-ui/react-dialog";
import { useNavigate } from "react-router";
import { useT } from "$/public/external/components/ui/text/language.js";

const typing = (target) => target?.closest?.("input, textarea, select, [contenteditable], [role=dialog], [role=menu]");
const search = () => window.dispatchEvent(new CustomEvent("steward:palette"));

// `g` and then a letter goes to a page, as long as the letter follows within a second.
function useKeys(goto, showHelp) {
  const navigate = useNavigate();
  useEffect(() => {
    let armed = 0;
    const press = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      const target = goto.find((line) => line.key === event.key);
      if (Date.now() - armed < 1000 && target) navigate(target.href);
      else if (event.key === "?") showHelp(true);
      else if (event.key === "/") search();
      else if (event.key === "n") document.querySelector("[data-primary]")?.click();
      else if (event.key !== "g") return;
      armed = event.key === "g" ? Date.now() : 0;
      event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [navigate, goto]);
}

const line = (keys, text) =>
  h("div", { key: keys }, h("dt", null, keys.split(" ").map((key) => h("kbd", { key }, key))), h("dd", null, text));

export function Keyboard({ goto }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  useKeys(goto ?? [], setOpen);
  const common = [
    line("Ctrl K", t("Search or do anything")),
    line("/", t("Search or do anything")),
    line("n", t("Do the main thing of this page")),
    line("Ctrl Z", t("Undo what was just done")),
    line("Esc", t("Close the top layer")),
    line("?", t("Show these keys")),
  ];
  const pages = (goto ?? []).map(({ key, label }) => line(`g ${key}`, t("Go to {page}", { page: label })));
  const head = h("header", { key: "head" }, h(Dialog.Title, null, t("Keyboard")));
  const body = h("dl", { key: "body", className: "dialog-body keys" }, common, pages);
  const box = h(Dialog.Content, { className: "dialog", "aria-describedby": undefined }, head, body);
  const portal = h(Dialog.Portal, null, h(Dialog.Overlay, { className: "overlay" }), box);
  return h(Dialog.Root, { open, onOpenChange: setOpen }, portal);
}
