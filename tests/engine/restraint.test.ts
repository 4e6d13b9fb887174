/** What is said of several leaks, and what is not said at all (laws 18, 19 and 22). */
import { describe, expect, it } from 'vitest';
import type { ExitPoint, Leak } from '../../src/analysis/index.js';
import { clearestLeak } from '../../src/report/words.js';
import { check } from './programs.js';
import { statementsOf } from './toy.js';

describe('18. the clearest witness', () => {
  const leak = (kind: ExitPoint['kind'], at: number, tier?: ExitPoint['tier']): Leak => ({
    exit: { kind, node: { range: [at, at] } as unknown as ExitPoint['node'], tier },
    path: [],
  });

  it.each<[string, Leak, Leak]>([
    ['a return before a rejection', leak('return', 9), leak('reject', 1, 'await')],
    ['a fall-through before a rejection', leak('fall-through', 9), leak('reject', 1, 'await')],
    ['a throw before a rejection', leak('throw', 9, 'explicit'), leak('reject', 1, 'await')],
    ['a rejection before a throwing call', leak('reject', 9, 'await'), leak('throw', 1, 'call')],
    ['of two alike, the first', leak('return', 1), leak('return', 9)],
  ])('%s', (_, clear, other) => {
    expect(clearestLeak([other, clear])).toBe(clear);
    expect(clearestLeak([clear, other])).toBe(clear);
  });

  it('none where nothing leaks', () => {
    expect(clearestLeak([])).toBeUndefined();
  });
});

describe('19. what is not modelled is an escape', () => {
  check({
    'a spread': `
function f(list) {
  const h = acquire();
  list.push(...[h]); // transfer: passed
}`,
    'a computed member of an outer object': `
function f(map, key) {
  const h = acquire();
  map[key()] = h; // transfer: stored // strict: throw 2
}`,
    'a tagged template': `
function f() {
  const h = acquire();
  tag\`\${h}\`; // transfer: passed // strict: throw 2
}`,
    'an outer variable': `
let kept;
function f() {
  kept = acquire(); // transfer: stored
}`,
  });
});

describe('22. any input, linear, and silent past its bounds', () => {
  it('says nothing of a function with too many states', () => {
    const names = Array.from({ length: 12 }, (_, at) => `h${String(at)}`);
    const aliases = names.map((name) => `  let ${name}; if (one()) ${name} = h;`).join('\n');
    const { recommended } = statementsOf(`function f() {\n  const h = acquire();\n${aliases}\n}`);
    expect(recommended).toEqual(['2: unknown']);
  });

  it('follows a leak through two thousand statements', () => {
    const steps = Array.from({ length: 2000 }, (_, at) => `  if (one(${String(at)})) two();`).join('\n');
    expect(statementsOf(`function f() {\n  const h = acquire();\n${steps}\n}`).recommended).toEqual(['2003: leak: fall-through 2']);
  });

  it('is not deep where the input is deep', () => {
    const deep = `${'if (one()) {'.repeat(300)}return;${'}'.repeat(300)}`;
    expect(statementsOf(`function f() {\nconst h = acquire();\n${deep}\nrelease(h);\n}`).recommended).toEqual(['3: leak: return 2', '4: release']);
  });
});
