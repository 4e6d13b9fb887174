/** Generated programs of a given size, each of one kind that could make an analysis grow faster than its input. */

export interface Kind {
  readonly name: string;
  /** Measured at half of it, at it, and at twice of it. */
  readonly size: number;
  generate(size: number): string;
}

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

function inFunction(body: string): string {
  return `declare const a: boolean, xs: number[]; declare function f(x?: unknown): Promise<void>;\nexport async function task(): Promise<void> {\n${body}\n}\n`;
}

/** One timer, followed through everything that stands between its start and its end. */
function aroundTimer(body: string): string {
  return inFunction(`const timer = setInterval(f, 1);\n${body}\nclearInterval(timer);`);
}

export const kinds: readonly Kind[] = [
  {
    name: 'statements with try/finally, nested 3 deep',
    size: 1000,
    generate: (size) => aroundTimer(lines(size / 5, (index) => `try { try { await f(); try { await f(${index}); } finally { f(); } } finally { f(); } } finally { f(); }`)),
  },
  { name: 'branches', size: 2500, generate: (size) => aroundTimer(lines(size, (index) => `if (xs[${index}]) f(${index});`)) },
  { name: 'branches that test one of 50 names', size: 2500, generate: (size) => aroundTimer(`const [${lines(50, (index) => `b${index},`)}] = xs;\n${lines(size, (index) => `if (b${index % 50}) f();`)}`) },
  { name: 'else-if, deep', size: 5000, generate: (size) => aroundTimer(`${lines(size, (index) => `if (xs[${index}]) f(); else`)} f();`) },
  { name: '+, deep', size: 5000, generate: (size) => aroundTimer(`await f(${lines(size, (index) => `xs[${index}] +`)} 1);`) },
  {
    name: 'intervals, each cleared',
    size: 500,
    generate: (size) => inFunction(lines(size, (index) => `const t${index} = setInterval(f, 1); await f(); clearInterval(t${index});`)),
  },
  { name: 'intervals, never cleared', size: 500, generate: (size) => inFunction(lines(size, (index) => `const t${index} = setInterval(f, 1); await f(t${index} + 1);`)) },
  {
    name: 'intervals, lent and then cleared at the end',
    size: 500,
    generate: (size) =>
      inFunction(`${lines(size, (index) => `const t${index} = setInterval(f, 1); f(t${index});`)}\n${lines(size, (index) => `clearInterval(t${index});`)}`),
  },
  { name: 'closures over one timer', size: 500, generate: (size) => aroundTimer(lines(size, (index) => `f(() => { if (xs[${index}]) f(timer); });`)) },
  {
    name: 'helpers that call each other',
    size: 500,
    generate: (size) =>
      `${aroundTimer('h0(timer);')}\n${lines(size, (index) => `function h${index}(t: unknown): void { if (xs[${index}]) h${(index + 1) % size}(t); else h${(index * 7 + 3) % size}(t); }`)}`,
  },
  { name: 'loops with catch clauses', size: 500, generate: (size) => aroundTimer(lines(size, (index) => `for (const x of xs) { try { await f(x); } catch (error) { if (xs[${index}]) continue; f(error); } }`)) },
  { name: 'functions with a timer each', size: 500, generate: (size) => lines(size, (index) => `async function f${index}(g) { const t = setTimeout(g, 1); await g(); clearTimeout(t); }`) },
  {
    name: 'classes with a timer each',
    size: 250,
    generate: (size) => lines(size, (index) => `class C${index} { t; u; start() { this.t = setInterval(() => this.u, 1); this.u = setInterval(() => 1, 1); } dispose() { clearInterval(this.t); } }`),
  },
  {
    name: 'KB on one line',
    size: 500,
    generate: (size) => lines(size, (index) => `function m${index}(e,t){var n=setTimeout(e,t);return e?(clearTimeout(n),t.on("close",()=>{e(t)})):t.forEach(r=>{try{r(n)}catch(i){e(i)}}),n}`.repeat(7)).replaceAll('\n', ';'),
  },
];
