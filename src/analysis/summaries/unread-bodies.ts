/**
 * Bodies of responses that one way out neither reads nor cancels, although another does: until the collector finds it,
 * such a body keeps its connection.
 *
 * Not modelled: responses that are not waited for in a declaration, and whether a status has a body at all, but for those
 * that never have one.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import { responseBody } from '../../resources/web-network.js';
import { asDefault } from '../syntax/origin.js';
import { isPageCode, isServerCode } from '../effects/pages.js';
import { isInTest } from '../syntax/tests.js';
import { memberPlace } from '../effects/place.js';
import type { Leak, ObligationOutcome } from '../obligations/obligation.js';
import { literalValue, memberName, unwrapped, wrappingParent, type Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';
import { withoutAborted, withoutFailedRuns } from './entry-points.js';
import { atStep, followFrom, type Beginning, type FileParts } from './file-obligations.js';
import { lastName } from '../syntax/words.js';

export interface UnreadBody extends ObligationOutcome {
  /** It may stand in code of a page, whose browser ends the connection soon. */
  readonly mayBeOfPage: boolean;
}

/** A cheap look before anything is asked of names and types. */
export function mentionsResponses({ text }: TSESLint.SourceCode): boolean {
  return text.includes('fetch') || text.includes('.ok') || text.includes('undici');
}

export function unreadBodies(parts: FileParts): readonly UnreadBody[] {
  const outcomes = leftUnread(parts);
  if (outcomes.length === 0) return [];
  const isInPage = isPageCode(parts.file);
  const isOnServer = !isInPage && isServerCode(parts.file);
  return outcomes.map((outcome) => ({ ...outcome, mayBeOfPage: isInPage || isAskedOfPage(outcome.obligation.node) || !(isOnServer || isLeftEachTurn(outcome)) }));
}

/** A loop goes on without it: the next turn leaves another one, wherever that is. */
function isLeftEachTurn({ leaks }: ObligationOutcome): boolean {
  return leaks.some(({ exit }) => exit.kind === 'scope-end' && exit.node.type === 'ContinueStatement');
}

/** `fetch('/api/items')`: only a page has an address to which that is relative. */
function isAskedOfPage(call: Node): boolean {
  const address = call.type === 'CallExpression' && call.arguments[0] !== undefined ? unwrapped(call.arguments[0]) : undefined;
  const start = address?.type === 'TemplateLiteral' ? address.quasis[0]?.value.raw : address === undefined ? undefined : literalValue(address)?.value;
  return typeof start === 'string' && /^\.{0,2}\//u.test(start);
}

function leftUnread(parts: FileParts): readonly ObligationOutcome[] {
  return parts.collected.awaitedCalls.flatMap((declarator): readonly ObligationOutcome[] => {
    const call = awaitedCall(declarator);
    if (call === undefined || !isResponse(call, declarator.id, parts.file) || isInTest(call)) return [];
    const place = memberPlace(parts.places.of(call), 'body');
    return [...atStep(parts, call, { spec: responseBody, place, pending: true, property: 'body' })].flatMap((beginning) => {
      const { leaks, releases, transfers, unknown } = followed(beginning, parts);
      const left = leaks.filter(isLeftUnread);
      const isReadElsewhere = releases.length + transfers.length > 0;
      return unknown === undefined && left.length > 0 && isReadElsewhere ? [{ obligation: beginning.obligation, leaks: left, releases, transfers, unknown }] : [];
    });
  });
}

function followed(beginning: Beginning, parts: FileParts): ObligationOutcome {
  const findings = followFrom(beginning, parts, { tier: 'await', everyExit: false });
  return withoutAborted(withoutFailedRuns({ obligation: beginning.obligation, ...findings }, parts.file, parts.calls));
}

function awaitedCall({ init }: TSESTree.VariableDeclarator): TSESTree.CallExpression | undefined {
  const value = init === null ? undefined : unwrapped(init);
  const call = value?.type === 'AwaitExpression' ? unwrapped(value.argument) : undefined;
  return call?.type === 'CallExpression' ? call : undefined;
}

const FETCHES = new Set(['global:fetch', 'undici#fetch', 'node-fetch#default', 'cross-fetch#fetch']);

/** The body of what these give has the members that read it: `const { statusCode, body } = await request(url)`. */
const REQUESTS = new Set(['undici#request', 'undici#default.request']);

/** What `fetch` gives, or what is asked for `ok` and read like a response. */
function isResponse(call: TSESTree.CallExpression, name: Node, file: FileContext): boolean {
  const origin = file.origins.originOf(call.callee);
  if (origin !== undefined && REQUESTS.has(origin)) return true;
  if (name.type !== 'Identifier') return false;
  if (origin !== undefined && FETCHES.has(asDefault(origin))) return true;
  const uses = (file.bindings.variableOf(name)?.references ?? []).flatMap(({ identifier: { parent } }) => (parent.type === 'MemberExpression' ? [parent] : []));
  const members = new Set(uses.map(memberName));
  const isRead = responseBody.release.some((release) => release.by === 'whole-method' && members.has(release.name));
  return members.has('ok') && (isRead || uses.some(isStreamOfBody) || /^_?fetch(?:[A-Z]|$)/u.test(lastName(call.callee) ?? '') && !members.has('body'));
}

/** `res.body.getReader()`: other clients put a text there. */
function isStreamOfBody(use: TSESTree.MemberExpression): boolean {
  const outer = memberName(use) === 'body' ? wrappingParent(use) : undefined;
  return outer?.type === 'MemberExpression' && STREAM_MEMBERS.has(memberName(outer) ?? '');
}

const STREAM_MEMBERS = new Set(['getReader', 'pipeTo', 'pipeThrough', 'tee', 'cancel', 'pipe', 'on', 'once', 'destroy']);

/** A way out that somebody wrote, for an answer that has a body. */
function isLeftUnread({ exit, path }: Leak): boolean {
  if (exit.kind === 'reject' || exit.kind === 'fall-through' || (exit.kind === 'throw' && exit.node.type !== 'ThrowStatement')) return false;
  return !path.some(({ kind, node }) => kind === 'true' && asksForEmpty(node));
}

/** https://fetch.spec.whatwg.org/#null-body-status, https://fetch.spec.whatwg.org/#concept-filtered-response-opaque */
const WITHOUT_BODY = new Set<unknown>([101, 103, 204, 205, 304, 'opaque', 'opaqueredirect', 'error']);

function asksForEmpty(test: Node): boolean {
  const node = unwrapped(test);
  return node.type === 'BinaryExpression' && node.operator.startsWith('==') && WITHOUT_BODY.has(literalValue(node.right)?.value);
}
