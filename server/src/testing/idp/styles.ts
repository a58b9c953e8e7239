/** The look of the simulator's pages: one sheet, light and dark, an accent per kind of provider. */
export const styles = `
:root { color-scheme: light dark; --accent: #0b5cad; --text: #1b1b1b; --page: #f2f2f2; --card: #fff; --line: #767676; --note: #fff6d6; --bad: #a80000 }
[data-kind=google] { --accent: #1a56c4 } [data-kind=okta] { --accent: #3f48a8 } [data-kind=oidc] { --accent: #1f6f5c } [data-kind=saml] { --accent: #7a3e9d }
@media (prefers-color-scheme: dark) {
  :root { --accent: #8ab8ff; --text: #f0f0f0; --page: #16181c; --card: #22252b; --line: #9a9a9a; --note: #38331c; --bad: #ff9c9c }
}
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page) }
main { max-width: 28rem; margin: 4vh auto; padding: 1.75rem; background: var(--card); border-top: 4px solid var(--accent) }
html[data-kind=simulator] main { max-width: 62rem }
.banner { margin: 0 0 1rem; display: flex; flex-wrap: wrap; gap: .25rem .75rem; justify-content: space-between }
h1 { font-size: 1.5rem; margin: 0 0 .25rem } h2 { font-size: 1rem; margin: 0 } p { margin: .25rem 0 1rem }
label { display: block; margin: .75rem 0 .25rem }
input, button, select { font: inherit; color: inherit; padding: .5rem .7rem; border: 1px solid var(--line); border-radius: 4px; background: transparent }
form > input { width: 100% }
select, option { background: var(--card) } select { max-width: 100% }
button { cursor: pointer } .primary { background: var(--accent); border-color: var(--accent); color: var(--card) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin: 1.25rem 0 } .actions form { min-width: 0; max-width: 100% }
.problem { color: var(--bad); border-left: 4px solid var(--bad); padding-left: .75rem; overflow-wrap: anywhere }
aside { margin-top: 1.5rem; padding: 1rem; background: var(--note); border-radius: 4px }
.people { list-style: none; margin: 0; padding: 0 } .people li { margin: .4rem 0 } .people button { text-align: left }
section { margin: 1.5rem 0; padding-top: 1rem; border-top: 1px solid var(--line) }
code { overflow-wrap: anywhere } table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .25rem .75rem .25rem 0; vertical-align: top }
`;
