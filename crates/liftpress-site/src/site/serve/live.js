// @ts-check
// `liftpress serve` adds this script to the pages that it serves. Pages of a build do not have it.
(() => {
  const { tag, number = "" } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  // The files of this page, each with the tag of the bytes that the page has.
  /** @type {Map<string, string | undefined>} */
  const files = new Map([[location.pathname, tag]]);
  /** @type {EventSource | undefined} */
  let source;

  /** @param {string[]} addresses */
  const ours = addresses => addresses.map(address => new URL(address, location.href))
    .filter(({ origin, pathname }) => origin === location.origin && !pathname.startsWith("/.liftpress/"))
    .map(({ pathname }) => pathname);

  const styles = () => /** @type {HTMLLinkElement[]} */ ([...document.querySelectorAll("link[rel~=stylesheet][href]")]);
  // The old style stays until the new one is loaded. Otherwise the page would have no style for a moment.
  /** @param {string} path */
  const restyle = path => {
    const old = styles().filter(({ href }) => href.startsWith(location.origin) && new URL(href).pathname === path);
    const last = old.at(-1);
    if (!last) return;
    const next = /** @type {HTMLLinkElement} */ (last.cloneNode());
    next.href = `${path}?live=${Date.now()}`;
    next.onload = next.onerror = () => old.forEach(link => link.remove());
    last.after(next);
  };

  const STYLE = `
    :host { all: initial; position: fixed; inset: auto 0 0; z-index: 2147483647; color-scheme: dark }
    section { max-height: 60vh; overflow: auto; padding: 1rem; background: #1d1d20; color: #f5f5f5;
      border-top: 4px solid #ff6b6b; font: 14px/1.4 system-ui, sans-serif }
    header { display: flex; gap: 1rem; align-items: center; justify-content: space-between }
    h2 { margin: 0; font-size: 1rem }
    pre { margin: 1rem 0 0; font: 13px/1.45 ui-monospace, monospace }
    button { font: inherit; padding: .5rem 1rem }
    @media print { :host { display: none } }`;

  /** @param {string} errors */
  const show = errors => {
    document.querySelector("liftpress-errors")?.remove();
    if (!errors) return;
    /** @param {string} name */
    const make = (name, text = "") => Object.assign(document.createElement(name), { textContent: text });
    const host = make("liftpress-errors");
    const section = make("section");
    const header = make("header");
    const close = make("button", "Close");
    const text = make("pre", errors);
    section.setAttribute("role", "alert");
    text.tabIndex = 0;
    close.onclick = () => host.remove();
    header.append(make("h2", "This page is not up to date, because of errors"), close);
    section.append(header, text);
    // Every Content-Security-Policy allows a style sheet that a script constructs.
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    const root = host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    root.append(section);
    document.body.append(host);
  };

  // A browser opens only six connections to a host, so a hidden page closes its connection.
  const connect = () => {
    if (source || document.hidden) return;
    const sources = [...document.scripts, ...document.images].map(({ src }) => src).filter(Boolean);
    for (const path of ours([...styles().map(({ href }) => href), ...sources])) files.set(path, files.get(path));
    const query = new URLSearchParams({ number });
    for (const [path, tag] of files) {
      query.append("of", path);
      if (tag) query.append("tag", tag);
    }
    const events = new EventSource(`/.liftpress/events?${query}`);
    source = events;
    /** @param {string} name @param {(data: any) => void} act */
    const on = (name, act) => events.addEventListener(name, ({ data }) => act(data && JSON.parse(data)));
    // The browser restores the scroll position.
    on("reload", () => location.reload());
    on("seen", ([path, tag]) => files.set(path, tag));
    on("style", ([path, tag]) => {
      files.set(path, tag);
      restyle(path);
    });
    on("errors", show);
    events.onerror = () => {
      disconnect();
      setTimeout(connect, 1000);
    };
  };

  const disconnect = () => {
    source?.close();
    source = undefined;
  };

  document.addEventListener("visibilitychange", () => document.hidden ? disconnect() : connect());
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);

  connect();
})();
