/** The plugin as its users get it: the bundle, built anew. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LeaksPlugin } from '../../src/index.js';
import { buildBundles } from '../../tools/build.js';
import { root } from './corpora.js';

export async function builtPlugin(): Promise<LeaksPlugin> {
  await buildBundles();
  const bundle = (await import(pathToFileURL(path.join(root, 'dist/index.js')).href)) as { default: LeaksPlugin };
  return bundle.default;
}

/** The id of one of the plugin's own rules. */
export function isOwn(ruleId: string | null): boolean {
  return ruleId?.startsWith('leaks/') === true;
}
