/**
 * The nodes from which an analysis of a file begins, collected during ESLint's own traversal (design law 22: graphs
 * are built only for bodies that contain something of interest, and nothing is traversed twice).
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import type { ResourceSpec } from '../../resources/spec.js';
import { isCapabilityName, RELEASE_MEMBERS } from '../effects/capability.js';
import { listenerMethods } from '../effects/listeners.js';
import type { Node } from '../syntax/ast.js';
import { lastName } from '../syntax/words.js';

type CallOrNew = TSESTree.CallExpression | TSESTree.NewExpression;

export interface Collected {
  /** Calls whose callee has the name of something in the catalogue, or any name at all where it may be an alias. */
  readonly acquisitions: readonly CallOrNew[];
  /** Declarations that give a call's result a name like `release` or `cancel`. */
  readonly capabilities: readonly TSESTree.VariableDeclarator[];
  /** Declarations that give an awaited call's result a name. */
  readonly awaitedCalls: readonly TSESTree.VariableDeclarator[];
  /** Calls of something named `race`. */
  readonly races: readonly CallOrNew[];
  /** Calls of `name.close()` and their like. */
  readonly releases: readonly TSESTree.CallExpression[];
  /** Calls of members that add or remove listeners. */
  readonly listenerCalls: readonly TSESTree.CallExpression[];
  /** Calls of members that subscribe, whatever becomes of their results. */
  readonly subscriptions: readonly TSESTree.CallExpression[];
  /** Assignments to `target.onevent`. */
  readonly handlerAssignments: readonly TSESTree.AssignmentExpression[];
}

export interface Collector extends Collected {
  readonly visit: (node: CallOrNew) => void;
  readonly visitAssignment: (node: TSESTree.AssignmentExpression) => void;
}

export function createCollector(names: ReadonlySet<string>): Collector {
  const acquisitions: CallOrNew[] = [];
  const capabilities: TSESTree.VariableDeclarator[] = [];
  const awaitedCalls: TSESTree.VariableDeclarator[] = [];
  const releases: TSESTree.CallExpression[] = [];
  const races: CallOrNew[] = [];
  const listenerCalls: TSESTree.CallExpression[] = [];
  const subscriptions: TSESTree.CallExpression[] = [];
  const handlerAssignments: TSESTree.AssignmentExpression[] = [];
  return {
    acquisitions,
    capabilities,
    awaitedCalls,
    releases,
    races,
    listenerCalls,
    subscriptions,
    handlerAssignments,
    visit(node) {
      const name = lastName(node.callee);
      if (name !== undefined && names.has(name)) acquisitions.push(node);
      if (node.type === 'NewExpression') return;
      if (name === 'race') races.push(node);
      if (name !== undefined && listenerMethods.has(name) && node.callee.type === 'MemberExpression') listenerCalls.push(node);
      if (name !== undefined && isSubscribing(name) && node.callee.type === 'MemberExpression') subscriptions.push(node);
      if (isNamedMember(node, name)) releases.push(node);
      const declarator = declaratorOf(node);
      if (declarator === undefined) return;
      if (bindsCapability(declarator.id)) capabilities.push(declarator);
      if (node.parent.type === 'AwaitExpression') awaitedCalls.push(declarator);
    },
    visitAssignment(node) {
      const { left } = node;
      if (left.type !== 'MemberExpression') return;
      if (left.property.type === 'Identifier' && HANDLER_NAME.test(left.property.name)) handlerAssignments.push(node);
    },
  };
}

/** `subscribe`, `onDidChange`: members whose results end what they begin. */
function isSubscribing(name: string): boolean {
  return name === 'subscribe' || SUBSCRIBING.test(name);
}

const SUBSCRIBING = /^on(?:Did|Will|Cancel)?[A-Z]/u;

/** Properties that hold the one handler of an event. https://html.spec.whatwg.org/multipage/webappapis.html#event-handler-idl-attributes */
const HANDLER_NAME = /^on[a-z]+$/u;

function isNamedMember(node: TSESTree.CallExpression, name: string | undefined): boolean {
  return name !== undefined && node.callee.type === 'MemberExpression' && node.callee.object.type === 'Identifier' && RELEASE_MEMBERS.includes(name);
}

function declaratorOf(node: TSESTree.CallExpression): TSESTree.VariableDeclarator | undefined {
  let parent: Node = node.parent;
  if (parent.type === 'AwaitExpression') parent = parent.parent;
  return parent.type === 'VariableDeclarator' ? parent : undefined;
}

function bindsCapability(pattern: Node): boolean {
  switch (pattern.type) {
    case 'Identifier':
      return isCapabilityName(pattern.name);
    case 'ObjectPattern':
      return pattern.properties.some((property) => property.value?.type === 'Identifier' && isCapabilityName(property.value.name));
    case 'ArrayPattern':
      return pattern.elements.some((element) => element?.type === 'Identifier' && isCapabilityName(element.name));
    default:
      return false;
  }
}

/** The last names under which the catalogue's rows are called. */
export function acquiringNames(specs: readonly ResourceSpec[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { acquire } of specs) {
    for (const { of, method } of acquire) {
      if (method !== undefined) names.add(method);
      else names.add(of.slice(Math.max(of.lastIndexOf('#'), of.lastIndexOf('.'), of.indexOf(':')) + 1));
    }
  }
  return names;
}

/** `names`, and what this file calls them where it renames them: imports, `const every = setInterval`, `require`. */
export function callNames(sourceCode: TSESLint.SourceCode, names: ReadonlySet<string>): ReadonlySet<string> {
  const renamed = new Set<string>();
  const [globalScope] = sourceCode.scopeManager?.scopes ?? [];
  if (globalScope === undefined) return names;
  // The global scope's own list of variables is left alone: a parser that knows TypeScript's libraries declares more than
  // a thousand there, of which a file refers to a few.
  for (const statement of sourceCode.ast.body) {
    if (statement.type !== 'VariableDeclaration') continue;
    for (const declarator of statement.declarations) addDynamicImport(declarator, names, renamed);
  }
  for (const scope of globalScope.childScopes) {
    for (const { name, defs } of scope.type === 'module' ? scope.variables : []) {
      const imported = importedName(defs[0]?.node);
      if (imported !== undefined && imported !== name && names.has(imported)) renamed.add(name);
    }
    for (const { identifier } of scope.through) addRenaming(identifier, names, renamed);
  }
  for (const { identifier } of globalScope.references) addRenaming(identifier, names, renamed);
  // Most files rename nothing: the catalogue's own set serves them all.
  return renamed.size === 0 ? names : new Set([...names, ...renamed]);
}

function importedName(node: Node | undefined): string | undefined {
  if (node?.type === 'ImportDefaultSpecifier') return 'default';
  if (node?.type !== 'ImportSpecifier') return undefined;
  return node.imported.type === 'Identifier' ? node.imported.name : node.imported.value;
}

/** `const x = setTimeout`, `const { setTimeout: x } = globalThis`, `const { open: x } = require('fs')`. */
function addRenaming(global: Node, names: ReadonlySet<string>, renamed: Set<string>): void {
  let value = global;
  while (value.parent?.type === 'CallExpression' || value.parent?.type === 'MemberExpression') value = value.parent;
  const declarator = value.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== value) return;
  if (declarator.id.type === 'Identifier') {
    // What is called of a whole module is its default export.
    if (names.has(value.type === 'CallExpression' ? 'default' : (lastName(value) ?? ''))) renamed.add(declarator.id.name);
  } else if (declarator.id.type === 'ObjectPattern') {
    for (const property of declarator.id.properties) addRenamedProperty(property, names, renamed);
  }
}

/** `const { default: pg } = await import('pg')`. */
function addDynamicImport({ id, init }: TSESTree.VariableDeclarator, names: ReadonlySet<string>, renamed: Set<string>): void {
  if (id.type !== 'ObjectPattern' || init?.type !== 'AwaitExpression' || init.argument.type !== 'ImportExpression') return;
  for (const property of id.properties) addRenamedProperty(property, names, renamed);
}

function addRenamedProperty(property: Node, names: ReadonlySet<string>, renamed: Set<string>): void {
  if (property.type !== 'Property' || property.key.type !== 'Identifier' || property.value.type !== 'Identifier') return;
  if (names.has(property.key.name)) renamed.add(property.value.name);
}
