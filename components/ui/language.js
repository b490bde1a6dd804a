import i18next from "i18next";
import { useSyncExternalStore } from "react";
import languages from "$/public/locales/languages.json";

const STORED = "steward-language";
const listeners = new Set();
let version = 0;

const written = (value, _, language) => (typeof value === "number" ? new Intl.NumberFormat(language === "en" ? "en-GB" : language).format(value) : value);

// English text is the key itself: dots and colons in it must not be read as paths.
i18next.use({ type: "formatter", init: () => {}, format: written }).init({
  lng: "en",
  fallbackLng: "en",
  resources: { en: { translation: {} } },
  keySeparator: false,
  nsSeparator: false,
  initAsync: false,
  interpolation: { prefix: "{", suffix: "}", escapeValue: false, alwaysFormat: true },
});

function announce() {
  version += 1;
  listeners.forEach((tell) => tell());
}

export function currentLanguage() {
  return i18next.language;
}

export async function setLanguage(code) {
  const language = languages.find((known) => code?.toLowerCase().startsWith(known));
  if (!language || language === i18next.language) return;
  if (!i18next.hasResourceBundle(language, "translation")) {
    const answer = await fetch(`/locales/${language}.json`);
    if (!answer.ok) return;
    i18next.addResourceBundle(language, "translation", await answer.json());
  }
  await i18next.changeLanguage(language);
  localStorage.setItem(STORED, language);
  document.documentElement.lang = language;
  announce();
}

if (typeof window !== "undefined") {
  window.stewardLanguage = setLanguage;
  setLanguage(localStorage.getItem(STORED) ?? navigator.language);
}

export const translate = (key, args) => i18next.t(key, args);

export const translatePlural = (one, other, args) =>
  i18next.t(one, { ...args, defaultValue_one: one, defaultValue_other: other });

const subscribe = (tell) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

export function useLanguage() {
  return useSyncExternalStore(subscribe, () => version, () => 0);
}

export function useT() {
  useLanguage();
  return translate;
}

export function useTn() {
  useLanguage();
  return translatePlural;
}
