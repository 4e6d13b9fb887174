import type { ESLint, Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { repairText } from '../../src/cli/repair.js';

/** Reports every `x`, with the repairs that `repairs` gives it. */
function linter(repairs: (at: number) => Partial<Linter.LintMessage>): (text: string) => Promise<ESLint.LintResult> {
  return (text) => {
    const messages = [...text.matchAll(/x/g)].map(({ index }) => ({ line: 1, column: index + 1, severity: 2 as const, ruleId: 'rule', message: 'x', ...repairs(index) }));
    return Promise.resolve({ messages } as unknown as ESLint.LintResult);
  };
}

const replacing = (at: number, text: string): { desc: string; fix: { range: [number, number]; text: string } } => ({ desc: text, fix: { range: [at, at + 1], text } });

describe('repairing', () => {
  it('applies the one suggestion of each report', async () => {
    const { output, count } = await repairText('axbx', linter((at) => ({ suggestions: [replacing(at, 'y')] })));
    expect({ output, count }).toEqual({ output: 'ayby', count: 2 });
  });

  it('leaves a choice to the author', async () => {
    const { output, result } = await repairText('ax', linter((at) => ({ suggestions: [replacing(at, 'y'), replacing(at, 'z')] })));
    expect(output).toBeUndefined();
    expect(result.messages).toHaveLength(1);
  });

  it('takes back what does not help', async () => {
    const { output, count } = await repairText('ax', linter((at) => ({ suggestions: [replacing(at, 'xx')] })));
    expect({ output, count }).toEqual({ output: undefined, count: 0 });
  });

  it('repairs what stands side by side in two rounds', async () => {
    const { output } = await repairText('xx', linter((at) => ({ suggestions: [replacing(at, 'y')] })));
    expect(output).toBe('yy');
  });
});
