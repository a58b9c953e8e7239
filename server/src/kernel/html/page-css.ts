/**
 * The style sheet of every hosted page. One look in light and dark; the brand's three colours (`--fill`, `--on-fill`,
 * `--accent`) come from branding.ts and have their defaults here. A string, so that no build step has to copy a file.
 */
export const pageCss = `
:root {
  color-scheme: light dark;
  --ground: #f5f6f8; --surface: #fff; --sunken: #f2f4f7; --text: #14171c; --muted: #565e6c;
  --line: #e0e3e9; --edge: #868e9c; --danger: #b3261e; --danger-ground: #fdf1f0; --danger-line: #f0c3bf;
  --good: #17693a; --good-ground: #eef8f1; --good-line: #b9dfc6; --notice-ground: #fff8e6; --notice-line: #efd9a0; --notice: #6e4b00;
  --fill: #2f4fc4; --on-fill: #fff; --accent: #2f4fc4;
  --shadow: 0 1px 2px rgb(16 24 40 / 5%), 0 12px 32px -12px rgb(16 24 40 / 14%);
  --radius: 10px;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0d0f13; --surface: #16191f; --sunken: #1d2128; --text: #eceef2; --muted: #a5adba;
    --line: #2a2f38; --edge: #6f7887; --danger: #ff9d94; --danger-ground: #2b1716; --danger-line: #5e2b28;
    --good: #7fd6a0; --good-ground: #12241a; --good-line: #28523a; --notice-ground: #2a2210; --notice-line: #574718; --notice: #f0cf80;
    --fill: #8ea6ff; --on-fill: #0b1020; --accent: #9db1ff;
    --shadow: none;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; min-height: 100svh; display: flex; flex-direction: column; background: var(--surface); color: var(--text);
  font: 400 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans", sans-serif;
  -webkit-font-smoothing: antialiased; overflow-wrap: break-word;
}
h1, h2, p, ul, ol, dl, dd, figure { margin: 0; }
h1 { font-size: 1.5rem; line-height: 1.25; font-weight: 650; letter-spacing: -.012em; text-wrap: balance; }
h2 { font-size: 1.0625rem; line-height: 1.35; font-weight: 650; }
:lang(zh) h1, :lang(zh) h2 { letter-spacing: 0; }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
strong { font-weight: 600; }
[hidden] { display: none !important; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.away { position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; border: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip:focus { position: fixed; z-index: 1; left: 1rem; top: 1rem; width: auto; height: auto; margin: 0; padding: .5rem .75rem; clip-path: none; background: var(--surface); border: 1px solid var(--edge); border-radius: var(--radius); }

.frame { width: 100%; max-width: 27.5rem; margin: 0 auto; padding: 2rem 1.25rem 1rem; flex: 1; display: flex; flex-direction: column; }
.frame.wide { max-width: 46rem; }
.brand { display: flex; align-items: center; gap: .625rem; min-height: 2rem; margin-bottom: 1.75rem; font-weight: 600; color: var(--text); }
.brand img { display: block; max-width: 12rem; height: 2rem; object-fit: contain; object-position: left center; }
.mark { flex: none; display: grid; place-items: center; width: 2rem; height: 2rem; border-radius: 8px; background: var(--fill); color: var(--on-fill); font-weight: 650; font-size: 1rem; line-height: 1; }
main { display: grid; gap: 1.5rem; align-content: start; }
main:focus { outline: none; }
.card { display: grid; gap: 1.5rem; align-content: start; min-width: 0; }
.head { display: grid; gap: .5rem; }
.lead { color: var(--muted); font-size: .9375rem; }
.lead strong, .lead bdi { color: var(--text); font-weight: 600; }
footer { margin-top: auto; padding: 2rem 0 .75rem; color: var(--muted); font-size: .8125rem; }
footer ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; list-style: none; }
footer a { display: inline-block; padding: .25rem 0; color: inherit; text-decoration: none; }
footer a:hover { text-decoration: underline; }
.development { margin-bottom: 1.25rem; padding: .375rem .75rem; border-radius: 8px; background: var(--notice-ground); border: 1px solid var(--notice-line); color: var(--notice); font-size: .8125rem; }

form { display: grid; gap: 1.125rem; }
.field { display: grid; gap: .375rem; min-width: 0; }
.field-top { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; align-items: baseline; }
label { font-size: .875rem; font-weight: 550; }
.field-top a, .quiet { font-size: .875rem; }
.hint { color: var(--muted); font-size: .8125rem; line-height: 1.45; }
.input { display: block; width: 100%; min-height: 2.875rem; padding: .625rem .8125rem; font: inherit; color: var(--text); background: var(--surface); border: 1px solid var(--edge); border-radius: var(--radius); appearance: none; }
.input:hover { border-color: var(--text); }
.input:focus { outline: 2px solid var(--accent); outline-offset: -1px; border-color: var(--accent); border-radius: var(--radius); }
.input[aria-invalid] { border-color: var(--danger); }
.input[aria-invalid]:focus { outline-color: var(--danger); }
.input:autofill { box-shadow: inset 0 0 0 100px var(--surface); -webkit-text-fill-color: var(--text); caret-color: var(--text); }
.input.code { font: 600 1.375rem/1.3 ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace; letter-spacing: .28em; min-height: 3.25rem; }
.with-button { position: relative; display: block; }
.reveal { position: absolute; right: .3125rem; top: .3125rem; width: 2.25rem; height: 2.25rem; display: grid; place-items: center; padding: 0; border: 0; border-radius: 7px; background: transparent; color: var(--muted); cursor: pointer; }
.reveal:hover { color: var(--text); background: var(--sunken); }
.with-button:has(.reveal:not([hidden])) .input { padding-right: 3rem; }
.reveal[aria-pressed=true] .eye, .reveal:not([aria-pressed=true]) .eye-off { display: none; }
.error { display: flex; gap: .375rem; color: var(--danger); font-size: .8125rem; line-height: 1.45; font-weight: 500; }
.error svg { margin-top: .1rem; }
.check { display: flex; align-items: center; gap: .625rem; min-height: 1.75rem; font-weight: 400; font-size: .9375rem; cursor: pointer; }
.check input { flex: none; width: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--accent); }
svg { flex: none; width: 1.125rem; height: 1.125rem; }

.button { display: inline-flex; align-items: center; justify-content: center; gap: .625rem; width: 100%; min-height: 2.875rem; padding: .625rem 1.125rem; font: inherit; font-weight: 600; line-height: 1.3; text-align: center; text-decoration: none; color: var(--text); background: var(--surface); border: 1px solid var(--edge); border-radius: var(--radius); cursor: pointer; transition: background-color .12s, border-color .12s, filter .12s; }
.button:hover { background: var(--sunken); border-color: var(--text); }
.button:focus-visible { border-radius: var(--radius); }
.button.primary { color: var(--on-fill); background: var(--fill); border-color: var(--accent); }
.button.primary:hover { filter: brightness(1.08); }
.button.primary:active { filter: brightness(.94); }
.button.danger { color: var(--danger); border-color: currentColor; }
.button.small { width: auto; min-height: 2.25rem; padding: .25rem .875rem; font-size: .875rem; }
.button img { width: 1.25rem; height: 1.25rem; object-fit: contain; }
.button[aria-disabled=true] { color: var(--muted); border-color: var(--line); background: var(--sunken); cursor: default; filter: none; }
.button.primary[aria-busy=true] { color: var(--on-fill); background: var(--fill); border-color: var(--accent); opacity: .85; }
.button[aria-busy=true] { cursor: progress; }
.button[aria-busy=true]::before { content: ""; width: 1em; height: 1em; border: 2px solid currentColor; border-right-color: transparent; border-radius: 50%; animation: turn .8s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }
.link-button { display: inline-block; min-height: 1.5rem; padding: .125rem 0; border: 0; background: none; font: inherit; font-size: .875rem; color: var(--accent); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .18em; text-align: left; cursor: pointer; }
.link-button[aria-disabled=true] { color: var(--muted); text-decoration: none; cursor: default; font-variant-numeric: tabular-nums; }
.actions { display: grid; gap: .75rem; }
.actions.row { grid-template-columns: 1fr 1fr; }
.links { display: grid; gap: .25rem; font-size: .9375rem; color: var(--muted); }
.links > * { padding: .125rem 0; }
.or { display: flex; align-items: center; gap: .875rem; color: var(--muted); font-size: .8125rem; }
.or::before, .or::after { content: ""; flex: 1; height: 1px; background: var(--line); }
.stack { display: grid; gap: .875rem; }
.choices { display: grid; gap: .625rem; padding: 0; list-style: none; }
.choices .button { justify-content: flex-start; text-align: left; }

.summary, .notice { display: grid; grid-template-columns: auto 1fr; gap: .125rem .625rem; padding: .75rem .875rem; border: 1px solid var(--danger-line); border-radius: var(--radius); background: var(--danger-ground); font-size: .9375rem; line-height: 1.45; }
.summary > svg, .notice > svg { margin-top: .15rem; }
.summary > svg { color: var(--danger); }
.summary a { color: inherit; }
.summary ul { padding: 0; list-style: none; display: grid; gap: .125rem; }
.notice.good { background: var(--good-ground); border-color: var(--good-line); }
.notice.good > svg { color: var(--good); }
.notice.warning { background: var(--notice-ground); border-color: var(--notice-line); }
.notice.warning > svg { color: var(--notice); }
.identity { display: flex; align-items: center; gap: .75rem; padding: .625rem .875rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--sunken); font-size: .9375rem; }
.identity > div { min-width: 0; flex: 1; display: grid; }
.identity .hint { line-height: 1.3; }
.identity bdi { overflow-wrap: anywhere; font-weight: 550; }
.identity > a { flex: none; padding: .25rem 0; font-size: .875rem; }
.avatar { flex: none; display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: 50%; object-fit: cover; background: var(--fill); color: var(--on-fill); font-weight: 600; }
.facts { display: grid; gap: .875rem; font-size: .9375rem; }
.facts dt { color: var(--muted); font-size: .8125rem; font-weight: 550; }
.reference { display: grid; gap: .375rem; padding: .875rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--sunken); }
.reference > div { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem; }
code, .mono { font: 600 1rem/1.5 ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.user-code { display: block; padding: .75rem; text-align: center; font-size: 1.5rem; letter-spacing: .12em; border: 1px solid var(--line); border-radius: var(--radius); background: var(--sunken); }
.codes { display: grid; grid-template-columns: repeat(auto-fill, minmax(11.5rem, 1fr)); gap: .375rem 1rem; padding: .875rem; list-style: none; border: 1px solid var(--line); border-radius: var(--radius); background: var(--sunken); }
.codes code { font-size: .9375rem; font-weight: 500; white-space: nowrap; }
.numbered { display: grid; gap: 1.25rem; padding: 0; list-style: none; counter-reset: step; }
.numbered > li { display: grid; gap: .75rem; counter-increment: step; }
.numbered > li > p:first-child { font-weight: 550; }
.numbered > li > p:first-child::before { content: counter(step) ". "; }
.qr { width: 12.5rem; height: 12.5rem; justify-self: center; border-radius: var(--radius); border: 1px solid var(--line); }
.secret { display: block; padding: .625rem .875rem; font-size: .9375rem; text-align: center; border-radius: var(--radius); background: var(--sunken); border: 1px solid var(--line); }
.command { display: block; padding: .625rem .875rem; font-size: .875rem; font-weight: 500; border-radius: var(--radius); background: var(--sunken); border: 1px solid var(--line); }
details { font-size: .875rem; color: var(--muted); }
summary { display: inline-block; min-height: 1.5rem; cursor: pointer; }
summary::before { content: "▸ "; }
details[open] > summary::before { content: "▾ "; }
details dl { margin-top: .5rem; display: grid; gap: .5rem; }
details dd { overflow-wrap: anywhere; }
details .mono { font-size: .8125rem; font-weight: 500; }
.emblem { display: grid; place-items: center; width: 3rem; height: 3rem; border-radius: 50%; background: var(--sunken); color: var(--accent); }
.emblem svg { width: 1.5rem; height: 1.5rem; }
.emblem.good { background: var(--good-ground); color: var(--good); }
.emblem.bad { background: var(--danger-ground); color: var(--danger); }
.emblem + * { margin-top: .25rem; }
.scopes { display: grid; gap: .625rem; padding: 0; list-style: none; font-size: .9375rem; }
.scopes li { display: flex; gap: .625rem; }
.scopes svg { margin-top: .2rem; color: var(--accent); }
.parties { display: flex; align-items: center; gap: .75rem; }
.parties .mark, .parties img { width: 2.75rem; height: 2.75rem; border-radius: 10px; object-fit: contain; font-size: 1.25rem; }

.panel { display: grid; gap: 1.125rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
.sessions { display: grid; padding: 0; list-style: none; }
.sessions li { display: flex; flex-wrap: wrap; align-items: center; gap: .75rem 1rem; padding: .875rem 0; border-top: 1px solid var(--line); }
.sessions li:first-child { border-top: 0; padding-top: 0; }
.sessions .what { flex: 1 1 14rem; min-width: 0; display: grid; gap: .125rem; }
.sessions .name { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .5rem; font-weight: 550; }
.badge { padding: .0625rem .5rem; border-radius: 1rem; font-size: .75rem; font-weight: 600; line-height: 1.5; background: var(--good-ground); border: 1px solid var(--good-line); color: var(--good); }
.badge.neutral { background: var(--sunken); border-color: var(--line); color: var(--muted); }
.button .badge { flex: none; }
.choices .badge { margin-left: auto; }
.top { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 1rem; }

@media (min-width: 30rem) {
  body { background: var(--ground); }
  .frame { padding-top: 3.5rem; padding-inline: 1rem; }
  .card { padding: 2.25rem; background: var(--surface); border: 1px solid var(--line); border-radius: 16px; box-shadow: var(--shadow); }
  .brand { margin-bottom: 1.5rem; padding-inline: .25rem; }
  footer { padding-inline: .25rem; }
  .panel-form { max-width: 24rem; }
}
@media (min-width: 30rem) and (min-height: 44rem) { .frame { padding-top: 11vh; } .frame.wide { padding-top: 3.5rem; } }
@media (max-width: 22rem) { .actions.row { grid-template-columns: 1fr; } .frame { padding-inline: 1rem; } }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } .button[aria-busy=true]::before { animation-duration: 3s; } }
@media (prefers-contrast: more) { :root { --muted: var(--text); --line: var(--edge); } }
@media (forced-colors: active) { .mark, .avatar, .emblem, .badge { border: 1px solid; } .button[aria-busy=true]::before { forced-color-adjust: none; } }
@media print { .frame { padding: 0; } form, footer { display: none; } }
`;
