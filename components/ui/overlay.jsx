import { createElement as h, Children } from "react";
import * as Dialog from "@radix-ui/react-dialog";
import { X } from "lucide-react";

const close = (label) =>
  h(Dialog.Close, { className: "btn btn-icon dialog-close", "aria-label": label }, h(X, { size: 16, strokeWidth: 1.75 }));

function content({ title, closeLabel, kind, children }) {
  const head = h("header", { key: "head" }, h(Dialog.Title, null, title), close(closeLabel));
  const body = h("div", { key: "body", className: "dialog-body" }, children);
  const box = h(Dialog.Content, { className: kind, "aria-describedby": undefined }, head, body);
  return h(Dialog.Portal, null, h(Dialog.Overlay, { className: "overlay" }), box);
}

export function Overlay({ open, onClose, ...rest }) {
  return h(Dialog.Root, { open: !!open, onOpenChange: (next) => next || onClose?.() }, content(rest));
}

export function TriggeredOverlay({ triggerClass, triggerLabel, children, ...rest }) {
  const [face, ...inside] = Children.toArray(children);
  const trigger = h(Dialog.Trigger, { className: triggerClass, "aria-label": triggerLabel }, face);
  return h(Dialog.Root, null, trigger, content({ ...rest, children: inside }));
}

export function Confirm({ triggerClass, title, text, action, cancel, onConfirm, children }) {
  const buttons = h(
    "div",
    { className: "form-buttons" },
    h(Dialog.Close, { className: "btn btn-plain" }, cancel),
    h(Dialog.Close, { className: "btn btn-danger", onClick: () => onConfirm?.() }, action),
  );
  const box = h(
    Dialog.Content,
    { className: "dialog dialog-small", role: "alertdialog" },
    h("header", null, h(Dialog.Title, null, title)),
    h("div", { className: "dialog-body" }, h(Dialog.Description, null, text), buttons),
  );
  const portal = h(Dialog.Portal, null, h(Dialog.Overlay, { className: "overlay" }), box);
  return h(Dialog.Root, null, h(Dialog.Trigger, { className: triggerClass }, children), portal);
}
