/** Builds dist before any test runs; what is tested of the package is what is shipped. */
import { buildAll } from '../tools/build.js';

export default async function setup(): Promise<void> {
  await buildAll({ types: true });
}
