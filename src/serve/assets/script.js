// What makes the pages quicker; each works without. Nothing leaves this server.
(() => {
  'use strict';
  const byId = (id) => document.getElementById(id);
  const field = byId('q'), form = byId('search'), keys = byId('keys');
  let running = null, timer = 0, shown = location.pathname + location.search;

  // The parts that differ from one answer to the next take the place of those shown.
  const show = (text, address, how) => {
    const page = new DOMParser().parseFromString(text, 'text/html');
    const focused = document.activeElement, label = focused && focused.getAttribute('aria-label') || focused && focused.textContent;
    const inside = focused && focused !== field && focused.closest('#answer, #narrow') ? focused.closest('#answer, #narrow').id : '';
    // What was unfolded stays so.
    const open = [...document.querySelectorAll('#answer details[open]')].map((one) => one.className);
    for (const id of ['answer', 'narrow']) {
      const [old, fresh] = [byId(id), page.getElementById(id)];
      if (old && fresh) old.replaceWith(fresh);
      else if (old) old.replaceChildren();
      else if (fresh && id === 'narrow') document.querySelector('main').after(fresh);
    }
    document.querySelectorAll('#answer details').forEach((one) => { one.open = open.includes(one.className); });
    // Looked for in the page as it now is: what was asked for has moved there.
    const wrong = byId('wrong');
    const status = page.getElementById('status'), head = page.querySelector('h1');
    if (status && byId('status').textContent !== status.textContent) byId('status').textContent = status.textContent;
    if (head) document.querySelector('h1').textContent = head.textContent;
    document.title = page.title;
    const other = page.querySelector('.tongue a'), feed = page.querySelector('link[rel=alternate]');
    if (other) document.querySelector('.tongue a').href = other.getAttribute('href');
    const old = document.querySelector('link[rel=alternate]');
    if (old) old.remove();
    if (feed) document.head.append(feed);
    field.setAttribute('aria-invalid', String(!!wrong));
    if (wrong) field.setAttribute('aria-describedby', 'wrong');
    else field.removeAttribute('aria-describedby');
    const hidden = page.querySelectorAll('#search input[type=hidden]');
    form.querySelectorAll('input[type=hidden]').forEach((input) => input.remove());
    hidden.forEach((input) => form.append(input));
    if (how === 'push') history.pushState(null, '', address);
    if (how === 'replace') history.replaceState(null, '', address);
    shown = location.pathname + location.search;
    if (inside) {
      const same = [...document.querySelectorAll('#' + inside + ' a')].find((a) => (a.getAttribute('aria-label') || a.textContent) === label);
      const main = byId('main');
      if (same) same.focus({ preventScroll: true });
      else { main.tabIndex = -1; main.focus({ preventScroll: true }); }
    }
    document.documentElement.dataset.shown = address;
  };

  const ask = async (address, how) => {
    if (running) running.abort();
    const mine = running = new AbortController();
    try {
      const answer = await fetch(address, { signal: mine.signal, credentials: 'same-origin' });
      const text = await answer.text();
      if (running === mine) show(text, address, how);
    } catch (error) {
      // One that was given up has been replaced; where the server is gone the browser says so.
      if (error.name !== 'AbortError' && how !== 'replace') location.href = address;
    }
  };

  const typed = () => {
    const pairs = [...new FormData(form)].filter(([, value]) => value !== '');
    return '/' + (pairs.length ? '?' + new URLSearchParams(pairs) : '');
  };

  // Only where an answer is shown do letters make another.
  if (byId('answer')) {
    const wait = (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(() => ask(typed(), 'replace'), 15);
    };
    field.addEventListener('input', wait);
    // A letter that is put together, or a word on a telephone, ends so.
    field.addEventListener('compositionend', wait);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      clearTimeout(timer);
      ask(typed(), 'push');
    });
    addEventListener('popstate', () => {
      // Within the page only the place has changed.
      if (shown === location.pathname + location.search) return;
      field.value = new URLSearchParams(location.search).get('q') || '';
      ask(location.pathname + location.search, '');
    });
    document.addEventListener('click', (event) => {
      const link = event.target.closest('a[data-live]');
      if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const address = link.getAttribute('href');
      if (!address.startsWith('/?') && address !== '/') return;
      event.preventDefault();
      ask(address, 'push');
    });
  }

  // Keys, which can be switched off (WCAG 2.1.4). Letters count in the list and in the text only.
  const on = () => keys.getAttribute('aria-pressed') === 'true';
  keys.hidden = false;
  try { keys.setAttribute('aria-pressed', String(localStorage.getItem('keys') !== 'off')); } catch { /* nothing is kept then */ }
  keys.addEventListener('click', () => {
    keys.setAttribute('aria-pressed', String(!on()));
    try { localStorage.setItem('keys', on() ? 'on' : 'off'); } catch { /* as above */ }
  });
  const step = (links, by) => {
    const at = links.findIndex((link) => link === document.activeElement);
    const next = links[at + by];
    if (next) { next.focus(); next.scrollIntoView({ block: 'nearest' }); }
  };
  // A match that is gone to has the focus, so that the next key is one of the text.
  const text = byId('text'), matches = text ? [...text.querySelectorAll('.m')] : [];
  matches.forEach((match) => { match.tabIndex = -1; });
  document.addEventListener('keydown', (event) => {
    if (!on() || event.metaKey || event.ctrlKey || event.altKey) return;
    const where = event.target;
    const writes = where.closest('input, textarea, select');
    if (event.key === '/' && !writes) { event.preventDefault(); field.focus(); field.select(); return; }
    const hits = [...document.querySelectorAll('#hits a.hit')];
    if (where === field && event.key === 'ArrowDown' && hits.length) { event.preventDefault(); hits[0].focus(); return; }
    if (where.closest('#hits')) {
      const by = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
      if (by) { event.preventDefault(); step(hits, by); }
    }
    if (text && text.contains(where) && (event.key === 'n' || event.key === 'p')) {
      const all = matches.length;
      const at = Number((location.hash.match(/^#m(\d+)$/) || [0, 0])[1]);
      const next = event.key === 'n' ? Math.min(at + 1, all) : Math.max(at - 1, 1);
      if (!all) return;
      event.preventDefault();
      location.replace('#m' + next);
      matches[next - 1].focus({ preventScroll: true });
    }
  });

  const copy = byId('copy');
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener('click', () => navigator.clipboard.writeText(byId('cite').textContent).then(() => { copy.textContent = copy.dataset.copied; }));
  }
})();
