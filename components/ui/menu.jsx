import { createElement as h, Children } from "react";
import * as Drop from "@radix-ui/react-dropdown-menu";
import { Link } from "react-router";

export function Menu({ triggerClass, triggerLabel, align, side, children }) {
  const [face, ...items] = Children.toArray(children);
  const trigger = h(Drop.Trigger, { className: triggerClass, "aria-label": triggerLabel, title: triggerLabel }, face);
  const box = h(Drop.Content, { className: "menu", align: align ?? "end", side, sideOffset: 6, collisionPadding: 8 }, items);
  return h(Drop.Root, { modal: false }, trigger, h(Drop.Portal, null, box));
}

export function MenuItem({ to, tone, onSelect, children }) {
  const className = tone === "danger" ? "menu-item menu-danger" : "menu-item";
  if (to) return h(Drop.Item, { asChild: true, className }, h(Link, { to }, children));
  return h(Drop.Item, { className, onSelect: () => onSelect?.() }, children);
}

export const MenuLine = () => h(Drop.Separator, { className: "menu-line" });
