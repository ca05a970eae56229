// Asks the server. Each answer is JSON; a failure is an Error with the server's sentence.

import { answered, lost, NO_ANSWER, NO_LOGIN } from './connection.js';

async function ask(method, path, options = {}) {
  let response;
  try {
    response = await fetch(path, { method, ...options });
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    lost('answers');
    throw new Error(NO_ANSWER);
  }
  answered(response);
  if (response.status === 401) {
    throw new Error(NO_LOGIN);
  }
  if (!response.ok) {
    throw new Error(await reason(response));
  }
  return response.json();
}

/** The server's sentence. A malformed request is refused before the API sees it, and not in JSON. */
async function reason(response) {
  try {
    return (await response.json()).error;
  } catch {
    return `The server refused the request (${response.status}).`;
  }
}

/** A path with its parts encoded: path`/api/projects/${id}`. */
export function path(strings, ...values) {
  return strings.reduce((whole, part, i) => whole + part + (i < values.length ? encodeURIComponent(values[i]) : ''), '');
}

export function get(where, signal) {
  return ask('GET', where, { signal });
}

export function post(where, body, signal = undefined) {
  return ask('POST', where, { signal, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
}

export function remove(where) {
  return ask('DELETE', where);
}

/** The structured answer of a tool, as documented for MCP. */
export function tool(name, args, signal = undefined) {
  return post(path`/api/tools/${name}`, args, signal);
}
