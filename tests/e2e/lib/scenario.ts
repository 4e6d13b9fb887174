/** What an end-to-end run consists of: packages as they are installed together, and what is done with them. */
import type { Project } from './project.js';

export interface Scenario {
  readonly name: string;
  /** @returns what was seen, in a few words; throws where it was not what it has to be. */
  readonly run: (project: Project) => Promise<string>;
}

/** One installation, shared by its scenarios; each of these gets a folder of its own in it. */
export interface Setting {
  readonly name: string;
  /** Beside the tarball, as `npm install` takes them. */
  readonly packages: readonly string[];
  readonly scenarios: readonly Scenario[];
}

export type Row = { readonly setting: string; readonly scenario: string; readonly seconds: number } & (
  | { readonly status: 'passed' | 'failed'; readonly detail: string }
  /** Something cannot be had here; the detail names it. */
  | { readonly status: 'skipped'; readonly detail: string }
);
