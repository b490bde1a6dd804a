import { currentLanguage, useLanguage } from "$/public/external/components/ui/text/language.js";

// The person's own region where it fits the chosen language, else the language alone.
function locale() {
  const chosen = currentLanguage();
  const own = typeof navigator === "undefined" ? "en-GB" : navigator.language;
  return own?.startsWith(chosen) ? own : chosen === "en" ? "en-GB" : chosen;
}

const made = new Map();
function cached(kind, options) {
  const key = `${kind.name}${locale()}${JSON.stringify(options)}`;
  if (!made.has(key)) made.set(key, new kind(locale(), options));
  return made.get(key);
}

const numeric = (value) => (value === null || value === undefined || value === "" ? null : Number(value));

export function number(value, digits = 0) {
  const amount = numeric(value);
  return amount === null ? "" : cached(Intl.NumberFormat, { maximumFractionDigits: digits }).format(amount);
}

export function money(value, currency, short = false) {
  const amount = numeric(value);
  if (amount === null) return "";
  const whole = Number.isInteger(amount) || Math.abs(amount) >= 10000;
  const options = { style: "currency", currency: currency || "EUR", currencyDisplay: "narrowSymbol" };
  if (short) Object.assign(options, { notation: "compact", maximumFractionDigits: 1 });
  else if (whole) options.maximumFractionDigits = 0;
  return cached(Intl.NumberFormat, options).format(amount);
}

export function percent(value, digits = 0) {
  const share = numeric(value);
  return share === null ? "" : cached(Intl.NumberFormat, { style: "percent", maximumFractionDigits: digits }).format(share);
}

export function day(iso) {
  if (!iso) return "";
  const plain = iso.length <= 10;
  const options = { day: "numeric", month: "short", year: "numeric", ...(plain ? { timeZone: "UTC" } : {}) };
  return cached(Intl.DateTimeFormat, options).format(new Date(iso));
}

export function moment(iso) {
  if (!iso) return "";
  return cached(Intl.DateTimeFormat, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}

const STEPS = [["year", 31536000], ["month", 2592000], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60]];

export function ago(iso, now = Date.now()) {
  if (!iso) return "";
  const seconds = (new Date(iso).getTime() - now) / 1000;
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ["minute", 60];
  return cached(Intl.RelativeTimeFormat, { numeric: "auto", style: "short" }).format(Math.trunc(seconds / size), unit);
}

const all = { number, money, percent, day, moment, ago };

export function useFormat() {
  useLanguage();
  return all;
}
