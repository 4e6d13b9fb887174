/** The harness itself: a test that cannot fail is none. */
import { describe, expect, it } from 'vitest';
import { readableCode } from '../../tools/docs/example.js';
import { parseFixture, type Fixture } from './fixture.js';
import { disagreements } from './lint.js';

const fixture = (body: string, tags = ''): Fixture => parseFixture('rule', 'idea.tsx', `/**\n * ## Title\n *\n * Prose.\n${tags} */\n${body}`);

const report = (line: number, message: string): Parameters<typeof disagreements>[1][number] => ({
  line,
  message,
  column: 1,
  severity: 2,
  ruleId: 'leaks/rule',
});

describe('reading', () => {
  it('puts lines into messages, and leaves the braces of code alone', () => {
    const { expectations } = fixture('open(); // error: not closed on {out}; pass `{ signal }`.\nreturn_(); // @out\n');
    expect(expectations).toEqual([{ line: 6, message: 'not closed on line 7; pass `{ signal }`.', standing: undefined }]);
  });

  it('takes a comment that stands alone for the next line of code', () => {
    const { expectations } = fixture('// error: one\n// error: two // accepted: why\nopen();\n');
    expect(expectations).toEqual([
      { line: 8, message: 'one', standing: undefined },
      { line: 8, message: 'two', standing: { kind: 'accepted', reason: 'why' } },
    ]);
  });

  it('takes its own comments out of the code and moves nothing', () => {
    const { code, source } = fixture('const a = <p>{/* error: x */}{open()}</p>; // @here // error: y\n// an ordinary comment\n');
    expect(code.split('\n')).toHaveLength(source.split('\n').length);
    expect(code.split('\n')[5]).toBe('const a = <p>{              }{open()}</p>;');
    expect(code).toContain('// an ordinary comment');
  });

  it('reads the tags of the heading', () => {
    const tags = ' * @options {"a": 1}\n * @settings {"b": 2}\n * @config strict\n * @typed\n';
    expect(fixture('', tags)).toMatchObject({ title: 'Title', prose: 'Prose.', options: { a: 1 }, settings: { b: 2 }, strict: true, typed: true });
  });

  it.each([
    ['', ' * @option {}\n', /'@option \{\}' is not @options/],
    ['', ' * @options {a}\n', /not JSON/],
    ['', ' * @config all\n', /is not '@config strict'/],
    ['open(); // error: on {nowhere}\n', '', /no line carries the label @nowhere/],
    ['a(); // @x\nb(); // @x\n', '', /the label @x is there twice/],
    ['open(); // accepted: why\n', '', /follows no expectation/],
  ])('says what is wrong with %j %j', (body, tags, message) => {
    expect(() => fixture(body, tags)).toThrow(message);
  });
});

describe('comparing', () => {
  const plain = fixture('open(); // error: a\n');

  it('is content where both say the same', () => {
    expect(disagreements(plain, [report(6, 'a')])).toEqual([]);
  });

  it('names what is unlisted and what is unmet', () => {
    expect(disagreements(plain, [report(7, 'a')])).toEqual(['line 7: unlisted report: a', 'line 6: expected and not reported: a']);
    expect(disagreements(plain, [report(6, 'a'), report(6, 'a')])).toEqual(['line 6: unlisted report: a']);
  });

  it('wants known mistakes to be there still', () => {
    const miss = fixture('open(); // error: a // accepted: why\n');
    expect(disagreements(miss, [])).toEqual([]);
    expect(disagreements(miss, [report(6, 'a')])).toEqual(["line 6: is reported by now, so 'accepted:' can go: a"]);
    const alarm = fixture('open(); // error: a // false positive: why\n');
    expect(disagreements(alarm, [report(6, 'a')])).toEqual([]);
    expect(disagreements(alarm, [])).toEqual(['line 6: the known false positive is gone, so the expectation can go: a']);
  });
});

describe('the example that readers see', () => {
  it('counts lines from its own first one', () => {
    const code = readableCode(fixture('\n// error: still runs on {out}\nopen();\nleave(); // @out\n'));
    expect(code).toBe('open(); // ✗ still runs on line 2\nleave(); // line 2');
  });
});
