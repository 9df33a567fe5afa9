// Runs before first paint: the remembered theme, row height and panel, from cookies the server may read too.
(function () {
  var root = document.documentElement;
  var kept = {};
  document.cookie.split('; ').forEach(function (pair) {
    var at = pair.indexOf('=');
    kept[pair.slice(0, at)] = pair.slice(at + 1);
  });
  if (kept.theme === 'light' || kept.theme === 'dark') root.dataset.theme = kept.theme;
  if (/^(compact|default|comfortable)$/.test(kept.density || '')) root.dataset.density = kept.density;
  if (kept.panel === 'closed' || kept.panel === 'open') root.dataset.keptPanel = kept.panel;
})();
