import { describe, expect, it } from 'vitest';
import { reduce } from '../../tools/fixture/reduce.js';

const program = `import { a, b } from 'c';
/** Says nothing. */
export class Pool<T> extends Base {
  private readonly other: number = 1;
  async run(first: string, second: number): Promise<void> {
    if (first === 'x' && second > 2) {
      try {
        for (const one of [1, 2, 3]) keep(one, { name: 'long enough to go', other: b });
      } finally {
        a();
      }
    } else {
      b();
    }
  }
}
`;

describe('reducing', () => {
  it('keeps what matters and the least around it', () => {
    const { text } = reduce(program, false, (smaller) => /\bkeep\(/.test(smaller));
    expect(text).toBe('class Pool  {\n  async run() {\n    keep();\n  }\n}\n');
  });

  it('keeps what two places need', () => {
    const { text } = reduce(program, false, (smaller) => /\bkeep\([^)]*other: b/.test(smaller) && smaller.includes("from 'c'"));
    expect(text).toBe("import {  } from 'c';\nclass Pool  {\n  async run() {\n    keep({ other: b });\n  }\n}\n");
  });

  it('gives back what it cannot cut', () => {
    expect(reduce('one();\n', false, (smaller) => smaller.includes('one()')).text).toBe('one();\n');
  });
});
