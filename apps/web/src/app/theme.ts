/** Colours and type of the app. Only fonts that the machine already has: nothing is fetched. */
import type { ThemeConfig } from 'antd';

export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0b6378',
    colorLink: '#0b6378',
    colorSuccess: '#1f7a3d',
    colorWarning: '#a86200',
    colorError: '#c0322b',
    colorInfo: '#0b6378',
    // The pale tones that antd derives from dark colours are murky.
    colorPrimaryBg: '#e3f1f4',
    colorPrimaryBgHover: '#d3e8ed',
    colorPrimaryBorder: '#9fcbd6',
    colorInfoBg: '#e9f4f7',
    colorInfoBorder: '#a8d0da',
    colorSuccessBg: '#e6f5eb',
    colorSuccessBorder: '#a3d6b4',
    colorWarningBg: '#fff4e0',
    colorWarningBorder: '#f0c98a',
    controlItemBgActive: '#e3f1f4',
    controlItemBgActiveHover: '#d3e8ed',
    colorTextDescription: 'rgba(0, 0, 0, 0.6)',
    colorTextSecondary: 'rgba(0, 0, 0, 0.62)',
    colorBgLayout: '#f4f6f7',
    borderRadius: 8,
    fontFamily:
      'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
  },
  components: {
    Layout: { siderBg: '#0b3c49', headerBg: '#ffffff', headerPadding: '0 16px' },
    Menu: { darkItemBg: '#0b3c49', darkItemSelectedBg: '#14657a' },
  },
};
