import { createElement as h, useEffect, useState } from "react";
import { useLocation } from "react-router";
import { Menu } from "lucide-react";

export function MenuButton({ label }) {
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  useEffect(() => setOpen(false), [pathname]);
  useEffect(() => {
    const root = document.documentElement;
    const main = document.getElementById("main");
    root.toggleAttribute("data-nav", open);
    if (main) main.inert = open;
    if (!open) return undefined;
    document.querySelector("#sidebar a")?.focus({ preventScroll: true });
    const away = (event) => {
      if (event.key === "Escape" || (event.type === "pointerdown" && !event.target.closest("#sidebar, .menu"))) setOpen(false);
    };
    window.addEventListener("keydown", away);
    window.addEventListener("pointerdown", away);
    return () => {
      window.removeEventListener("keydown", away);
      window.removeEventListener("pointerdown", away);
      root.removeAttribute("data-nav");
      if (main) main.inert = false;
    };
  }, [open]);
  const props = { type: "button", className: "btn btn-icon menu-button", "aria-label": label, "aria-expanded": open, "aria-controls": "sidebar" };
  return h("button", { ...props, onClick: () => setOpen(!open) }, h(Menu, { size: 18, strokeWidth: 1.75 }));
}
