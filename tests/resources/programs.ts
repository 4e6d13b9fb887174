/** Programs that acquire a row's resource and leak or release it, written from the row itself. */
import type { Acquisition, Release, ResourceSpec } from '../../src/resources/index.js';

/** A way to refer to what a key names: what the file begins with, and the expression. */
interface Form {
  readonly prelude: string;
  readonly expression: string;
}

export interface Program {
  readonly form: Form;
  readonly code: string;
  /** The lines on which a leak begins, and those on which something is acquired that is released. */
  readonly leaks: readonly number[];
  readonly released: readonly number[];
}

const isIdentifier = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name);

/** Every import form of a value: named, renamed, namespace, default, `require`, dynamic, with and without `node:`. */
function formsOf(key: string, name = 'imported'): readonly Form[] {
  if (key.startsWith('global:')) {
    const global = key.slice('global:'.length);
    const [first = '', ...rest] = global.split('.');
    const destructured = { prelude: `const { ${first}: ${name} } = globalThis;`, expression: [name, ...rest].join('.') };
    return [{ prelude: '', expression: global }, { prelude: '', expression: `globalThis.${global}` }, { prelude: '', expression: `window.${global}` }, destructured];
  }
  const at = key.indexOf('#');
  const module = key.slice(0, at);
  const path = key.slice(at + 1);
  const modules = module.startsWith('node:') && !['node:sqlite', 'node:test', 'node:sea'].includes(module) ? [module, module.slice('node:'.length)] : [module];
  return modules.flatMap((from) => (path === 'default' ? defaultForms(from, name) : namedForms(from, path, name)));
}

function defaultForms(from: string, name: string): readonly Form[] {
  return [
    { prelude: `import ${name} from '${from}';`, expression: name },
    { prelude: `import { default as ${name} } from '${from}';`, expression: name },
    { prelude: `import * as ${name} from '${from}';`, expression: `${name}.default` },
    { prelude: `const ${name} = require('${from}');`, expression: name },
    { prelude: `const { default: ${name} } = await import('${from}');`, expression: name },
  ];
}

function namedForms(from: string, path: string, name: string): readonly Form[] {
  const [first = '', ...rest] = path.split('.');
  const below = (base: string): string => [base, ...rest].join('.');
  const member = (base: string): string => [base, first, ...rest].join('.');
  return [
    { prelude: `import { ${first} } from '${from}';`, expression: path },
    { prelude: `import { ${first} as ${name} } from '${from}';`, expression: below(name) },
    { prelude: `import * as ${name} from '${from}';`, expression: member(name) },
    { prelude: `import ${name} from '${from}';`, expression: member(name) },
    { prelude: `const { ${first}: ${name} } = require('${from}');`, expression: below(name) },
    { prelude: `const ${name} = require('${from}');`, expression: member(name) },
    { prelude: `const ${name} = await import('${from}');`, expression: member(name) },
  ];
}

/** Every form in which a type is named. */
function typeForms(key: string): readonly Form[] {
  if (key.startsWith('global:')) return [{ prelude: '', expression: key.slice('global:'.length) }];
  const [module = '', path = ''] = key.split('#');
  if (path === 'default') return [{ prelude: `import Owner from '${module}';`, expression: 'Owner' }];
  const [first = '', ...rest] = path.split('.');
  const namespace = { prelude: `import * as owners from '${module}';`, expression: `owners.${path}` };
  // A member of an exported type has no annotation of its own.
  return rest.length > 0 ? [namespace] : [{ prelude: `import { ${first} } from '${module}';`, expression: first }, { prelude: `import type { ${first} as Owner } from '${module}';`, expression: 'Owner' }, namespace];
}

/** The programs of one way in which a row is acquired, one for each import form. */
export function programsOf(row: ResourceSpec, acquisition: Acquisition): readonly Program[] {
  const forms = acquisition.by === 'method' ? typeForms(acquisition.of) : formsOf(acquisition.of);
  return forms.map((form) => programOf(row, acquisition, form));
}

interface Body {
  readonly lines: readonly string[];
  /** Where among them the resource is acquired. */
  readonly acquired: number;
}

function programOf(row: ResourceSpec, acquisition: Acquisition, form: Form): Program {
  const releases = row.release.filter((release) => isUsable(release, acquisition));
  const [first] = releases;
  if (first === undefined) throw new Error(`${row.id}: no release can be written down for ${JSON.stringify(acquisition)}`);
  const lines = [...preludes(form, releases), 'declare const other: any;'];
  const place = ({ lines: body, acquired }: Body, name: string): number => {
    const owner = acquisition.by === 'method' ? `, owner: ${form.expression}` : '';
    lines.push(`export async function ${name}(early: boolean${owner}) {`, ...body.map((line) => `  ${line}`), '}');
    return lines.length - 1 - body.length + 1 + acquired - 1;
  };
  const write = (rest: readonly string[], head = {}): Body => bodyOf(row, acquisition, form, rest, head);
  const leaving = isIteration(first) ? [] : [write(['if (early) return;', ...releasing(first)]), ...fluentHeads(row, acquisition).map((head) => write(['if (early) return;', ...releasing(first)], head))];
  const free = [
    ...releases.map((release) => write(releasing(release))),
    ...(row.waive ?? []).map((name) => write([`holder${memberOf(name)}();`, 'if (early) return;', ...releasing(first)])),
    ...optionHeads(acquisition).map((head) => write(['if (early) return;', ...releasing(first)], head)),
    ...usingHeads(row, acquisition).map((head) => write(['if (early) return;', 'other();'], head)),
  ];
  const leaks = leaving.map((body, index) => place(body, `leaking${String(index)}`) + 1);
  const released = free.map((body, index) => place(body, `releasing${String(index)}`) + 1);
  return { form, code: lines.join('\n'), leaks, released };
}

function preludes(form: Form, releases: readonly Release[]): readonly string[] {
  const own = releases.flatMap((release) => (release.by === 'function' ? [functionForm(release.of).prelude] : []));
  return [...new Set([form.prelude, ...own])].filter((line) => line !== '');
}

const isIteration = ({ by }: Release): boolean => by === 'iterated' || by === 'iteration-end';

/** What is released through its owner needs one that has a name. */
function isUsable(release: Release, acquisition: Acquisition): boolean {
  return acquisition.by === 'method' || (release.by !== 'owner-method' && release.by !== 'owner-release');
}

/** How the first line differs from the plain one. */
interface Head {
  readonly keyword?: string;
  readonly given?: readonly string[];
  readonly chain?: string;
}

function bodyOf(row: ResourceSpec, acquisition: Acquisition, form: Form, rest: readonly string[], head: Head): Body {
  const end = acquisition.callbackParameter === undefined ? [] : ['});'];
  return { lines: [acquiring(row, acquisition, form, head), ...failing(acquisition), ...arming(row), ...rest, ...end], acquired: 0 };
}

const isPlain = ({ callbackParameter, property }: Acquisition): boolean => callbackParameter === undefined && property === undefined;

/** `acquire().on('x', f)` is what `acquire()` is. */
function fluentHeads({ fluent = [] }: ResourceSpec, acquisition: Acquisition): readonly Head[] {
  return isPlain(acquisition) && acquisition.awaited !== true ? fluent.map((name) => ({ chain: `${memberOf(name)}()` })) : [];
}

/** The options with which nothing is owed. */
function optionHeads(acquisition: Acquisition): readonly Head[] {
  return (acquisition.options ?? []).map(({ argument, property, value }) => {
    const given = `{ ${isIdentifier(property) ? property : `'${property}'`}: ${value === 'present' ? 'other' : JSON.stringify(value)} }`;
    return { given: [...Array.from({ length: argument === 'any' ? 0 : argument }, (_, index) => `'argument ${String(index)}'`), given] };
  });
}

function usingHeads({ disposable }: ResourceSpec, acquisition: Acquisition): readonly Head[] {
  return disposable === undefined || !isPlain(acquisition) ? [] : [{ keyword: disposable === 'sync' ? 'using' : 'await using' }];
}

function acquiring(row: ResourceSpec, acquisition: Acquisition, form: Form, { keyword = 'const', given = argumentsFor(row, acquisition), chain = '' }: Head): string {
  const callee = acquisition.by === 'method' ? `owner${memberOf(acquisition.method ?? '')}` : form.expression;
  if (acquisition.callbackParameter !== undefined) {
    const { index, errorFirst } = acquisition.callbackParameter;
    const names = Array.from({ length: index + 1 }, (_, position) => (position === index ? 'holder' : position === 0 && errorFirst ? 'error' : `skipped${String(position)}`));
    return `${callee}(${[...given, `async (${names.join(', ')}) => {`].join(', ')}`;
  }
  const call = `${acquisition.awaited === true ? 'await ' : ''}${acquisition.by === 'construct' ? 'new ' : ''}${callee}(${given.join(', ')})${chain}`;
  const { property } = acquisition;
  if (property === undefined) return `${keyword} holder = ${call};`;
  return /^\d+$/.test(property) ? `const [${','.repeat(Number(property))} holder] = ${call};` : `const { ${property}: holder } = ${call};`;
}

/** As many arguments as the row asks for, none of which is an option or a callback. */
function argumentsFor({ delayArgument }: ResourceSpec, { minArguments = 0 }: Acquisition): readonly string[] {
  if (delayArgument !== undefined) return Array.from({ length: delayArgument + 1 }, (_, index) => (index === delayArgument ? '1000' : '() => {}'));
  return Array.from({ length: minArguments }, (_, index) => `'argument ${String(index)}'`);
}

const failing = ({ callbackParameter }: Acquisition): readonly string[] => (callbackParameter?.errorFirst === true ? ['if (error) throw error;'] : []);

const arming = ({ armedBy }: ResourceSpec): readonly string[] => (armedBy === undefined ? [] : [`await holder${memberOf(armedBy[0] ?? '')}();`]);

function memberOf(name: string): string {
  if (name.startsWith('@@')) return `[Symbol.${name.slice(2)}]`;
  return isIdentifier(name.replaceAll('.', '_')) ? `.${name}` : `['${name}']`;
}

function functionForm(key: string): Form {
  const [form = { prelude: '', expression: key }] = key.startsWith('global:') ? formsOf(key) : formsOf(key, 'releaseIt').slice(1);
  return form;
}

function releasing(release: Release): readonly string[] {
  switch (release.by) {
    case 'function':
      return [`${functionForm(release.of).expression}(${[...Array.from({ length: release.argument }, () => 'other'), 'holder'].join(', ')});`];
    case 'method':
    case 'whole-method':
      return [`holder${memberOf(release.name)}();`];
    case 'call':
      return ['holder();'];
    case 'method-argument':
      return [`other${memberOf(release.name)}(${[...Array.from({ length: release.argument }, () => 'other'), 'holder'].join(', ')});`];
    case 'owner-method':
      return [`owner${memberOf(release.name)}();`];
    case 'owner-release':
      return ['await owner.close();'];
    case 'iterated':
      return ['for await (const part of holder) other(part);'];
    case 'iteration-end':
      return ['for (;;) {', `  const { ${release.property} } = await holder.${release.method}();`, `  if (${release.property}) break;`, '}'];
  }
}
