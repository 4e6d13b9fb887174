/** The laws of flow 1 to 4 (docs/design/obligations.md), a few programs each. */
import { describe } from 'vitest';
import { check } from './programs.js';

describe('1. what fails acquired nothing, and a release that fails still released', () => {
  check({
    'a call that throws': `
function f() {
  const h = acquire();
  release(h); // release
}`,
    'a promise that rejects': `
async function f() {
  const h = await acquireLater();
  h.close(); // release
}`,
    'a callback whose error parameter is set': `
function f(done) {
  lend((error, h) => {
    if (error) return done(error);
    release(h); // release
  });
}`,
    'a callback whose error parameter is compared with null': `
function f(done) {
  lend((error, h) => {
    if (error !== null) return done(error);
    h.close(); // release
  });
}`,
    'a callback that ignores its error still owes the resource': `
function f(done) {
  lend((error, h) => {
    if (h.empty()) return; // leak: return 2 // strict: throw 2
    release(h); // release
  });
}`,
  });
});

describe('2. every completion goes through finally', () => {
  check({
    'return, throw and fall-through': `
function f(k) {
  const h = acquire();
  try {
    if (k === 1) return 1;
    if (k === 2) throw new Error();
  } finally {
    release(h); // release
  }
}`,
    'break and continue': `
function f(list) {
  for (const k of list) {
    const h = acquire();
    try {
      if (k === 1) break;
      if (k === 2) continue;
    } finally {
      release(h); // release
    }
  }
}`,
    'a return in it overrides': `
function f() {
  const h = acquire();
  try {
    throw new Error();
  } finally {
    return 1; // leak: return 2
  }
}`,
    'a break in it overrides a return': `
function f() {
  const h = acquire();
  for (;;) {
    try {
      return 1;
    } finally {
      break;
    }
  }
  release(h); // release
}`,
    'nested ones, inner first': `
function f() {
  const h = acquire();
  try {
    try {
      throw new Error(); // leak: throw 2
    } finally {
      step(); // strict: throw 2
    }
  } finally {
    if (ok()) release(h); // release // strict: throw 2
  }
}`,
    'what is acquired in one is due on the completion that waits there': `
function f() {
  let h;
  try {
    return 1; // leak: return 6
  } finally {
    h = acquire();
  }
}`,
  });
});

describe('3. throw edges have tiers', () => {
  check({
    'explicit: a throw': `
function f() {
  const h = acquire();
  if (bad) throw new Error(); // leak: throw 2
  release(h); // release
}`,
    'explicit: a call that throws by its documentation': `
function f(text) {
  const h = acquire();
  const value = JSON.parse(text); // leak: throw 2
  release(h); // release
  return value;
}`,
    'await: a rejection': `
async function f() {
  const h = acquire();
  await step(); // leak: reject 2
  release(h); // release
}`,
    'await: the next value of a loop': `
async function f(list) {
  const h = acquire();
  for await (const one of list) { // leak: reject 2
  }
  release(h); // release
}`,
    'calls: only strict': `
function f() {
  const h = acquire();
  step(); // strict: throw 2
  release(h); // release
}`,
    'a release that rejects: only strict': `
async function f(other) {
  const h = await acquireLater();
  await other.close(); // strict: reject 2
  h.close(); // release
}`,
    'member access is none': `
function f(config) {
  const h = acquire();
  const deep = config.a.b.c;
  release(h); // release
  return deep;
}`,
    'an executor without reject': `
async function f() {
  const h = acquire();
  await new Promise((resolve) => later(resolve));
  release(h); // release
}`,
    'an executor with reject': `
async function f() {
  const h = acquire();
  await new Promise((resolve, reject) => later(resolve, reject)); // leak: reject 2
  release(h); // release
}`,
    'a rejection that is handled on the spot': `
async function f() {
  const h = acquire();
  await step().catch(() => undefined);
  await step().then(null, () => undefined);
  await Promise.allSettled([step()]);
  release(h); // release
}`,
    'a function of this file that rejects never': `
async function quiet() {
  try {
    await step();
  } catch {}
}
async function f() {
  const h = acquire();
  await quiet();
  release(h); // release
}`,
    'what is caught goes on': `
async function f() {
  const h = acquire();
  try {
    await step();
  } catch {}
  release(h); // release
}`,
  });
});

describe('4. generators, using, and the end of bindings', () => {
  check({
    'the consumer of a generator may stop': `
function* f() {
  const h = acquire();
  yield 1; // leak: yield-return 2 // leak: reject 2
  release(h); // release
}`,
    'with a finally it may': `
function* f() {
  const h = acquire();
  try {
    yield 1;
  } finally {
    release(h); // release
  }
}`,
    'using releases on every way out': `
async function f() {
  using h = acquire(); // release
  if (await step()) return;
  throw new Error();
}`,
    'a second using that fails to begin disposes of the first': `
function f() {
  using a = acquire(); // release
  using b = acquire(); // release
}`,
    'continue ends the binding': `
async function f(list) {
  for (const path of list) {
    const h = await acquireLater();
    if (path === '') continue; // leak: scope-end 3
    h.close(); // release
  }
}`,
    'a labelled continue': `
function f(rows) {
  outer: for (const row of rows) {
    const h = acquire();
    for (const cell of row) { // strict: throw 3
      if (cell === 0) continue outer; // leak: scope-end 3
    }
    release(h); // release
  }
}`,
    'a case of a switch that falls out': `
function f(kind) {
  const h = acquire();
  switch (kind) {
    case 'a':
      release(h); // release
      break;
    case 'b':
      return; // leak: return 2
    default:
      release(h); // release
  }
}`,
  });
});
