/** Edits of a clause or handler that does nothing: rethrow, or report with what the project reports with. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { CaughtError, Node } from '../analysis/index.js';
import type { SwallowMessage } from './swallow-report.js';

type Suggestion = TSESLint.SuggestionReportDescriptor<SwallowMessage>;

const DEFAULT_REPORTER = 'console.error';

/** Only for empty bodies: anywhere else the right place for the statement is a matter of judgement. */
export function swallowSuggestions(caught: CaughtError, sourceCode: TSESLint.SourceCode, reporters: readonly string[]): readonly Suggestion[] {
  const { region, bare } = caught;
  if (!bare || region === undefined || (region !== caught.node && caught.by === 'catch')) return [];
  const body = region.body;
  if (body.type !== 'BlockStatement' || (region.type !== 'CatchClause' && region !== caught.node)) return [];
  const edit = (statement: (name: string) => string): TSESLint.ReportFixFunction => (fixer) => {
    const { name, insert } = naming(region, sourceCode);
    const written = fixer.replaceText(body, withStatement(body, statement(name), sourceCode));
    return insert === undefined ? written : [insert(fixer), written];
  };
  const reporter = reporters[0] ?? DEFAULT_REPORTER;
  const report: Suggestion = { messageId: 'report', data: { reporter }, fix: edit((name) => `${reporter}(${name});`) };
  return caught.by === 'catch' ? [{ messageId: 'rethrow', fix: edit((name) => `throw ${name};`) }, report] : [report];
}

/** The error's name, and how to write it where it has none. */
function naming(region: Exclude<CaughtError['region'], undefined>, sourceCode: TSESLint.SourceCode): { name: string; insert?: (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix } {
  const parameter = region.type === 'CatchClause' ? region.param : region.params[0];
  if (parameter?.type === 'Identifier') return { name: parameter.name };
  if (parameter !== null && parameter !== undefined) return { name: sourceCode.getText(parameter) };
  const name = 'error';
  if (region.type === 'CatchClause') return { name, insert: (fixer) => fixer.insertTextBefore(region.body, `(${name}) `) };
  const opening = sourceCode.getFirstToken(region, (token) => token.value === '(');
  return opening === null ? { name } : { name, insert: (fixer) => fixer.insertTextAfter(opening, name) };
}

/** The block with one statement in front of what it holds. */
function withStatement(body: Node, statement: string, sourceCode: TSESLint.SourceCode): string {
  const text = sourceCode.getText(body);
  const line = sourceCode.lines[body.loc.start.line - 1] ?? '';
  const indent = /^\s*/u.exec(line)?.[0] ?? '';
  const inner = text.slice(1, -1).trim();
  return `{\n${indent}  ${statement}${inner === '' ? '' : `\n${indent}  ${inner}`}\n${indent}}`;
}

/** `reject(error)`, where the error has a name. */
export function reasonSuggestion({ name, node }: CaughtError): readonly Suggestion[] {
  if (name === undefined) return [];
  return [{ messageId: 'reason', fix: (fixer) => fixer.insertTextBeforeRange([node.range[1] - 1, node.range[1]], name) }];
}

/** `throw new Error(text)` with the caught error as its cause, where it has a name and the call one argument. */
export function causeSuggestion({ name }: CaughtError, thrown: Node): readonly Suggestion[] {
  if (name === undefined || thrown.type !== 'NewExpression' || thrown.callee.type !== 'Identifier') return [];
  const [text] = thrown.arguments;
  if (!BUILT_IN_ERRORS.has(thrown.callee.name) || thrown.arguments.length !== 1 || text === undefined) return [];
  const property = name === 'cause' ? 'cause' : `cause: ${name}`;
  return [{ messageId: 'cause', fix: (fixer) => fixer.insertTextAfter(text, `, { ${property} }`) }];
}

/** Their constructors take `{ cause }`: https://tc39.es/ecma262/#sec-installerrorcause */
const BUILT_IN_ERRORS = new Set(['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError']);
