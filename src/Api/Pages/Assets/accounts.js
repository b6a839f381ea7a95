// Passkeys, and showing a password while it is typed. Without it the pages of accounts work with passwords.
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0));
const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function readable(credential) {
  const r = credential.response;
  const response = { clientDataJSON: text(r.clientDataJSON) };
  if (r.attestationObject) {
    response.attestationObject = text(r.attestationObject);
    response.transports = r.getTransports ? r.getTransports() : [];
  } else {
    response.authenticatorData = text(r.authenticatorData);
    response.signature = text(r.signature);
    if (r.userHandle) response.userHandle = text(r.userHandle);
  }
  return JSON.stringify({
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
    clientExtensionResults: credential.getClientExtensionResults(), authenticatorAttachment: credential.authenticatorAttachment || undefined,
  });
}

async function fill(form) {
  const answer = await fetch(form.dataset.options, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!answer.ok) throw new Error("refused");
  const { options, state } = await answer.json();
  options.challenge = bytes(options.challenge);
  for (const known of [...(options.excludeCredentials || []), ...(options.allowCredentials || [])]) known.id = bytes(known.id);
  if (options.user) options.user.id = bytes(options.user.id);
  const credential = form.dataset.passkey === "make"
    ? await navigator.credentials.create({ publicKey: options }) : await navigator.credentials.get({ publicKey: options });
  form.elements.state.value = state;
  form.elements.credential.value = readable(credential);
  form.submit();
}

function ask(form) {
  const failed = form.querySelector("[data-failed]");
  failed.hidden = true;
  fill(form).catch(() => { failed.hidden = false; });
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("[data-passkey-button]");
    if (button) {
      button.hidden = false;
      button.addEventListener("click", () => { if (form.elements.login.reportValidity()) ask(form); });
    } else {
      form.hidden = false;
      form.addEventListener("submit", event => { event.preventDefault(); ask(form); });
    }
  }
}

for (const button of document.querySelectorAll("button[data-shows]")) {
  const field = document.getElementById(button.dataset.shows);
  button.hidden = false;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", `${shown}`);
  });
}
