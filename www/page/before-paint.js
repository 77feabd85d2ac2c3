// Applies the chosen colour scheme before anything is drawn. A classic script, since modules run too late for that.
try {
  const theme = localStorage.getItem('kavichki.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing: the system's scheme holds.
}
