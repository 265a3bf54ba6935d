// Runs before the first paint, so that a dark screen never flashes white. Only the look is remembered here, nothing about people.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  for (const name of ["theme", "density"]) {
    try {
      const kept = localStorage.getItem(name);
      if (kept) root.dataset[name] = kept;
    } catch { /* storage may be refused by the browser: then the system's own setting holds */ }
  }
})();
