/** Code of pages: what only a browser's window can run. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import { pageGlobals, pageModules } from '../../resources/web-network.js';
import type { FileContext } from '../syntax/context.js';

/** The file imports what draws a page, or uses a global that only a page has; to ask whether it is there is no use. */
export function isPageCode({ sourceCode }: FileContext): boolean {
  return sourceCode.ast.body.some(importsPageModule) || usesPageGlobal(sourceCode);
}

function importsPageModule(statement: TSESTree.ProgramStatement): boolean {
  return statement.type === 'ImportDeclaration' && pageModules.some((module) => statement.source.value === module || statement.source.value.startsWith(`${module}/`));
}

function usesPageGlobal({ scopeManager }: TSESLint.SourceCode): boolean {
  const [scope] = scopeManager?.scopes ?? [];
  if (scope === undefined) return false;
  const declared = pageGlobals.flatMap((name) => scope.set.get(name)?.references ?? []);
  const undeclared = scope.through.filter(({ identifier }) => identifier.type === 'Identifier' && pageGlobals.includes(identifier.name));
  return [...declared, ...undeclared].some(({ identifier }) => identifier.parent.type !== 'UnaryExpression');
}
