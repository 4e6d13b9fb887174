/** The laws of flow 5 to 8 (docs/design/obligations.md), a few programs each. */
import { describe } from 'vitest';
import { check } from './programs.js';

describe('5. tests refine and correlate', () => {
  check({
    'nothing is held through what tests false': `
function f(on) {
  let h;
  if (on) h = acquire();
  if (h) release(h); // release
}`,
    'compared with null, and optional calls': `
function f(on) {
  let h = null;
  let g;
  if (on) h = acquire();
  if (on) g = acquire(); // strict: throw 4
  if (h !== null) release(h); // release // strict: throw 5
  g?.close(); // release
}`,
    'two tests of one unchanged name agree': `
function f(on) {
  const h = on ? acquire() : undefined;
  step(); // strict: throw 2
  if (on) release(h); // release
}`,
    'of a changed name they do not': `
function f(on) {
  const h = on ? acquire() : undefined;
  on = step(); // strict: throw 2
  if (on) release(h); // release
} // leak: fall-through 2`,
    'a flag is followed as a constant': `
function f() {
  let done = false;
  const h = acquire();
  if (step()) { // strict: throw 3
    release(h); // release
    done = true;
  }
  if (!done) release(h); // release
}`,
    'past four names nothing is said': `
function f(a, b, c, d, e) {
  const h = acquire(); // unknown
  if (a) one(); if (b) one(); if (c) one(); if (d) one(); if (e) release(h); // release
  if (a) two(); if (b) two(); if (c) two(); if (d) two(); if (!e) release(h); // release
}`,
  });
});

describe('6. a release counts from the acquisition on', () => {
  check({
    'before it, it is of the previous one': `
function f(h) {
  release(h);
  h = acquire();
  return 1; // leak: return 3
}`,
    'in a loop, it is reached from there': `
function f(list) {
  let h;
  for (const one of list) { // strict: throw 5
    release(h); // release
    h = acquire();
  }
} // leak: fall-through 5`,
  });
});

describe('7. module code owes nothing', () => {
  check({
    'at its end': `
const h = acquire();
if (!ready) throw new Error();`,
    'in a static block': `
class Host {
  static {
    const h = acquire();
  }
}`,
    'process.exit() is no exit': `
function f() {
  const h = acquire();
  if (bad) process.exit(1);
  release(h); // release
}`,
    'nor is a function that always throws, once it is known to': `
function fail(h) {
  release(h);
  process.exit(1);
}
function f() {
  const h = acquire();
  if (bad) fail(h);
  release(h); // release
}`,
  });
});

describe('8. fields and the constructor are one body; a task that releases has the obligation', () => {
  check({
    'a task that nobody awaits': `
function f() {
  const h = acquire();
  void (async () => { // transfer: captured
    await step();
    release(h);
  })();
}`,
    'a named one, started as a statement': `
function f() {
  const h = acquire();
  run(); // transfer: captured
  async function run() {
    await step();
    release(h);
  }
}`,
    'one whose promise goes on': `
async function f(tasks) {
  const h = acquire();
  const task = end();
  tasks.push(task); // transfer: captured
  async function end() {
    await step();
    release(h);
  }
}`,
    'one that is awaited may reject': `
async function f() {
  const h = acquire();
  const task = end();
  await task; // release // leak: reject 2
  async function end() {
    await step();
    release(h);
  }
}`,
    'a field is handed to the object': `
class Host {
  h = acquire(); // transfer: stored
}`,
    'a constructor that throws behind its acquisition': `
class Host {
  constructor(path) {
    const h = acquire();
    if (path === '') throw new Error(); // leak: throw 3
    this.h = h; // transfer: stored
  }
}`,
  });
});
