/** The laws of ownership 9 to 13 (docs/design/obligations.md), a few programs each. */
import { describe } from 'vitest';
import { check } from './programs.js';

describe('9. mention is not use', () => {
  check({
    'a closure that nobody gets': `
function f() {
  const h = acquire();
  const stop = () => release(h);
  return 1; // leak: return 2
}`,
    'called': `
function f() {
  const h = acquire();
  const stop = () => release(h);
  stop(); // release
}`,
    'returned': `
function f() {
  const h = acquire();
  return () => release(h); // transfer: captured
}`,
    'stored': `
function f(hooks) {
  const h = acquire();
  hooks.stop = () => release(h); // transfer: captured
}`,
    'registered': `
function f(bus) {
  const h = acquire();
  bus.on('end', () => release(h)); // transfer: captured
}`,
    'inside an object that is returned': `
function f() {
  const h = acquire();
  return { stop() { release(h); } }; // transfer: captured
}`,
    'returned, and it only looks': `
function f() {
  const h = acquire();
  return () => console.log(h); // leak: return 2
}`,
    'on an event that may never come, beside a release': `
async function f(signal) {
  const h = acquire();
  signal.addEventListener('abort', () => release(h));
  await step(); // leak: reject 2
  release(h); // release
}`,
    'on such an event alone': `
function f(signal) {
  const h = acquire();
  signal.addEventListener('abort', () => release(h)); // transfer: captured
}`,
    'handed out before the resource is there': `
function f() { // transfer: captured
  let h;
  onStop(() => release(h));
  h = acquire();
}`,
  });
});

describe('10. ownership moves on normal return', () => {
  check({
    'returned, but for the way that rejects': `
async function f() {
  const h = await acquireLater();
  await h.write(); // leak: reject 2
  return h; // transfer: returned
}`,
    'stored, but for the way that throws before': `
function f(map, text) {
  const h = acquire();
  const key = JSON.parse(text); // leak: throw 2
  map[key] = h; // transfer: stored
}`,
    'thrown and yielded': `
function* f(on) {
  const h = acquire();
  if (on) throw h; // transfer: thrown
  yield h; // transfer: yielded
}`,
    'as a property, an element and through an alias': `
function f(on) {
  const h = acquire();
  if (on) return { h }; // transfer: returned
  const same = h;
  return [same]; // transfer: returned
}`,
  });
});

describe('11. an argument is borrowed where every normal path releases', () => {
  check({
    'borrowed': `
async function f() {
  const h = await acquireLater();
  await use(h); // leak: reject 2
  h.close(); // release
}`,
    'handed over': `
async function f() {
  const h = await acquireLater();
  await use(h); // transfer: passed
}`,
    'handed over, for one path does not release': `
function f(on) {
  const h = acquire();
  use(h); // transfer: passed // strict: throw 2
  if (on) release(h);
}`,
    'a helper of this file that releases': `
function end(h) {
  log(h);
  release(h);
}
function f() {
  const h = acquire();
  end(h); // release // strict: throw 6
}`,
    'one that only looks': `
function show(h) {
  console.log(h);
}
function f() {
  const h = acquire();
  show(h);
} // leak: fall-through 5`,
    'one that releases on some of its paths': `
function maybe(h, on) {
  if (on) release(h);
}
function f() {
  const h = acquire();
  maybe(h, true); // transfer: taken
}`,
    'one that gives it back': `
function same(h) {
  return h;
}
function f() {
  const h = same(acquire());
  release(h); // release
}`,
    'one that makes it: the caller owes the release': `
function make() {
  const h = acquire();
  return h; // transfer: returned
}
function f(on) {
  const h = make();
  if (on) return; // leak: return 6
  release(h); // release
}`,
    'an async helper releases when it is awaited': `
async function end(h) {
  await step();
  release(h);
}
async function f() {
  const h = acquire();
  await end(h); // release // leak: reject 6
}`,
  });
});

describe('12. a parameter is not ours', () => {
  check({
    'released on one path only': `
function f(h, on) {
  if (on) release(h);
}`,
    'a callback parameter of the catalogue is': `
function f(on) {
  lend((error, h) => {
    if (error) throw error;
    if (on) return; // leak: return 2
    release(h); // release
  });
}`,
  });
});

describe('13. a promise holds what it will bring', () => {
  check({
    'awaited later': `
async function f() {
  const pending = acquireLater();
  const h = await pending;
  h.close(); // release
}`,
    'a sibling that rejects strands it': `
async function f() {
  const [a, b] = await Promise.all([acquireLater(), acquireLater()]); // leak: reject 2
  a.close(); // release // strict: throw 2
  b.close(); // release
}`,
    'a property of a result': `
function f(on) {
  const { left } = pair();
  if (on) return; // leak: return 2
  left.close(); // release
}`,
  });
});
