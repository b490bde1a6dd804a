import { useSyncExternalStore } from "react";
import { currentLanguage, useLanguage } from "$/public/external/components/ui/text/language.js";

// The person's own region where it fits the chosen language, else the language alone.
function locale() {
  const chosen = currentLanguage();
  const own = navigator.language;
  return own?.startsWith(chosen) ? own : chosen === "en" ? "en-GB" : chosen;
}

const numeric = (value) => (value === null || value === undefined || value === "" ? null : Number(value));
const STEPS = [["year", 31536000], ["month", 2592000], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60]];

function moneyOptions(amount, currency, short) {
  const options = { style: "currency", currency: currency || "EUR", currencyDisplay: "narrowSymbol" };
  if (short) return { ...options, notation: "compact", maximumFractionDigits: 1, minimumFractionDigits: 0 };
  const whole = Number.isInteger(amount) || Math.abs(amount) >= 10000;
  return whole ? { ...options, maximumFractionDigits: 0 } : options;
}

function formats(where, timeZone) {
  const made = new Map();
  const use = (Kind, options) => {
    const key = Kind.name + JSON.stringify(options);
    if (!made.has(key)) made.set(key, new Kind(where, options));
    return made.get(key);
  };
  const figure = (value, options) => {
    const amount = numeric(value);
    return amount === null ? "" : use(Intl.NumberFormat, typeof options === "function" ? options(amount) : options).format(amount);
  };
  const time = (iso, options) => (iso ? use(Intl.DateTimeFormat, options).format(new Date(iso)) : "");
  return {
    number: (value, digits = 0) => figure(value, { maximumFractionDigits: digits }),
    percent: (value, digits = 0) => figure(value, { style: "percent", maximumFractionDigits: digits }),
    money: (value, currency, short = false) => figure(value, (amount) => moneyOptions(amount, currency, short)),
    day: (iso) => time(iso, { day: "numeric", month: "short", year: "numeric", timeZone: iso?.length <= 10 ? "UTC" : timeZone }),
    moment: (iso) => time(iso, { dateStyle: "medium", timeStyle: "short", timeZone }),
    ago: (iso, now) => {
      const seconds = (new Date(iso).getTime() - now) / 1000;
      const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ["minute", 60];
      return use(Intl.RelativeTimeFormat, { numeric: "auto", style: "short" }).format(Math.trunc(seconds / size), unit);
    },
  };
}

// The first paint was made without knowing the reader, and must be repeated exactly before theirs replaces it.
const unknown = formats("en-GB", "UTC");
const known = new Map();

function own() {
  const where = locale();
  if (!known.has(where)) known.set(where, formats(where, undefined));
  return known.get(where);
}

const never = () => () => {};
export const useClient = () => useSyncExternalStore(never, () => true, () => false);

export function useFormat() {
  useLanguage();
  return useClient() ? own() : unknown;
}
