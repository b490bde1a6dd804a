import { createElement as h, useSyncExternalStore } from "react";
import { useFormat } from "$/public/external/components/ui/format/format.js";

const listeners = new Set();
let now = Date.now();
let timer;

// One clock for every time on the page.
function subscribe(tell) {
  listeners.add(tell);
  timer ??= setInterval(() => {
    now = Date.now();
    listeners.forEach((each) => each());
  }, 30000);
  return () => {
    listeners.delete(tell);
    if (listeners.size === 0) timer = clearInterval(timer);
  };
}

export function Ago({ at }) {
  const time = useSyncExternalStore(subscribe, () => now, () => now);
  const format = useFormat();
  if (!at) return null;
  return h("time", { dateTime: at, title: format.moment(at), suppressHydrationWarning: true }, format.ago(at, Math.max(time, Date.now() - 60000)));
}
