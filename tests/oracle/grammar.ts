/** The random programs: one function, `subject`, and what it may consist of. print.ts gives each form its text. */

export type Condition =
  | { readonly kind: 'choice' }
  | { readonly kind: 'literal'; readonly value: boolean }
  /** A boolean local. */
  | { readonly kind: 'flag'; readonly name: string }
  /** A local that may hold a handle. */
  | { readonly kind: 'holds'; readonly name: string; readonly test: '' | '!== null' | '!= null' }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'logical'; readonly operator: '&&' | '||'; readonly left: Condition; readonly right: Condition };

export type LogicalOperator = '&&' | '||' | '??';

/** An expression whose value is a handle or null. */
export type Value =
  | { readonly kind: 'acquire' }
  | { readonly kind: 'null' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'pick'; readonly test: Condition; readonly yes: Value; readonly no: Value }
  | { readonly kind: 'logical'; readonly operator: LogicalOperator; readonly left: Value; readonly right: Value }
  /** `(step(), value)` */
  | { readonly kind: 'after-step'; readonly value: Value }
  /** `(value as object)` */
  | { readonly kind: 'cast'; readonly value: Value };

export type Block = readonly Statement[];

export type Statement =
  | { readonly kind: 'step' | 'step-async' | 'exit' | 'rethrow' }
  /** `acquire();`: nobody holds it. */
  | { readonly kind: 'drop'; readonly value: Value }
  | { readonly kind: 'release'; readonly name: string; readonly form: 'plain' | 'and' | 'value'; readonly value?: Value }
  | { readonly kind: 'declare'; readonly keyword: 'let' | 'const'; readonly name: string; readonly value: Value }
  | { readonly kind: 'using'; readonly name: string; readonly awaited: boolean; readonly value: Value }
  /** `const { h: name } = { h: value }` and its like. */
  | { readonly kind: 'unpack'; readonly name: string; readonly from: 'object' | 'array'; readonly value: Value }
  | { readonly kind: 'assign'; readonly name: string; readonly operator: '=' | '??=' | '||=' | '&&='; readonly value: Value }
  | { readonly kind: 'flag'; readonly keyword: 'let' | 'const'; readonly name: string; readonly value: Condition }
  | { readonly kind: 'set-flag'; readonly name: string; readonly value: boolean }
  | { readonly kind: 'if'; readonly test: Condition; readonly then: Block; readonly else: Block | undefined }
  | { readonly kind: 'block'; readonly label: string | undefined; readonly body: Block }
  | { readonly kind: 'while' | 'do'; readonly label: string | undefined; readonly test: Condition; readonly body: Block }
  | { readonly kind: 'for' | 'for-of' | 'for-await'; readonly label: string | undefined; readonly body: Block }
  | { readonly kind: 'switch'; readonly cases: readonly Block[]; readonly otherwise: Block | undefined }
  | { readonly kind: 'break' | 'continue'; readonly label: string | undefined }
  | { readonly kind: 'return' | 'throw' | 'yield'; readonly value: Value | undefined }
  | { readonly kind: 'try'; readonly body: Block; readonly handler: Block | undefined; readonly finalizer: Block | undefined }
  /** `sink.h = name`, `keep(name)` */
  | { readonly kind: 'store' | 'keep'; readonly name: string }
  | { readonly kind: 'closure'; readonly name: string; readonly releases: string; readonly before: Block }
  | { readonly kind: 'use-closure'; readonly name: string; readonly by: 'call' | 'optional call' | 'return' | 'store' }
  | { readonly kind: 'help'; readonly helper: string; readonly name: string }
  | { readonly kind: 'static'; readonly body: Block };

/** A function of the same file, with one parameter `h`. */
export interface Helper {
  readonly name: string;
  readonly body: Block;
}

export interface Program {
  readonly async: boolean;
  readonly generator: boolean;
  readonly helpers: readonly Helper[];
  readonly body: Block;
}

/** The lists of statements directly below `statement`. */
export function blocksOf(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case 'if':
      return present([statement.then, statement.else]);
    case 'try':
      return present([statement.body, statement.handler, statement.finalizer]);
    case 'switch':
      return present([...statement.cases, statement.otherwise]);
    case 'closure':
      return [statement.before];
    case 'block':
    case 'while':
    case 'do':
    case 'for':
    case 'for-of':
    case 'for-await':
    case 'static':
      return [statement.body];
    default:
      return [];
  }
}

function present(blocks: readonly (Block | undefined)[]): Block[] {
  return blocks.filter((block) => block !== undefined);
}

export function sizeOf(block: Block): number {
  return block.reduce((sum, statement) => sum + 1 + blocksOf(statement).reduce((inner, below) => inner + sizeOf(below), 0), 0);
}
