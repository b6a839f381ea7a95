// Passkeys, decisions that they sign, and showing a password while it is typed. Without it the pages of accounts work with passwords, and decisions are not
// signed.
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

async function asked(form, address) {
  const answer = await fetch(address, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!answer.ok) throw new Error("refused");
  const { options, ...more } = await answer.json();
  options.challenge = bytes(options.challenge);
  for (const known of [...(options.excludeCredentials || []), ...(options.allowCredentials || [])]) known.id = bytes(known.id);
  if (options.user) options.user.id = bytes(options.user.id);
  return { options, ...more };
}

async function fill(form) {
  const { options, state } = await asked(form, form.dataset.options);
  const credential = form.dataset.passkey === "make"
    ? await navigator.credentials.create({ publicKey: options }) : await navigator.credentials.get({ publicKey: options });
  form.elements.state.value = state;
  form.elements.credential.value = readable(credential);
  form.submit();
}

async function sign(form) {
  const { options, keys } = await asked(form, form.dataset.sign);
  const { id, response } = await navigator.credentials.get({ publicKey: options });
  setSignature(form, {
    publicKey: keys[id], authenticatorData: text(response.authenticatorData), clientData: text(response.clientDataJSON), signature: text(response.signature),
  });
  form.submit();
}

function setSignature(form, parts) {
  for (const field of form.querySelectorAll('input[name^="signature."]')) field.value = parts[field.name.slice("signature.".length)] || "";
}

function ask(form, act = fill) {
  const failed = form.querySelector("[data-failed]");
  failed.hidden = true;
  return act(form).catch(() => { failed.hidden = false; });
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
  for (const form of document.querySelectorAll("form[data-sign]")) {
    const button = form.querySelector("[data-sign-button]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      await ask(form, sign);
      button.disabled = false;
    });
    // The other button sends no signature, not even one that a page in the browser's memory still has.
    form.addEventListener("submit", () => setSignature(form, {}));
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
