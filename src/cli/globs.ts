/**
 * Globs, for patterns that the shell did not expand: `*`, `**`, `?`, `[abc]`, `{a,b}`.
 *
 * Node has its own matcher only from version 22 on, and a dependency would be shipped for this alone.
 */

const special = /[*?[\]{}]/;

export function isGlob(pattern: string): boolean {
  return special.test(pattern);
}

/** The folder that everything matched lies in: the segments before the first special one. */
export function globRoot(pattern: string): string {
  const segments = pattern.split('/');
  const first = segments.findIndex((segment) => special.test(segment));
  const fixed = segments.slice(0, first);
  return fixed.length === 1 && fixed[0] === '' ? '/' : fixed.join('/') || '.';
}

/** Matches a path with forward slashes. */
export function globToRegExp(pattern: string): RegExp {
  const alternatives = expandBraces(pattern.replace(/^\.\//, ''));
  return new RegExp(`^(?:${alternatives.map(toSource).join('|')})$`);
}

function expandBraces(pattern: string): string[] {
  const match = /^(.*?)\{([^{}]*)\}(.*)$/s.exec(pattern);
  if (match === null) return [pattern];
  const [, before = '', inside = '', after = ''] = match;
  return inside.split(',').flatMap((choice) => expandBraces(before + choice + after));
}

function toSource(pattern: string): string {
  return pattern.replace(/\*\*\/|\*\*|\*|\?|\[!?[^\]/]+\]|[\\^$.|+()[\]{}]/g, (token) => {
    if (token === '**/') return '(?:[^/]+/)*';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (token.length > 2 && token.startsWith('[')) return token.replace(/^\[!/, '[^').replace(/\\/g, '\\\\');
    return `\\${token}`;
  });
}
