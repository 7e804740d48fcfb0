/** Languages: what the user chose last, else what the browser speaks, else English. */
import i18next from 'i18next';
import LanguageDetector from 'i18next-browser-languagedetector';
import { initReactI18next } from 'react-i18next';

import en from './en.json' with { type: 'json' };
import zhCN from './zh-CN.json' with { type: 'json' };

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

const REMEMBERED_IN = 'holdfast.language';

function nearestLanguage(detected: string): Language {
  return detected.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export function currentLanguage(): Language {
  return nearestLanguage(i18next.language);
}

/** Only a choice is remembered, so that without one the app keeps following the browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(REMEMBERED_IN, language);
  await i18next.changeLanguage(language);
}

i18next.on('languageChanged', (language) => {
  document.documentElement.lang = language;
});

void i18next
  .use(LanguageDetector)
  .use(initReactI18next)
  .init({
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
    fallbackLng: 'en',
    supportedLngs: LANGUAGES,
    interpolation: { escapeValue: false },
    detection: {
      order: ['localStorage', 'navigator'],
      lookupLocalStorage: REMEMBERED_IN,
      caches: [],
      convertDetectedLanguage: nearestLanguage,
    },
  });

export { i18next };
