/** Code of pages: what only a browser's window can run, and what no page can. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import { builtInSettings, pageGlobals, pageModules, serverFolders, serverGlobals, serverModules } from '../../resources/web-network.js';
import { memberName, type Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';
import { moduleKey } from '../syntax/origin.js';

/** The file imports what draws a page, or uses a global that only a page has; to ask whether it is there is no use. */
export function isPageCode({ sourceCode }: FileContext): boolean {
  return importsSome(sourceCode, (module) => isOneOf(pageModules, module)) || mentionsSome(sourceCode, pageGlobals, ({ parent }) => parent?.type !== 'UnaryExpression');
}

/** The file imports what runs in Node or its like, or uses a global that only these have. */
export function isServerCode({ sourceCode }: FileContext): boolean {
  const isServerModule = (module: string): boolean => moduleKey(module).startsWith('node:') || serverFolders.test(module) || isOneOf(serverModules, module);
  return importsSome(sourceCode, isServerModule) || mentionsSome(sourceCode, serverGlobals, () => true) || mentionsSome(sourceCode, ['process'], isOfProcess);
}

/** `process.argv`, `process.env.API_URL`, and not `process.env.NODE_ENV`, which builders replace. */
function isOfProcess({ parent: member }: Node): boolean {
  if (member?.type !== 'MemberExpression') return false;
  const setting = memberName(member) === 'env' && member.parent.type === 'MemberExpression' ? memberName(member.parent) : undefined;
  return memberName(member) !== 'env' || (setting !== undefined && !builtInSettings.test(setting));
}

function importsSome({ ast }: TSESLint.SourceCode, accepts: (module: string) => boolean): boolean {
  return ast.body.some((statement: TSESTree.ProgramStatement) => statement.type === 'ImportDeclaration' && accepts(statement.source.value));
}

function isOneOf(modules: readonly string[], module: string): boolean {
  return modules.some((one) => module === one || module.startsWith(`${one}/`));
}

function mentionsSome({ scopeManager }: TSESLint.SourceCode, names: readonly string[], accepts: (mention: Node) => boolean): boolean {
  const [scope] = scopeManager?.scopes ?? [];
  if (scope === undefined) return false;
  const declared = names.flatMap((name) => scope.set.get(name)?.references ?? []);
  const undeclared = scope.through.filter(({ identifier }) => identifier.type === 'Identifier' && names.includes(identifier.name));
  return [...declared, ...undeclared].some(({ identifier }) => accepts(identifier));
}
