/** The catalogue: every row of every host, and the types of results that need no declaration. */
import type { ResourceSpec, ResultType } from './spec.js';
import { timers } from './timers.js';

export type { Acquisition, Family, OptionEffect, Release, ResourceSpec, ResultType } from './spec.js';

export const catalogue: readonly ResourceSpec[] = [...timers];

export const resultTypes: readonly ResultType[] = [];
