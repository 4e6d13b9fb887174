import { constructing, defineResource, DISCONNECTED, method } from './define.js';
import type { ResourceSpec } from './spec.js';

interface ObserverRow {
  readonly name: string;
  readonly unobserves?: boolean;
  readonly source: string;
}

/**
 * An observer ends with the elements that it observes, and one that watches the page's performance may live as long as
 * the page. So it is owed only where this code disconnects it somewhere.
 */
const observer = ({ name, unobserves = false, source }: ObserverRow): ResourceSpec =>
  defineResource({
    id: name,
    family: 'handle',
    noun: 'observer',
    ...DISCONNECTED,
    repair: '$.disconnect()',
    acquire: [constructing(`global:${name}`)],
    // The only target unobserved is the end of an observer, too.
    release: [method('disconnect'), ...(unobserves ? [method('unobserve')] : [])],
    type: `global:${name}`,
    life: 'one-shot',
    repeats: true,
    source,
  });

export const intersectionObserver = observer({
  name: 'IntersectionObserver',
  unobserves: true,
  source: 'https://w3c.github.io/IntersectionObserver/#dom-intersectionobserver-disconnect',
});

export const resizeObserver = observer({
  name: 'ResizeObserver',
  unobserves: true,
  source: 'https://drafts.csswg.org/resize-observer/#dom-resizeobserver-disconnect',
});

export const mutationObserver = observer({
  name: 'MutationObserver',
  source: 'https://dom.spec.whatwg.org/#dom-mutationobserver-disconnect',
});

export const webPerformanceObserver = observer({
  name: 'PerformanceObserver',
  source: 'https://w3c.github.io/performance-timeline/#dom-performanceobserver-disconnect',
});

export const reportingObserver = observer({
  name: 'ReportingObserver',
  source: 'https://w3c.github.io/reporting/#dom-reportingobserver-disconnect',
});

export const pressureObserver = observer({
  name: 'PressureObserver',
  unobserves: true,
  source: 'https://www.w3.org/TR/compute-pressure/#the-disconnect-method',
});

export const observers = [
  intersectionObserver,
  resizeObserver,
  mutationObserver,
  webPerformanceObserver,
  reportingObserver,
  pressureObserver,
];
