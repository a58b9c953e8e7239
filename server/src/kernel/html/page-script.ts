/**
 * The one script of the hosted pages, served as it stands. Everything works without it; it only adds comfort: showing
 * a password, a busy button that cannot be pressed twice, a resend timer, copying a reference code, tidy pasted codes,
 * closing a window, times in the reader's own zone, a form that goes on by itself. It reads texts from data attributes, so it knows no language, and writes by
 * `textContent` only, so Trusted Types hold.
 */
export const pageScript = String.raw`'use strict';
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const say = (text) => {
    const live = document.getElementById('live');
    if (live) live.textContent = text;
  };

  for (const button of all('[data-reveal]')) {
    const input = document.getElementById(button.dataset.reveal);
    if (!input) continue;
    button.hidden = false;
    const show = (shown) => {
      input.type = shown ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(shown));
      button.title = shown ? button.dataset.hide : button.getAttribute('aria-label');
    };
    show(false);
    button.addEventListener('click', () => {
      show(input.type === 'password');
      input.focus();
    });
    // A password must never be sent, or kept by the browser's form history, as plain text.
    input.form?.addEventListener('submit', () => show(false));
  }

  // One submission at a time. The submitter stays enabled until the form's data was read: its name and value count.
  let sent = false;
  const rest = () => {
    sent = false;
    say('');
    for (const button of all('[type=submit]')) {
      button.removeAttribute('aria-busy');
      if (!button.dataset.left) button.removeAttribute('aria-disabled');
    }
  };
  document.addEventListener('submit', (event) => {
    if (sent || event.submitter?.dataset.left) {
      event.preventDefault();
      return;
    }
    sent = true;
    const button = event.submitter ?? event.target.querySelector('[type=submit]');
    button?.setAttribute('aria-busy', 'true');
    for (const other of all('[type=submit]')) other.setAttribute('aria-disabled', 'true');
    say(document.body.dataset.working ?? '');
    // Stopped by hand, or the line is dead: the person may try again.
    setTimeout(rest, 20000);
  });
  // Back from the next page out of the browser's cache: the buttons work again.
  addEventListener('pageshow', (event) => { if (event.persisted) rest(); });

  for (const button of all('[data-wait]')) {
    const ready = button.textContent;
    const end = performance.now() + Number(button.dataset.wait) * 1000;
    const tick = () => {
      const left = Math.ceil((end - performance.now()) / 1000);
      if (left > 0) {
        button.dataset.left = String(left);
        button.setAttribute('aria-disabled', 'true');
        button.textContent = button.dataset.waiting.replace('{seconds}', String(left));
        setTimeout(tick, 500);
        return;
      }
      delete button.dataset.left;
      if (!sent) button.removeAttribute('aria-disabled');
      button.textContent = ready;
    };
    tick();
  }

  for (const button of all('[data-close]')) {
    button.hidden = false;
    button.addEventListener('click', () => close());
  }

  for (const input of all('[data-tidy]')) {
    const keep = input.dataset.tidy === 'digits' ? /[^0-9]/g : /\s/g;
    input.addEventListener('paste', (event) => {
      const text = event.clipboardData?.getData('text');
      if (!text) return;
      event.preventDefault();
      const tidy = text.normalize('NFKC').replace(keep, '');
      input.setRangeText(tidy, input.selectionStart, input.selectionEnd, 'end');
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }

  for (const button of all('[data-copy]')) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    const label = button.textContent;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy)?.textContent ?? '');
      button.textContent = button.dataset.copied;
      say(button.dataset.copied);
      setTimeout(() => { button.textContent = label; }, 2000);
    });
  }

  // Only on the way there: back from the next page it is the person who decides.
  const [send] = all('[data-send] form');
  const [way] = performance.getEntriesByType('navigation');
  if (send && way?.type !== 'back_forward') send.requestSubmit();

  for (const time of all('time[data-local]')) {
    const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
    time.textContent = format.format(new Date(time.dateTime));
  }
})();
`;
