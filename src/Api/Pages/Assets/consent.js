// Sends the link that stands after the # of the address, so that nobody has to paste it; then the address forgets it.
"use strict";
if (location.hash.length > 1) {
  const form = document.getElementById("enter-by-link");
  form.elements.link.value = location.hash;
  history.replaceState(null, "", location.pathname);
  form.submit();
}
