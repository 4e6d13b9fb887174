/**
 * What a path knows about one value: which kinds of value it can still be, or which literal it is.
 *
 * Encoded as a short string, so that states are cheap to compare: '' nothing is known, '=' and JSON a literal
 * ('=' alone is undefined), otherwise the letters of the kinds that are left.
 */
export type Knowledge = string;

/** null, undefined, anything else that is falsy, and what is truthy: no test tells more kinds apart. */
const EVERYTHING = 'nuft';

/** What a test asks of a value: its truth, or whether it equals a literal. */
export interface Question {
  /** Undefined: truthiness. */
  readonly literal: { readonly value: unknown } | undefined;
  /** `==` instead of `===`. */
  readonly loose: boolean;
}

export function encoded(value: unknown): Knowledge {
  return value === undefined ? '=' : `=${typeof value === 'bigint' ? String(value) : JSON.stringify(value)}`;
}

/** What is known after the question was answered; undefined where that answer cannot be. */
export function learn(known: Knowledge, question: Question, answer: boolean): Knowledge | undefined {
  const exact = known.startsWith('=') ? { value: decoded(known) } : undefined;
  if (exact !== undefined) return answerFor(exact.value, question) === answer ? known : undefined;
  const yes = kindsThatAgree(question);
  const left = Array.from(known === '' ? EVERYTHING : known).filter((kind) => yes.includes(kind) === answer || (!answer && !isWholeKind(question)));
  if (left.length === 0) return undefined;
  if (answer && question.literal !== undefined && !isNullish(question)) return encoded(question.literal.value);
  return shortened(left.join(''));
}

/** `== null` is asked of both empty values, whichever is written. */
function isNullish({ literal, loose }: Question): boolean {
  return literal !== undefined && loose && literal.value == null;
}

function kindsThatAgree(question: Question): string {
  if (question.literal === undefined) return 't';
  return isNullish(question) ? 'nu' : kindOf(question.literal.value);
}

/** Only where the literal is all of its kind does "no" rule the kind out. */
function isWholeKind(question: Question): boolean {
  return question.literal === undefined || question.literal.value == null;
}

function answerFor(value: unknown, question: Question): boolean {
  if (question.literal === undefined) return Boolean(value);
  return isNullish(question) ? value == null : value === question.literal.value;
}

function kindOf(value: unknown): string {
  if (value === null) return 'n';
  if (value === undefined) return 'u';
  const isTruthy = Boolean(value);
  return isTruthy ? 't' : 'f';
}

function shortened(kinds: string): Knowledge {
  if (kinds === EVERYTHING) return '';
  if (kinds === 'n') return encoded(null);
  return kinds === 'u' ? encoded(undefined) : kinds;
}

function decoded(known: Knowledge): unknown {
  return known === '=' ? undefined : (JSON.parse(known.slice(1)) as unknown);
}
