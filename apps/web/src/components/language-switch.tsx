/** Switches between the languages; each one is named in itself. */
import { GlobalOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { chooseLanguage, LANGUAGES, type Language } from '../i18n/index.js';

const NAMES: Record<Language, string> = { en: 'English', 'zh-CN': '中文' };

export function LanguageSwitch(): ReactElement {
  const { t, i18n } = useTranslation();
  const current = LANGUAGES.find((language) => language === i18n.language) ?? 'en';
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: [current],
        items: LANGUAGES.map((language) => ({
          key: language,
          label: <span lang={language}>{NAMES[language]}</span>,
          onClick: () => void chooseLanguage(language),
        })),
      }}
    >
      <Button type="text" icon={<GlobalOutlined />} aria-label={t('layout.language')}>
        {NAMES[current]}
      </Button>
    </Dropdown>
  );
}
