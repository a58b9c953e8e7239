/** Who is signed in, the look and the language of the console, and the way out. */
import { ActionIcon, Avatar, Menu, Text, useMantineColorScheme } from '@mantine/core';
import {
  IconCheck,
  IconExternalLink,
  IconLogout,
  IconMoon,
  IconSun,
  IconSunMoon,
  IconUserCircle,
} from '@tabler/icons-react';
import { defineMessages, localeNames, locales, useLocale, useMessages } from './i18n.ts';
import { endpoint, usePerson } from './session.tsx';

const messages = defineMessages(
  {
    menu: 'Account and appearance',
    account: 'Your account',
    appearance: 'Appearance',
    light: 'Light',
    dark: 'Dark',
    auto: 'As the system',
    language: 'Language',
    signOut: 'Sign out',
    reference: 'API reference',
  },
  {
    menu: '账户与外观',
    account: '您的账户',
    appearance: '外观',
    light: '浅色',
    dark: '深色',
    auto: '跟随系统',
    language: '语言',
    signOut: '退出登录',
    reference: 'API 参考',
  },
);

const schemes = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'auto', icon: IconSunMoon },
] as const;

export function AccountMenu() {
  const m = useMessages(messages);
  const { name, email, picture, signOut } = usePerson();
  const { locale, setLocale } = useLocale();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const check = (on: boolean) => (on ? <IconCheck size={16} aria-hidden /> : undefined);
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" radius="xl" aria-label={m.menu}>
          <Avatar src={picture} size={30} color="gate" alt="" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} truncate c="var(--mantine-color-text)">
            {name}
          </Text>
          {email && email !== name && (
            <Text size="xs" truncate>
              {email}
            </Text>
          )}
        </Menu.Label>
        <Menu.Item
          component="a"
          href={`${endpoint}/t/admin/account`}
          leftSection={<IconUserCircle size={16} aria-hidden />}
        >
          {m.account}
        </Menu.Item>
        <Menu.Item
          component="a"
          href={`${endpoint}/api/docs`}
          leftSection={<IconExternalLink size={16} aria-hidden />}
        >
          {m.reference}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{m.appearance}</Menu.Label>
        {schemes.map(({ value, icon: Icon }) => (
          <Menu.Item
            key={value}
            closeMenuOnClick={false}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={check(colorScheme === value)}
            onClick={() => setColorScheme(value)}
            aria-current={colorScheme === value}
          >
            {m[value]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{m.language}</Menu.Label>
        {locales.map((one) => (
          <Menu.Item
            key={one}
            lang={one}
            rightSection={check(locale === one)}
            onClick={() => setLocale(one)}
            aria-current={locale === one}
          >
            {localeNames[one]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {m.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
