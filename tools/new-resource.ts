/** `npm run new-resource -- ID FILE`: a row for the catalogue, printed for pasting, and a fixture that asks for it. */
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const row = (id: string): string => `export const ${id} = defineResource({
  id: '${id}',
  family: 'handle',
  noun: 'handle',
  ...CLOSED,
  repair: '$.close()',
  acquire: [calling('package#${id}')],
  release: [method('close')],
  life: 'endless',
  source: 'https://... the page that makes this row true',
});
`;

const fixture = (id: string): string => `/**
 * ## A ${id} that one way out does not close
 *
 * What it costs to leave it open.
 */
import { ${id} } from 'package';

export async function example(): Promise<void> {
  const it = await ${id}();
  await it.use();
  await it.close();
}
`;

const [id = '', file = ''] = process.argv.slice(2);
const target = fileURLToPath(new URL(`../src/resources/${file}.ts`, import.meta.url));
if (!/^[A-Za-z]\w*$/.test(id) || file === '' || !existsSync(target)) {
  console.error('npm run new-resource -- ID FILE, where FILE is the name of a file in src/resources without .ts');
  process.exitCode = 2;
} else {
  const place = `tests/fixtures/no-unreleased-resource/${id.toLowerCase()}.ts`;
  const full = fileURLToPath(new URL(`../${place}`, import.meta.url));
  if (!existsSync(full)) writeFileSync(full, fixture(id));
  console.log(`${row(id)}\nPaste the row into src/resources/${file}.ts and its list. The fixture is ${place};`);
  console.log('where the package is not installed, declare what it uses of it in tests/fixtures/stubs.');
}
