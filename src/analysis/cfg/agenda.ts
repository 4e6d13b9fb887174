/**
 * The builder's agenda: what is still to be done, as a stack of tasks.
 *
 * A syntax tree can be as deep as its author (or a code generator) likes, the JavaScript stack cannot. So nothing here
 * calls itself for a child: it puts the child on the agenda, in front of what follows it.
 */
import type { TSESTree } from '@typescript-eslint/types';

/** A node stands for "visit it"; it needs no closure of its own. */
export type Task = TSESTree.Node | (() => void);

export class Agenda {
  private readonly stack: Task[] = [];
  /** Bodies that are built after the present one, because they are reached from elsewhere: copies of cleanups. */
  private readonly jobs: (() => void)[] = [];
  private nextJob = 0;

  /** Puts `tasks` in front of everything that is on the agenda, the first of them first. */
  push(tasks: readonly (Task | null | undefined)[]): void {
    for (let index = tasks.length - 1; index >= 0; index -= 1) {
      const task = tasks[index];
      if (task) this.stack.push(task);
    }
  }

  later(job: () => void): void {
    this.jobs.push(job);
  }

  run(visit: (node: TSESTree.Node) => void): void {
    for (;;) {
      const task = this.stack.pop();
      if (typeof task === 'function') task();
      else if (task) visit(task);
      else if (!this.startJob()) return;
    }
  }

  clear(): void {
    this.stack.length = 0;
    this.nextJob = this.jobs.length;
  }

  private startJob(): boolean {
    const job = this.jobs[this.nextJob];
    if (!job) return false;
    this.nextJob += 1;
    job();
    return true;
  }
}
