/** What a file calls things that are known by another name: imports, `const every = setInterval`, `require`. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import type { Node } from '../syntax/ast.js';
import { lastName } from '../syntax/words.js';

export interface Renaming {
  /** By what others know it; `default` for what stands for a whole module. */
  readonly known: string;
  readonly local: string;
}

/** True of a name that is asked about. */
export type NameTest = (name: string) => boolean;

/** @returns true of the names, and of what this file calls them where it renames them. */
export function namedHere(names: ReadonlySet<string>, renamings: readonly Renaming[]): NameTest {
  const local = new Set(renamings.flatMap(({ known, local: name }) => (names.has(known) ? [name] : [])));
  return (name) => names.has(name) || local.has(name);
}

/** Every renaming of the file's outermost names. */
export function renamingsIn(sourceCode: TSESLint.SourceCode): readonly Renaming[] {
  const [globalScope] = sourceCode.scopeManager?.scopes ?? [];
  if (globalScope === undefined) return [];
  const renamings: Renaming[] = [];
  for (const statement of sourceCode.ast.body) {
    if (statement.type === 'VariableDeclaration') renamings.push(...statement.declarations.flatMap(dynamicImports));
  }
  // The global scope's own list of variables is left alone: a parser that knows TypeScript's libraries declares more than
  // a thousand there, of which a file refers to a few.
  for (const scope of globalScope.childScopes) {
    for (const { name, defs } of scope.type === 'module' ? scope.variables : []) {
      const known = importedName(defs[0]?.node);
      if (known !== undefined && known !== name) renamings.push({ known, local: name });
    }
    for (const { identifier } of scope.through) renamings.push(...renamingsOf(identifier));
  }
  for (const { identifier } of globalScope.references) renamings.push(...renamingsOf(identifier));
  return renamings;
}

const NONE: readonly Renaming[] = [];

function importedName(node: Node | undefined): string | undefined {
  if (node?.type === 'ImportDefaultSpecifier') return 'default';
  if (node?.type !== 'ImportSpecifier') return undefined;
  return node.imported.type === 'Identifier' ? node.imported.name : node.imported.value;
}

/** `const x = setTimeout`, `const { setTimeout: x } = globalThis`, `const { open: x } = require('fs')`. */
function renamingsOf(global: Node): readonly Renaming[] {
  let value = global;
  while (value.parent?.type === 'CallExpression' || value.parent?.type === 'MemberExpression') value = value.parent;
  const declarator = value.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== value) return NONE;
  if (declarator.id.type === 'ObjectPattern') return declarator.id.properties.flatMap(renamedProperty);
  if (declarator.id.type !== 'Identifier') return NONE;
  // What is called of a whole module is its default export.
  return [{ known: value.type === 'CallExpression' ? 'default' : (lastName(value) ?? ''), local: declarator.id.name }];
}

/** `const { default: pg } = await import('pg')`. */
function dynamicImports({ id, init }: TSESTree.VariableDeclarator): readonly Renaming[] {
  if (id.type !== 'ObjectPattern' || init?.type !== 'AwaitExpression' || init.argument.type !== 'ImportExpression') return NONE;
  return id.properties.flatMap(renamedProperty);
}

function renamedProperty(property: Node): readonly Renaming[] {
  if (property.type !== 'Property' || property.key.type !== 'Identifier' || property.value.type !== 'Identifier') return NONE;
  return [{ known: property.key.name, local: property.value.name }];
}
