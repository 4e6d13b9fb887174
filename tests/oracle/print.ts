/** The text of a program, as the analysis reads it and as instrument.ts rewrites it. */
import type { Block, Condition, Program, Statement, Value } from './grammar.js';

export function print(program: Program): string {
  const helpers = program.helpers.map(({ name, body }) => `function ${name}(h) ${block(body)}\n`);
  const head = `${program.async ? 'async ' : ''}function${program.generator ? '*' : ''} subject(items)`;
  return indent([...helpers, `export ${head} ${block(program.body)}`].join('\n'));
}

/** Two spaces for each brace that is open at the start of a line. */
function indent(text: string): string {
  let depth = 0;
  const lines = text.split('\n').map((line) => {
    if (line.startsWith('}')) depth -= 1;
    const indented = '  '.repeat(depth) + line;
    depth += line.endsWith('{') ? 1 : 0;
    return line === '' ? '' : indented;
  });
  return `${lines.join('\n').trimEnd()}\n`;
}

function block(body: Block): string {
  return body.length === 0 ? '{}' : `{\n${body.map(statementText).join('\n')}\n}`;
}

function condition(test: Condition): string {
  switch (test.kind) {
    case 'choice':
      return 'choice()';
    case 'literal':
      return String(test.value);
    case 'flag':
      return test.name;
    case 'holds':
      return test.test === '' ? test.name : `${test.name} ${test.test}`;
    case 'not':
      return test.of.kind === 'flag' || test.of.kind === 'choice' ? `!${condition(test.of)}` : `!(${condition(test.of)})`;
    case 'logical':
      return `(${condition(test.left)}) ${test.operator} (${condition(test.right)})`;
  }
}

function value(of: Value): string {
  switch (of.kind) {
    case 'acquire':
      return 'acquire()';
    case 'null':
      return 'null';
    case 'name':
      return of.name;
    case 'pick':
      return `(${condition(of.test)} ? ${value(of.yes)} : ${value(of.no)})`;
    case 'logical':
      return `(${value(of.left)} ${of.operator} ${value(of.right)})`;
    case 'after-step':
      return `(step(), ${value(of.value)})`;
    case 'cast':
      return `(${value(of.value)} as object)`;
  }
}

const labelled = (label: string | undefined): string => (label === undefined ? '' : `${label}: `);

function statementText(statement: Statement): string {
  switch (statement.kind) {
    case 'if':
    case 'block':
    case 'try':
    case 'switch':
    case 'static':
      return branching(statement);
    case 'while':
    case 'do':
    case 'for':
    case 'for-of':
    case 'for-await':
      return loop(statement);
    case 'closure':
      return `const ${statement.name} = () => ${block([...statement.before, { kind: 'release', name: statement.releases, form: 'plain' }])};`;
    case 'use-closure':
      return { call: `${statement.name}();`, 'optional call': `${statement.name}?.();`, return: `return ${statement.name};`, store: `sink.f = ${statement.name};` }[statement.by];
    default:
      return simple(statement);
  }
}

function branching(statement: Extract<Statement, { kind: 'if' | 'block' | 'try' | 'switch' | 'static' }>): string {
  switch (statement.kind) {
    case 'if':
      return `if (${condition(statement.test)}) ${block(statement.then)}${statement.else ? ` else ${block(statement.else)}` : ''}`;
    case 'block':
      return labelled(statement.label) + block(statement.body);
    case 'try': {
      const handler = statement.handler ? ` catch (error) ${block(statement.handler)}` : '';
      const finalizer = statement.finalizer ? ` finally ${block(statement.finalizer)}` : '';
      return `try ${block(statement.body)}${handler}${finalizer}`;
    }
    case 'switch': {
      const cases = statement.cases.map((body, index) => `case ${index}: ${block(body)}\n`);
      return `switch (number()) {\n${cases.join('')}${statement.otherwise ? `default: ${block(statement.otherwise)}\n` : ''}}`;
    }
    case 'static':
      return `{\nclass C {\nstatic ${block(statement.body)}\n}\n}`;
  }
}

function loop(statement: Extract<Statement, { kind: 'while' | 'do' | 'for' | 'for-of' | 'for-await' }>): string {
  const body = block(statement.body);
  const label = labelled(statement.label);
  switch (statement.kind) {
    case 'while':
      return `${label}while (${condition(statement.test)}) ${body}`;
    case 'do':
      return `${label}do ${body} while (${condition(statement.test)});`;
    case 'for':
      return `${label}for (;;) ${body}`;
    case 'for-of':
      return `${label}for (const item of items) ${body}`;
    case 'for-await':
      return `${label}for await (const item of items) ${body}`;
  }
}

type Simple = Exclude<Parameters<typeof statementText>[0], Parameters<typeof branching>[0] | Parameters<typeof loop>[0] | { kind: 'closure' | 'use-closure' }>;

function simple(statement: Simple): string {
  switch (statement.kind) {
    case 'step':
      return 'step();';
    case 'step-async':
      return 'await stepAsync();';
    case 'exit':
      return 'process.exit();';
    case 'rethrow':
      return 'throw error;';
    case 'drop':
      return `${value(statement.value)};`;
    case 'release':
      return release(statement);
    case 'break':
    case 'continue':
      return `${statement.kind}${statement.label === undefined ? '' : ` ${statement.label}`};`;
    case 'return':
    case 'yield':
      return `${statement.kind}${statement.value ? ` ${value(statement.value)}` : ''};`;
    case 'throw':
      return `throw ${statement.value ? value(statement.value) : 'failure'};`;
    case 'store':
      return `sink.h = ${statement.name};`;
    case 'keep':
      return `keep(${statement.name});`;
    case 'help':
      return `${statement.helper}(${statement.name});`;
    default:
      return binding(statement);
  }
}

function release({ name, form, value: argument }: Extract<Statement, { kind: 'release' }>): string {
  if (form === 'value' && argument) return `release(${value(argument)});`;
  return form === 'and' ? `${name} && release(${name});` : `release(${name});`;
}

function binding(statement: Extract<Statement, { kind: 'declare' | 'using' | 'unpack' | 'assign' | 'flag' | 'set-flag' }>): string {
  switch (statement.kind) {
    case 'declare':
      return `${statement.keyword} ${statement.name} = ${value(statement.value)};`;
    case 'using':
      return `${statement.awaited ? 'await ' : ''}using ${statement.name} = ${value(statement.value)};`;
    case 'unpack':
      if (statement.from === 'array') return `const [${statement.name}] = [${value(statement.value)}];`;
      return `const { h: ${statement.name} } = { h: ${value(statement.value)} };`;
    case 'assign':
      return `${statement.name} ${statement.operator} ${value(statement.value)};`;
    case 'flag':
      return `${statement.keyword} ${statement.name} = ${condition(statement.value)};`;
    case 'set-flag':
      return `${statement.name} = ${String(statement.value)};`;
  }
}
