/**
 * Obligations that nobody holds: a listener belongs to its target, and is taken back by giving the same key again. Such
 * an obligation is followed under a place of its own, which only its removals touch.
 */
import type { Node } from '../syntax/ast.js';
import type { Place } from './place.js';

export interface KeyedReleases {
  /** The places of the obligations that evaluating `node` ends. */
  releasedBy(node: Node): readonly Place[];
  /** Something in this file ends it. */
  hasRelease(place: Place): boolean;
}

/** The place of the obligation with this number. */
export function keyPlace(index: number): Place {
  return `k${String(index)}`;
}

export function isKeyPlace(place: Place): boolean {
  return place.startsWith('k');
}
