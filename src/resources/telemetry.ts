import { callGives, calling, callingMethod, constructing } from './define.js';
import { endedByMember } from './shapes.js';
import type { ResultType } from './spec.js';

/** A span that is not ended is never exported. `startActiveSpan` leaves it to its callback to end the span. */
export const span = endedByMember({
  id: 'opentelemetry.startSpan',
  noun: 'span',
  acquire: [
    callingMethod('@opentelemetry/api#Tracer', 'startSpan'),
    callingMethod('@opentelemetry/api#Tracer', 'startActiveSpan', {
      callbackParameter: { index: 0, errorFirst: false },
    }),
  ],
  end: 'end',
  type: '@opentelemetry/api#Span',
  fluent: ['addEvent', 'addLink', 'addLinks', 'setAttribute', 'setAttributes', 'setStatus', 'updateName'],
  life: 'endless',
  source: 'https://opentelemetry.io/docs/languages/js/instrumentation/#create-spans',
});

/** What is still buffered is lost without it; most programs install one for as long as they run. */
export const telemetryProvider = endedByMember({
  id: 'opentelemetry.NodeSDK',
  noun: 'telemetry SDK',
  acquire: [
    '@opentelemetry/sdk-node#NodeSDK',
    '@opentelemetry/sdk-trace-node#NodeTracerProvider',
    '@opentelemetry/sdk-trace-base#BasicTracerProvider',
    '@opentelemetry/sdk-trace-web#WebTracerProvider',
    '@opentelemetry/sdk-metrics#MeterProvider',
    '@opentelemetry/sdk-logs#LoggerProvider',
  ].map((key) => constructing(key)),
  end: 'shutdown',
  awaitEnd: true,
  type: '@opentelemetry/sdk-node#NodeSDK',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://opentelemetry.io/docs/languages/js/getting-started/nodejs/',
});

const SENTRY = ['browser', 'node', 'bun', 'deno', 'react', 'nextjs', 'vue', 'svelte', 'angular', 'core'].map(
  (name) => `@sentry/${name}`,
);

export const sentrySpan = endedByMember({
  id: 'sentry.startInactiveSpan',
  noun: 'span',
  acquire: [
    ...SENTRY.map((name) => calling(`${name}#startInactiveSpan`)),
    ...SENTRY.map((name) =>
      calling(`${name}#startSpanManual`, { callbackParameter: { index: 0, errorFirst: false } }),
    ),
  ],
  end: 'end',
  type: '@sentry/core#Span',
  fluent: ['addEvent', 'addLink', 'addLinks', 'setAttribute', 'setAttributes', 'setStatus', 'updateName'],
  life: 'endless',
  source: 'https://docs.sentry.io/platforms/javascript/tracing/instrumentation/',
});

export const datadogSpan = endedByMember({
  id: 'dd-trace.startSpan',
  noun: 'span',
  acquire: [calling('dd-trace#startSpan'), calling('dd-trace#tracer.startSpan')],
  end: 'finish',
  type: 'dd-trace#Span',
  fluent: ['addTags', 'setTag', 'setOperationName', 'setBaggageItem'],
  life: 'endless',
  source: 'https://datadoghq.dev/dd-trace-js/interfaces/export_.Tracer.html',
});

export const telemetry = [span, telemetryProvider, sentrySpan, datadogSpan];

export const telemetryTypes: readonly ResultType[] = [
  callGives('@opentelemetry/api#trace.getTracer', '@opentelemetry/api#Tracer'),
];
