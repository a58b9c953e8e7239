/**
 * What the pages of the set-up portal have beside the style sheet of every hosted page, in a file of its own, so that
 * nobody who signs in loads it.
 */
export const portalCss = `
.portal-top { display: grid; gap: 1.25rem; }
.portal-for { color: var(--muted); font-size: .875rem; font-weight: 550; }
.portal-steps ol { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: .375rem; padding: 0; list-style: none; }
.portal-at { font-size: .8125rem; color: var(--muted); margin-bottom: .5rem; }
.portal-steps li > * { display: flex; flex-direction: column; align-items: flex-start; gap: .375rem; padding-top: .5rem; border-top: 3px solid var(--line); min-height: 2rem; font-size: .8125rem; color: var(--muted); text-decoration: none; }
.portal-steps li.done > * { border-color: var(--accent); }
.portal-steps li[aria-current] > * { border-color: var(--accent); color: var(--text); font-weight: 650; }
.portal-steps a { color: var(--text); }
.portal-steps a:hover .portal-name { text-decoration: underline; }
.portal-mark { display: grid; place-items: center; width: 1.5rem; height: 1.5rem; border-radius: 50%; border: 1px solid var(--edge); font-size: .75rem; font-weight: 650; }
.portal-mark svg { width: .875rem; height: .875rem; }
li[aria-current] .portal-mark { background: var(--fill); color: var(--on-fill); border-color: var(--accent); }
.done .portal-mark { color: var(--accent); border-color: var(--accent); }
.done[aria-current] .portal-mark { color: var(--on-fill); }

.portal-cards { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); }
.portal-card { display: flex; align-items: flex-start; gap: .875rem; min-width: 0; padding: 1rem; font: inherit; color: var(--text); text-align: left; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); cursor: pointer; }
.portal-card:hover { border-color: var(--accent); background: var(--sunken); }
.portal-card[aria-pressed=true] { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.portal-card-text { display: grid; gap: .25rem; min-width: 0; flex: 1; }
.portal-card strong { line-height: 1.35; }
.portal-badge { flex: none; display: grid; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: 9px; background: var(--sunken); border: 1px solid var(--line); color: var(--accent); font-weight: 650; font-size: .875rem; }

.portal-values, .portal-domain { display: grid; gap: .875rem; padding: 1.125rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--sunken); }
.portal-copy { display: grid; gap: .25rem; min-width: 0; }
.portal-copy > div { display: flex; align-items: center; justify-content: space-between; gap: .5rem; min-height: 1.75rem; }
.portal-copy code { display: block; padding: .5rem .75rem; font-size: .8125rem; font-weight: 500; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); user-select: all; }
.portal-copy .button.small { min-height: 1.75rem; padding: .125rem .625rem; font-size: .8125rem; }
.portal-record { display: grid; gap: .75rem; }
.portal-row { display: flex; flex-wrap: wrap; gap: .625rem; }
.portal-domain > p { font-size: .9375rem; }
.portal-domain h2 { overflow-wrap: anywhere; }

.portal-guide { display: grid; gap: 2rem; padding: 0; list-style: none; }
.portal-guide li { display: grid; gap: .625rem; min-width: 0; }
.portal-guide h2 { display: flex; align-items: center; gap: .625rem; }
.portal-guide p { max-width: 38rem; overflow-wrap: anywhere; }
.portal-number { flex: none; display: grid; place-items: center; width: 1.75rem; height: 1.75rem; border-radius: 50%; background: var(--fill); color: var(--on-fill); font-size: .875rem; }
svg.drawing { width: 100%; max-width: 30rem; height: auto; margin-top: .25rem; font: 12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.d-window { fill: var(--surface); stroke: var(--edge); }
.d-line { fill: none; stroke: var(--line); }
.d-dot { fill: var(--line); }
.d-window-name, .d-label, .d-nav { fill: var(--muted); }
.d-window-name { font-size: 11.5px; }
.d-label { font-size: 11px; }
.d-title { fill: var(--text); font-size: 13.5px; font-weight: 650; }
.d-active { fill: var(--sunken); stroke: var(--line); }
.d-on, .d-value { fill: var(--text); }
.d-strong, .d-on { font-weight: 650; }
.d-nav { font-size: 11.5px; }
.d-box, .d-plain { fill: var(--surface); stroke: var(--edge); }
.d-mark { stroke: var(--accent); stroke-width: 2.5; }
.d-button { fill: var(--fill); }
.d-on-button { fill: var(--on-fill); font-weight: 650; }
.d-tick { fill: none; stroke: var(--accent); stroke-width: 2; }

textarea.input { resize: vertical; font: 400 .875rem/1.5 ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace; }
.portal-file { padding: .5rem; font-size: .875rem; }
.portal-optional { color: var(--muted); font-weight: 400; }
.portal-more { display: grid; gap: 1.125rem; padding-top: .875rem; color: var(--text); }
.portal-look { display: grid; gap: .875rem; padding-bottom: 1.5rem; border-bottom: 1px solid var(--line); }
.portal-said .mono { font-size: .875rem; font-weight: 500; }
.portal-problems, .portal-rules, .portal-failures { display: grid; gap: .75rem; padding: 0; list-style: none; }
.portal-problems li, .portal-rules li { display: grid; grid-template-columns: auto 1fr; gap: .625rem; font-size: .9375rem; }
.portal-problems svg, .portal-rules svg { margin-top: .2rem; }
.portal-problems .error svg { color: var(--danger); }
.portal-problems li.error { color: var(--text); font-weight: 400; }
.portal-problems .warning svg { color: var(--notice); }
.portal-rules div { display: grid; gap: .125rem; min-width: 0; }
.portal-rules .pass svg { color: var(--good); }
.portal-rules .fail svg { color: var(--danger); }
.portal-rules .fail > div > span:first-child { font-weight: 650; }
.portal-rules .skip svg { color: var(--muted); }
.portal-seen { display: block; font-size: .8125rem; font-weight: 500; color: var(--muted); }
section > h2 { margin-bottom: .75rem; }
.portal-values > h2, .portal-domain h2 { margin: 0; }
.portal-plain { display: grid; gap: .5rem; padding-left: 1.25rem; }
.portal-cause { padding: 1rem; border: 1px solid var(--danger-line); border-radius: var(--radius); background: var(--danger-ground); }
.portal-failures li { display: grid; gap: .25rem; padding: .875rem 1rem; border: 1px solid var(--line); border-radius: var(--radius); }
.portal-failures .top { gap: .25rem 1rem; }
.portal-failures code { font-size: .8125rem; }
.portal-failures time { color: var(--muted); font-size: .8125rem; }

@media (min-width: 40rem) {
  .portal-at { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .portal-record { grid-template-columns: 8rem minmax(0, 1fr); align-items: start; }
  .portal-record > :last-child { grid-column: 1 / -1; }
  .actions { display: flex; flex-wrap: wrap; }
  .actions .button, .portal-look > .button, form > .button { width: auto; }
  form > .button, .portal-look > .button { justify-self: start; }
}
@media (max-width: 39.99rem) {
  .portal-name { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  li[aria-current] .portal-name { position: static; width: auto; height: auto; clip-path: none; white-space: normal; }
  .portal-steps ol { grid-auto-columns: minmax(1.75rem, auto); }
}
`;
