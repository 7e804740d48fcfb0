/** Short messages about what an action came to; failures stay until they are closed. */
import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { describeError } from './describe-error.js';

export interface Announce {
  success: (text: string) => void;
  failure: (error: Error) => void;
}

export function useAnnounce(): Announce {
  const { message, notification } = App.useApp();
  const { t, i18n } = useTranslation();
  return useMemo(
    () => ({
      success: (text) => void message.success(text),
      failure: (error) => {
        const words = describeError(error, t, i18n.language);
        const description = [words.detail, words.hint].filter((part) => part !== null).join(' ');
        notification.error({ title: words.title, description, duration: 0 });
      },
    }),
    [message, notification, t, i18n.language],
  );
}
