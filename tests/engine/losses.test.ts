/** The laws of ownership from 14, and those of restraint about names and recursion (docs/design/obligations.md), a few programs each. */
import { describe } from 'vitest';
import { check } from './programs.js';

describe('14. an assignment loses the old one', () => {
  check({
    'for certain': `
function f() {
  let h = acquire();
  h = acquire(); // leak: overwrite 2 // strict: throw 2
  release(h); // release
}`,
    'in a loop': `
function f(list) {
  let h;
  for (const one of list) { // strict: throw 4
    h = acquire(); // leak: overwrite 4
  }
  release(h); // release
}`,
    'not where another name holds it': `
function f() {
  let h = acquire();
  const old = h;
  h = acquire(); // strict: throw 2
  release(old); // release // strict: throw 4
  release(h); // release
}`,
    'not where a logical assignment finds it': `
function f() {
  let h = acquire();
  h ??= acquire();
  release(h); // release
}`,
  });
});

describe('16. losing the last name is an exit', () => {
  check({
    'dropped': `
function f() {
  acquire(); // leak: drop 2
}`,
    'only read': `
function f() {
  if (acquire() === 1) step(); // leak: drop 2
}`,
    'a member of what is dropped': `
function f() {
  acquire().start(); // leak: drop 2 // strict: throw 2
}`,
    'a fluent member gives the holder again': `
function f() {
  const h = acquire().on('x', step).on('y', step);
  release(h); // release
}`,
    'a call that waives the debt': `
function f() {
  acquire().detach(); // release
}`,
    'void drops as well': `
function f() {
  void acquire(); // leak: drop 2
}`,
  });
});

describe('20. recursion settles', () => {
  check({
    'a function that releases or calls itself': `
function end(h, n) {
  if (n > 0) end(h, n - 1);
  else release(h);
}
function f() {
  const h = acquire();
  end(h, 3); // release
}`,
    'two that call each other and only look': `
function even(h, n) {
  if (n > 0) odd(h, n - 1);
}
function odd(h, n) {
  if (n > 0) even(h, n - 1);
}
function f() {
  const h = acquire();
  even(h, 3);
} // leak: fall-through 8`,
    'another call has its own parameter': `
function f(h, next) {
  if (next) f(next);
  release(h);
}
function g(next) {
  const h = acquire();
  if (next) g(undefined); // strict: throw 6
  if (next) return; // leak: return 6
  release(h); // release
}`,
  });
});

describe('21. a name is evidence only with support', () => {
  check({
    'a shadowed acquire': `
function f(acquire) {
  const h = acquire();
}`,
    'a shadowed release': `
function f(release) {
  const h = acquire();
  release(h); // transfer: passed // strict: throw 2
}`,
    'renamed, and a property of the global object': `
const take = globalThis.acquire;
function f(on) {
  const h = take();
  if (on) return; // leak: return 3
  window.release(h); // release
}`,
  });
});
