/** Paths as other tools want them. */
import path from 'node:path';

/** Relative to where the tool ran, with forward slashes; a file elsewhere keeps its whole path. */
export function relativePath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  const shown = relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
  return shown.replaceAll('\\', '/');
}
