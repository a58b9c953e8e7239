/** What the navigation offers: one list for the side bar and the command palette. */
import type { permissions } from '@gatehouse/sdk/management';
import {
  IconApps,
  IconBuilding,
  IconChartBar,
  IconHourglass,
  IconKey,
  IconListSearch,
  IconMail,
  IconPalette,
  IconRocket,
  IconSettings,
  IconShieldLock,
  IconUserShield,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { defineMessages } from './i18n.ts';

export const navigationMessages = defineMessages(
  {
    getStarted: 'Get started',
    dashboard: 'Dashboard',
    applications: 'Applications',
    signInExperience: 'Sign-in experience',
    sso: 'Enterprise SSO',
    security: 'Security',
    users: 'Users',
    organizations: 'Organizations',
    expiry: 'Expiry',
    roles: 'Roles',
    auditLog: 'Audit log',
    mailbox: 'Dev mailbox',
    signingKeys: 'Signing keys',
    settings: 'Settings',
    groups: { overview: 'Overview', build: 'Build', people: 'People', operate: 'Operate' },
  },
  {
    getStarted: '快速开始',
    dashboard: '仪表盘',
    applications: '应用',
    signInExperience: '登录体验',
    sso: '企业单点登录',
    security: '安全',
    users: '用户',
    organizations: '组织',
    expiry: '到期提醒',
    roles: '角色',
    auditLog: '审计日志',
    mailbox: '开发邮箱',
    signingKeys: '签名密钥',
    settings: '设置',
    groups: { overview: '概览', build: '构建', people: '人员', operate: '运维' },
  },
);

type Permission = (typeof permissions)[number];
type Name = Exclude<keyof typeof navigationMessages.en, 'groups'>;

export interface NavigationItem {
  name: Name;
  /** Below the tenant's address. */
  path: string;
  icon: typeof IconApps;
  group: keyof typeof navigationMessages.en.groups;
  /** Without it the page is not offered. */
  permission: Permission;
}

export const navigation: readonly NavigationItem[] = [
  {
    name: 'getStarted',
    path: 'get-started',
    icon: IconRocket,
    group: 'overview',
    permission: 'statistics:read',
  },
  {
    name: 'dashboard',
    path: 'dashboard',
    icon: IconChartBar,
    group: 'overview',
    permission: 'statistics:read',
  },
  {
    name: 'applications',
    path: 'applications',
    icon: IconApps,
    group: 'build',
    permission: 'applications:read',
  },
  {
    name: 'signInExperience',
    path: 'sign-in-experience',
    icon: IconPalette,
    group: 'build',
    permission: 'sign-in-experience:read',
  },
  {
    name: 'sso',
    path: 'enterprise-sso',
    icon: IconBuilding,
    group: 'build',
    permission: 'sso-connectors:read',
  },
  { name: 'users', path: 'users', icon: IconUsers, group: 'people', permission: 'users:read' },
  { name: 'roles', path: 'roles', icon: IconUserShield, group: 'people', permission: 'roles:read' },
  {
    name: 'organizations',
    path: 'organizations',
    icon: IconUsersGroup,
    group: 'people',
    permission: 'organizations:read',
  },
  {
    name: 'auditLog',
    path: 'audit-log',
    icon: IconListSearch,
    group: 'people',
    permission: 'audit-events:read',
  },
  {
    name: 'expiry',
    path: 'expiry',
    icon: IconHourglass,
    group: 'operate',
    permission: 'expiry:read',
  },
  {
    name: 'security',
    path: 'security',
    icon: IconShieldLock,
    group: 'operate',
    permission: 'security-settings:read',
  },
  {
    name: 'signingKeys',
    path: 'signing-keys',
    icon: IconKey,
    group: 'operate',
    permission: 'signing-keys:read',
  },
  {
    name: 'mailbox',
    path: 'dev-mailbox',
    icon: IconMail,
    group: 'operate',
    permission: 'mail-messages:read',
  },
  { name: 'settings', path: 'settings', icon: IconSettings, group: 'operate', permission: 'status:read' },
];
