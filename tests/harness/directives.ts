/** The comments of a fixture that speak to the harness. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Standing } from './fixture.js';

/** One sentence of a comment; a comment may hold several: `// @early // error: ...`. */
export interface Directive {
  /** The comment's place in the text; directives of one comment share it. */
  readonly range: readonly [number, number];
  /** The line that the directive is about: its own or, where it stands alone, the next line of code. */
  readonly target: number;
  readonly label?: string;
  readonly error?: string;
  readonly standing?: Standing | undefined;
}

const speaks = /^\s*(?:@[\w-]+|error:|accepted:|false positive:)/;

export function readDirectives(source: string, comments: readonly TSESTree.Comment[]): Directive[] {
  const lines = source.split('\n');
  const spoken = comments.filter(({ value }) => speaks.test(value));
  const silent = new Set(spoken.filter((comment) => standsAlone(lines, comment)).map(({ loc }) => loc.start.line));
  return spoken.flatMap((comment) => {
    let target = comment.loc.start.line;
    while (silent.has(target)) target++;
    return sentences(comment).map((sentence) => ({ ...sentence, range: comment.range, target }));
  });
}

function standsAlone(lines: readonly string[], { loc }: TSESTree.Comment): boolean {
  const before = (lines[loc.start.line - 1] ?? '').slice(0, loc.start.column);
  const after = (lines[loc.end.line - 1] ?? '').slice(loc.end.column);
  return /^\s*\{?$/.test(before) && /^\}?\s*$/.test(after);
}

type Sentence = Pick<Directive, 'label' | 'error' | 'standing'>;

/** A standing belongs to the expectation before it. */
function sentences({ value, loc }: TSESTree.Comment): Sentence[] {
  const found: { label?: string; error?: string; standing?: Standing }[] = [];
  for (const part of value.trim().split(/\s\/\/\s/)) {
    const [, kind = '', rest = ''] = /^(@|error:|accepted:|false positive:)\s*(.*)$/s.exec(part.trim()) ?? [];
    const last = found.at(-1);
    if (kind === '@') found.push({ label: rest.split(/\s/)[0] ?? '' });
    else if (kind === 'error:') found.push({ error: rest.trim() });
    else if (kind !== '' && last?.error !== undefined) {
      last.standing = { kind: kind === 'accepted:' ? 'accepted' : 'false positive', reason: rest.trim() };
    } else throw new Error(`line ${String(loc.start.line)}: '${part}' follows no expectation`);
  }
  return found;
}
