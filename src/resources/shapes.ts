/**
 * The two shapes that most rows have: a resource that one of its own members ends, and a function that ends what the
 * call began. Both give plain data.
 */
import {
  calledItself,
  CLOSED,
  DESTROYED,
  DISCONNECTED,
  DISPOSED,
  ENDED,
  method,
  RELEASED,
  REMOVED,
  STOPPED,
  SUBSCRIBED,
  TERMINATED,
} from './define.js';
import type { Release, ResourceSpec } from './spec.js';

type Words = Pick<ResourceSpec, 'whileHeld' | 'verb'>;
type Given = Pick<ResourceSpec, 'id' | 'noun' | 'acquire' | 'life' | 'source'>;
type Taken = 'whileHeld' | 'verb' | 'repair' | 'release' | 'family';

/** What messages say of a resource that this member ends. */
const WORDS = {
  $disconnect: DISCONNECTED,
  cancel: { whileHeld: 'is not cancelled', verb: 'cancel' },
  cleanup: { whileHeld: 'is not cleaned up', verb: 'clean up' },
  close: CLOSED,
  delete: { whileHeld: 'is not deleted', verb: 'delete' },
  deleteSession: { whileHeld: 'is not deleted', verb: 'delete' },
  deregister: { whileHeld: 'is still registered', verb: 'deregister' },
  destroy: DESTROYED,
  disable: { whileHeld: 'is still enabled', verb: 'disable' },
  disconnect: DISCONNECTED,
  dispose: DISPOSED,
  end: ENDED,
  finalize: { whileHeld: 'is not finalized', verb: 'finalize' },
  finish: { whileHeld: 'is not finished', verb: 'finish' },
  forceShutdown: { whileHeld: 'is not shut down', verb: 'shut down' },
  kill: { whileHeld: 'still runs', verb: 'kill' },
  quit: { whileHeld: 'is not quit', verb: 'quit' },
  release: RELEASED,
  remove: REMOVED,
  removeCallback: REMOVED,
  restore: { whileHeld: 'is not restored', verb: 'restore' },
  revert: { whileHeld: 'is not reverted', verb: 'revert' },
  rollback: { whileHeld: 'stays open', verb: 'roll back' },
  shutdown: { whileHeld: 'is not shut down', verb: 'shut down' },
  stop: STOPPED,
  terminate: TERMINATED,
  uninstall: { whileHeld: 'is still installed', verb: 'uninstall' },
  unload: { whileHeld: 'is not unloaded', verb: 'unload' },
  unsubscribe: SUBSCRIBED,
} as const satisfies Record<string, Words>;

type Ending = keyof typeof WORDS;

interface MemberEnded extends Given, Partial<Omit<ResourceSpec, keyof Given | Exclude<Taken, 'family'>>> {
  /** The member that ends it: the repair, and the words. */
  readonly end: Ending;
  /** The member's promise is worth waiting for. */
  readonly awaitEnd?: boolean;
  /** Other members that end it as well. */
  readonly endAlso?: readonly string[];
  /** Functions that end it as well. */
  readonly releasedBy?: readonly Release[];
}

/** `holder.close()`, or whatever its member is called, ends it. */
export function endedByMember(row: MemberEnded): ResourceSpec {
  const { end, awaitEnd = false, endAlso = [], releasedBy = [], ...rest } = row;
  return {
    family: 'handle',
    ...WORDS[end],
    repair: `${awaitEnd ? 'await ' : ''}$.${end}()`,
    release: [method(end), ...endAlso.map(method), ...releasedBy],
    ...rest,
  };
}

type CallEnded = Given & Partial<Pick<ResourceSpec, 'family' | 'processLifetime' | 'doubleReleaseThrows' | 'endsWithComponent'>>;

/** The call gives a function, and calling that ends what the call began. */
export function endedByCall(row: CallEnded): ResourceSpec {
  return {
    family: 'listener',
    whileHeld: 'is not called',
    verb: 'call',
    repair: '$()',
    release: [calledItself],
    ...row,
  };
}


type WidgetRow = Pick<ResourceSpec, 'id' | 'noun' | 'acquire' | 'source'>;

/**
 * A widget lives in its element, and in most pages as long as the page: owed where this code ends it somewhere, and in
 * classes and lifecycles.
 */
export const widget =
  (end: Ending) =>
  (row: WidgetRow): ResourceSpec =>
    endedByMember({ ...row, end, life: 'one-shot', processLifetime: true });
