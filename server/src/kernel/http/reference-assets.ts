/** The stylesheet and the script of the API reference, served by ourselves as its CSP demands. */

export const referenceCss = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --accent: #2b5fd9; }
@media (prefers-color-scheme: dark) { :root { --accent: #8fb2ff; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; display: grid; grid-template-columns: 17rem minmax(0, 1fr); }
a { color: var(--accent); }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1rem; border-right: 1px solid var(--line); }
nav ul { list-style: none; margin: 0 0 1rem; padding: 0; font-size: .875rem; }
nav input { width: 100%; margin-bottom: 1rem; padding: .5rem; font: inherit; }
main { padding: 1rem 2rem; max-width: 60rem; }
.operation { border-top: 1px solid var(--line); padding: 1rem 0; }
.operation h3 { margin: 0; } .operation h3 a { color: inherit; text-decoration: none; }
.address { margin: .25rem 0; } .method { font-weight: 700; font-size: .8125rem; }
.required { font-size: .8125rem; font-weight: 400; }
code, pre { font-family: ui-monospace, monospace; font-size: .875rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .25rem .5rem .25rem 0; border-bottom: 1px solid var(--soft); font-size: .875rem; }
.fields { table-layout: fixed; } .fields th { width: 30%; } .fields td:nth-child(2) { width: 28%; }
details { margin: .5rem 0; } summary { cursor: pointer; }
.command { position: relative; background: var(--soft); border-radius: .5rem; margin: 1rem 0; }
.command pre { margin: 0; padding: .75rem; overflow: auto; overflow-wrap: normal; }
.copy { position: absolute; top: .5rem; right: .5rem; font: inherit; font-size: .8125rem; }
[hidden] { display: none; }
@media (max-width: 50rem) { body { display: block; } nav { position: static; height: auto; max-height: 40vh; border-right: 0; border-bottom: 1px solid var(--line); } main { padding: 1rem; } }
`;

export const referenceScript = `
const search = document.getElementById('search');
search.hidden = false;
search.addEventListener('input', () => {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  for (const operation of document.querySelectorAll('.operation')) {
    operation.hidden = !words.every((word) => operation.dataset.words.includes(word));
    document.querySelector('[data-for="' + operation.id + '"]').hidden = operation.hidden;
  }
  for (const group of document.querySelectorAll('.group')) {
    group.hidden = !group.querySelector('.operation:not([hidden]), li:not([hidden])');
  }
});
for (const button of document.querySelectorAll('.copy')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
}
`;
