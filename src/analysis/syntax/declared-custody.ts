/**
 * What the declaration of a function of another file says and shows of its arguments and its result: its comment
 * (`@leaks-owns name`, `@leaks-borrows name`, `@leaks-returns-release`), and where its body is in the program, whether that
 * only reads from a parameter.
 *
 * TypeScript's nodes are told apart by their properties: TypeScript itself, with its numbers for them, is not loaded.
 *
 * Not modelled: what a body does beyond reading members. Then nothing is known.
 */
import type ts from 'typescript';

export type DeclaredCustody = 'owns' | 'borrows';

interface Parameter {
  readonly name: string;
  readonly isRest: boolean;
}

interface FunctionShape {
  readonly parameters: readonly ts.ParameterDeclaration[];
  readonly body: ts.Node | undefined;
}

/** More nodes than this of a body are not looked at. */
const MAX_NODES = 2000;

/** @param mayEnd says of a member's name that calling it could release what it belongs to, or waive that. */
export function declaredCustody(callee: ts.Symbol, argument: number, mayEnd: (member: string) => boolean): DeclaredCustody | undefined {
  const [shape, ...overloads] = (callee.declarations ?? []).flatMap((declaration) => functionShape(declaration) ?? []);
  const parameter = shape === undefined ? undefined : parameterAt(shape, argument);
  if (shape === undefined || parameter === undefined) return undefined;
  const said = saidOf(callee, parameter.name);
  if (said !== undefined || overloads.length > 0 || parameter.isRest || shape.body === undefined) return said;
  return isOnlyReadFrom(parameter.name, shape.body, mayEnd) ? 'borrows' : undefined;
}

/** The function's comment says that its result ends something when it is called. */
export function isSaidToReturnRelease(callee: ts.Symbol): boolean {
  return callee.getJsDocTags().some(({ name }) => name === 'leaks-returns-release');
}

function saidOf(callee: ts.Symbol, parameter: string): DeclaredCustody | undefined {
  const isSaid = (tag: string): boolean =>
    callee.getJsDocTags().some(({ name, text }) => name === tag && (text ?? []).map((part) => part.text).join('').trim().split(/[^\p{ID_Continue}$]/u)[0] === parameter);
  return isSaid('leaks-owns') ? 'owns' : isSaid('leaks-borrows') ? 'borrows' : undefined;
}

/** A function or method, or a name that is given one where it is declared. */
function functionShape(declaration: ts.Declaration): FunctionShape | undefined {
  const { initializer } = declaration as { readonly initializer?: ts.Node };
  const node = (initializer ?? declaration) as { readonly parameters?: readonly ts.ParameterDeclaration[]; readonly body?: ts.Node };
  return node.parameters === undefined ? undefined : { parameters: node.parameters, body: node.body };
}

function parameterAt({ parameters }: FunctionShape, argument: number): Parameter | undefined {
  const last = parameters.at(-1);
  const parameter = parameters[argument] ?? (last?.dotDotDotToken === undefined ? undefined : last);
  if (parameter === undefined || !('escapedText' in parameter.name)) return undefined;
  return { name: parameter.name.text, isRest: parameter.dotDotDotToken !== undefined };
}

/** Every mention of the name, outside nested functions, reads a member of it that ends nothing. */
function isOnlyReadFrom(name: string, body: ts.Node, mayEnd: (member: string) => boolean): boolean {
  const agenda: { readonly node: ts.Node; readonly isNested: boolean }[] = [{ node: body, isNested: false }];
  for (let seen = 0; seen < agenda.length; seen++) {
    const next = agenda[seen];
    if (next === undefined || seen > MAX_NODES) return false;
    const { node, isNested } = next;
    if (isMention(node, name)) {
      const member = memberReadOf(node);
      if (isNested || member === undefined || mayEnd(member)) return false;
    }
    node.forEachChild((child) => {
      agenda.push({ node: child, isNested: isNested || 'parameters' in child });
    });
  }
  return true;
}

/** The identifier stands for the name itself: it is not `other.name`, nor a key. */
function isMention(node: ts.Node, name: string): boolean {
  if (!('escapedText' in node) || (node as ts.Identifier).text !== name) return false;
  const parent = node.parent as { readonly name?: ts.Node; readonly expression?: ts.Node };
  return !(parent.name === node && parent.expression !== undefined);
}

function memberReadOf(node: ts.Node): string | undefined {
  const { expression, name } = node.parent as { readonly expression?: ts.Node; readonly name?: ts.Node };
  return expression === node && name !== undefined && 'text' in name ? String(name.text) : undefined;
}
