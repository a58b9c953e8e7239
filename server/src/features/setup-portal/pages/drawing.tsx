/**
 * Drawings of the windows that an IT admin works in: a menu, fields, buttons, and what matters marked. Drawn here, after
 * nobody's picture and without anybody's logo; the words in them are those of the vendor's English pages.
 */
import type { T } from '../../../kernel/i18n/index.ts';
import type { Picture, PictureRow } from '../guides/catalogue.ts';

const width = 400;
const head = 34;
const navWidth = 130;
const gap = 10;

const heights = { field: 50, button: 38, option: 28, text: 24 } as const;

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

interface Placed {
  row: PictureRow;
  y: number;
}

function place(rows: readonly PictureRow[]): { placed: Placed[]; height: number } {
  let y = head + 40;
  const placed = rows.map((row) => {
    const at = { row, y };
    y += heights[row.kind];
    return at;
  });
  return { placed, height: y + gap };
}

export function Drawing({ t, picture }: { t: T; picture: Picture }) {
  const { window, nav = [], active, title, rows } = picture;
  const left = nav.length > 0 ? navWidth + 14 : 18;
  const { placed, height: body } = place(rows);
  const height = Math.max(body, head + 16 + nav.length * 24);
  const marked = rows.filter(({ mark }) => mark).map(({ label }) => label);
  const alt = t('portal.drawing', {
    window,
    place: [active, title].filter(Boolean).join(' → '),
    marked: marked.join(', '),
  });
  return (
    <svg class="drawing" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={alt} focusable="false">
      <rect class="d-window" x={1} y={1} width={width - 2} height={height - 2} rx={9} />
      <path class="d-line" d={`M1 ${head}H${width - 1}`} />
      {[14, 26, 38].map((x) => (
        <circle class="d-dot" cx={x} cy={head / 2} r={3.5} />
      ))}
      <text class="d-window-name" x={54} y={head / 2 + 4}>
        {cut(window, 46)}
      </text>
      {nav.length > 0 && <path class="d-line" d={`M${navWidth} ${head}V${height - 1}`} />}
      {nav.map((item, index) => (
        <NavItem text={item} y={head + 10 + index * 24} active={item === active} />
      ))}
      <text class="d-title" x={left} y={head + 24}>
        {cut(title, nav.length > 0 ? 34 : 46)}
      </text>
      {placed.map(({ row, y }) => (
        <Row row={row} x={left} y={y} room={width - left - 18} />
      ))}
    </svg>
  );
}

function NavItem({ text, y, active }: { text: string; y: number; active: boolean }) {
  return (
    <>
      {active && <rect class="d-active" x={6} y={y - 1} width={navWidth - 12} height={22} rx={5} />}
      <text class={active ? 'd-nav d-on' : 'd-nav'} x={13} y={y + 14}>
        {cut(text, 17)}
      </text>
    </>
  );
}

function Row({ row, x, y, room }: { row: PictureRow; x: number; y: number; room: number }) {
  const { kind, label, value = '', mark } = row;
  if (kind === 'text')
    return (
      <text class="d-label" x={x} y={y + 8}>
        {cut(label, 46)}
      </text>
    );
  if (kind === 'option')
    return (
      <>
        <rect class={mark ? 'd-box d-mark' : 'd-box'} x={x} y={y - 4} width={15} height={15} rx={3} />
        {value && <path class="d-tick" d={`M${x + 3.5} ${y + 3.5}l3 3.2 5.2-6`} />}
        <text class={mark ? 'd-value d-strong' : 'd-value'} x={x + 23} y={y + 8}>
          {cut(label, 38)}
        </text>
      </>
    );
  if (kind === 'button') {
    const wide = Math.min(room, label.length * 6.6 + 26);
    return (
      <>
        <rect class={mark ? 'd-button d-mark' : 'd-plain'} x={x} y={y - 4} width={wide} height={26} rx={5} />
        <text class={mark ? 'd-on-button' : 'd-value'} x={x + wide / 2} y={y + 13} text-anchor="middle">
          {label}
        </text>
      </>
    );
  }
  return (
    <>
      <text class="d-label" x={x} y={y + 5}>
        {cut(label, 44)}
      </text>
      <rect class={mark ? 'd-box d-mark' : 'd-box'} x={x} y={y + 11} width={room} height={25} rx={5} />
      <text class={mark ? 'd-value d-strong' : 'd-value'} x={x + 9} y={y + 28}>
        {cut(value, Math.floor(room / 6.6) - 2)}
      </text>
    </>
  );
}
