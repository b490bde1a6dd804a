import { createElement as h, useSyncExternalStore } from "react";
import { useClient, useFormat } from "$/public/external/components/ui/format/format.js";

const listeners = new Set();
let now = Date.now();
let timer;

// One clock for every time on the page.
function subscribe(tell) {
  listeners.add(tell);
  now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    listeners.forEach((each) => each());
  }, 30000);
  return () => {
    listeners.delete(tell);
    if (listeners.size === 0) timer = clearInterval(timer);
  };
}

const clock = () => now;

export function Ago({ at }) {
  const time = useSyncExternalStore(subscribe, clock, clock);
  const format = useFormat();
  const client = useClient();
  if (!at) return null;
  const exact = format.moment(at);
  return h("time", { dateTime: at, title: exact }, client ? format.ago(at, time) : exact);
}
