// A CDS client that behaves as the public CDS Hooks Sandbox was seen to behave (project design, interop A.3 to A.9):
// the browser makes every call itself; discovery is taken verbatim; a fresh ES384 token, signed here, goes with each
// call; prefetch is filled by POST _search with GET as the way back, and a key that failed is left out; a detail is
// rendered as GitHub-flavoured Markdown with its raw HTML; buttons report feedback and do nothing else.
//
// given.json says what to do; what came of it stands in #outcome when everything is done.

const given = await (await fetch("given.json")).json();
const outcome = {calls: {}, feedback: [], executed: [], prefetched: []};
window.executed = what => outcome.executed.push(what); // what hostile text would call
window.addEventListener("error", event => outcome.executed.push(event.message));

const key = given.token && await crypto.subtle.importKey(
  "jwk", given.token.key, {name: "ECDSA", namedCurve: "P-384"}, false, ["sign"]);

const base64url = bytes => btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const bytesOf = text => new TextEncoder().encode(text);
const packed = value => base64url(bytesOf(JSON.stringify(value)));

async function token(aud) {
  const iat = Math.floor(Date.now() / 1000);
  const claims = {iss: given.token.iss, aud, iat, exp: iat + 300, jti: crypto.randomUUID()};
  const text = `${packed({alg: "ES384", typ: "JWT", kid: given.token.kid, jku: given.token.jku})}.${packed(claims)}`;
  const signature = await crypto.subtle.sign({name: "ECDSA", hash: "SHA-384"}, key, bytesOf(text));
  return `${text}.${base64url(new Uint8Array(signature))}`;
}

async function call(url, body, authorization) {
  const headers = {Accept: "application/json"};
  if (key) headers.Authorization = authorization ?? `Bearer ${await token(url)}`;
  if (body) headers["Content-Type"] = "application/json";
  try {
    const answer = await fetch(url, {method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body)});
    return {status: answer.status, text: await answer.text()};
  } catch (error) {
    return {blocked: error.name};
  }
}

async function searched(template) {
  const query = template.replaceAll("{{context.patientId}}", given.context.patientId);
  const [type, parameters] = query.split("?");
  const headers = {Accept: "application/json+fhir"};
  if (parameters) {
    const sent = await fetch(`${given.fhir}/${type}/_search`,
      {method: "POST", headers, body: new URLSearchParams(parameters)});
    if (sent.ok) return sent;
  }
  return fetch(`${given.fhir}/${query}`, {headers});
}

async function prefetch(templates) {
  const filled = {};
  for (const [name, template] of Object.entries(templates ?? {})) {
    const answer = await searched(template);
    if (answer.ok) filled[name] = await answer.json();
  }
  outcome.prefetched = Object.keys(filled);
  return filled;
}

const request = rest => ({
  hookInstance: crypto.randomUUID(), hook: given.hook, fhirServer: given.fhir, context: given.context, ...rest});

async function show(url, card) {
  const section = document.querySelector("main").appendChild(document.createElement("section"));
  section.className = card.indicator;
  section.innerHTML = '<h2></h2><div class="detail"></div><p class="source"></p>';
  section.querySelector("h2").textContent = card.summary;
  section.querySelector(".source").textContent = `Source: ${card.source.label}`;
  section.querySelector(".detail").innerHTML =
    await (await fetch("rendered", {method: "POST", body: card.detail ?? ""})).text();
  if (!card.uuid) return;
  const dismiss = reason => ({card: card.uuid, outcome: "overridden", ...reason});
  for (const {uuid, label} of card.suggestions ?? [])
    if (uuid && label) button(section, label, url, {card: card.uuid, outcome: "accepted", acceptedSuggestions: [{id: uuid}]});
  button(section, "Dismiss", url, dismiss());
  for (const {code, system, display} of card.overrideReasons ?? [])
    button(section, `Override: ${display}`, url, dismiss({overrideReason: {reason: {code, system}}}));
}

function button(section, label, url, item) {
  const element = section.appendChild(document.createElement("button"));
  element.textContent = label;
  element.report = async () => outcome.feedback.push(
    {label, ...await call(`${url}/feedback`, {feedback: [{...item, outcomeTimestamp: new Date().toISOString()}]})});
}

const LOUDNESS = ["critical", "warning", "info"];
const discovery = outcome.calls.discovery = await call(given.discovery);
const services = discovery.status === 200 ? JSON.parse(discovery.text).services : [];
const service = services.find(one => one.hook === given.hook) ?? {id: `net-${given.hook}`};
const url = `${given.discovery}/${service.id}`;
const advice = outcome.calls.advice = await call(url, request({prefetch: await prefetch(service.prefetch)}));
const cards = advice.status === 200 ? JSON.parse(advice.text).cards : [];
for (const card of cards.toSorted((one, other) => LOUDNESS.indexOf(one.indicator) - LOUDNESS.indexOf(other.indicator)))
  await show(url, card);
for (const element of document.querySelectorAll("button")) await element.report();

outcome.calls.unknown = await call(`${given.discovery}/no-such-service`, request());
outcome.calls.lacking = await call(url, request({fhirServer: undefined}));
outcome.calls.malformed = await call(url, {hook: given.hook});
outcome.calls.stranger = await call(url, request(), "Bearer not.a.token");
outcome.calls.feedback = await call(`${url}/feedback`, {feedback: []});
document.getElementById("outcome").textContent = JSON.stringify(outcome);
