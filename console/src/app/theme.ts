/** The console's look: Mantine with our colour, calm surfaces, and contrast of WCAG 2.2 AA in light and dark. */
import {
  Badge,
  Button,
  createTheme,
  DrawerHeader,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  ModalHeader,
  NavLink,
  Paper,
  parseThemeColor,
  Table,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core';

const gate: MantineColorsTuple = [
  '#eef2ff',
  '#dbe4ff',
  '#bac8ff',
  '#91a7ff',
  '#748ffc',
  '#5c7cfa',
  '#4c6ef5',
  '#3b5bdb',
  '#364fc7',
  '#2b3f9e',
];

/** Mantine's light variant falls short of WCAG 2.2 AA (1.4.3) for some colours: paler ground, darker words. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const usual = defaultVariantColorsResolver(input);
  const { isThemeColor, shade, color } = parseThemeColor({
    color: input.color ?? input.theme.primaryColor,
    theme: input.theme,
  });
  if (input.variant !== 'light' || !isThemeColor || shade !== undefined) return usual;
  const own = (step: number) => `var(--mantine-color-${color}-${step})`;
  return {
    ...usual,
    background: `light-dark(${own(0)}, var(--mantine-color-${color}-light))`,
    // Yellow and orange are too light even at their darkest.
    color: `light-dark(color-mix(in srgb, ${own(9)} 65%, black), ${own(2)})`,
  };
};

export const theme = createTheme({
  primaryColor: 'gate',
  respectReducedMotion: true,
  primaryShade: { light: 7, dark: 7 },
  colors: { gate },
  defaultRadius: 'md',
  autoContrast: true,
  variantColorResolver,
  cursorType: 'pointer',
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: '650' },
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    Badge: Badge.extend({ defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 600 } }),
    Paper: Paper.extend({ defaultProps: { withBorder: true, p: 'lg' } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 'sm', highlightOnHover: true } }),
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, openDelay: 300 } }),
    // A <header> in a dialog counts as a second banner of the page.
    ModalHeader: ModalHeader.extend({ defaultProps: { role: 'presentation' } }),
    DrawerHeader: DrawerHeader.extend({ defaultProps: { role: 'presentation' } }),
    NavLink: NavLink.extend({ defaultProps: { variant: 'light' } }),
  },
});
