/** A tape of choices: re-running a program on it, and stepping to the next tape, visits every bounded run depth-first. */
export class Tape {
  private readonly chosen: number[] = [];
  private readonly options: number[] = [];
  private cursor = 0;

  /** A number below `options`. New decisions start with 0, known ones repeat. */
  decide(options: number): number {
    const at = this.cursor++;
    if (at === this.chosen.length) {
      this.chosen.push(0);
      this.options.push(options);
    }
    return this.chosen[at] ?? 0;
  }

  /** How many decisions this run has made so far. */
  get length(): number {
    return this.cursor;
  }

  /** Winds back to the next run; false after the last one. */
  next(): boolean {
    this.cursor = 0;
    while (this.chosen.length > 0) {
      const last = this.chosen.length - 1;
      const choice = (this.chosen[last] ?? 0) + 1;
      if (choice < (this.options[last] ?? 0)) {
        this.chosen[last] = choice;
        return true;
      }
      this.chosen.pop();
      this.options.pop();
    }
    return false;
  }
}
