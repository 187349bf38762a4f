// Before the first paint, so that a dark page never flashes white. Not a module: modules wait for the document.
{
  const chosen = localStorage.getItem("theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
}
