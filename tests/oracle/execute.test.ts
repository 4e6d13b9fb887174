/** Hand-made programs whose leaks can be counted on one's fingers. */
import { describe, expect, it } from 'vitest';
import { execute } from './execute.js';
import type { Tier } from './records.js';
import { parse } from './source.js';

/** Leaks as "line of the acquisition, kind of exit, line of the exit"; the end of the function is line 0. */
async function leaks(body: string, tier: Tier = 'await', head = 'function subject()', guesses = false): Promise<string[]> {
  const lines = body.trim().split('\n').map((line) => line.trim());
  const [helpers, rest] = lines[0]?.startsWith('function') ? [lines[0], lines.slice(1)] : ['', lines];
  const { pairs, complete } = await execute(parse(`${head} {${helpers}\n${rest.join('\n')}\n}`), tier, { turns: 3, runs: 20_000, guesses });
  expect(complete).toBe(true);
  return [...pairs.values()]
    .map(({ acquisition, kind, exit }) => `${acquisition.loc.start.line - 1} ${kind} ${kind === 'fall-through' ? 0 : exit.loc.start.line - 1}`)
    .sort();
}

describe('what leaks', () => {
  it('is what no exit releases', async () => {
    expect(await leaks('const a = acquire();')).toEqual(['1 fall-through 0']);
    expect(await leaks('const a = acquire();\nrelease(a);')).toEqual([]);
    expect(await leaks('const a = acquire();\nif (choice()) return;\nrelease(a);')).toEqual(['1 return 2']);
    expect(await leaks('const a = acquire();\nif (choice()) throw failure;\nrelease(a);')).toEqual(['1 throw 2']);
    expect(await leaks('acquire();\nreturn;')).toEqual(['1 return 2']);
  });

  it('belongs to one of several acquisitions', async () => {
    expect(await leaks('let a = acquire();\na = acquire();\nrelease(a);')).toEqual(['1 fall-through 0']);
    expect(await leaks('const a = acquire();\nconst b = choice() ? a : acquire();\nrelease(b);')).toEqual(['1 fall-through 0']);
    expect(await leaks('let a = null;\nwhile (choice()) {\na = acquire();\n}\nrelease(a);')).toEqual(['3 fall-through 0']);
  });

  it('is not what is handed over', async () => {
    expect(await leaks('const a = acquire();\nreturn a;')).toEqual([]);
    expect(await leaks('const a = acquire();\nsink.a = a;')).toEqual([]);
    expect(await leaks('const a = acquire();\nthrow a;')).toEqual([]);
    expect(await leaks('const a = acquire();\nreturn { a };')).toEqual([]);
    expect(await leaks('const a = acquire();\nreturn () => { release(a); };')).toEqual([]);
    expect(await leaks('const a = acquire();\nreturn () => { step(); };')).toEqual(['1 return 2']);
    expect(await leaks('const a = acquire();\nconst b = () => { release(a); };\nb();')).toEqual([]);
    expect(await leaks('const a = acquire();\nconst b = () => { release(a); };')).toEqual(['1 fall-through 0']);
  });

  it('looks through finally', async () => {
    expect(await leaks('const a = acquire();\ntry {\nthrow failure;\n} finally {\nrelease(a);\n}')).toEqual([]);
    expect(await leaks('const a = acquire();\ntry {\nthrow failure;\n} finally {\nreturn;\n}')).toEqual(['1 return 5']);
    expect(await leaks('const a = acquire();\nx: try {\nreturn a;\n} finally {\nbreak x;\n}')).toEqual(['1 fall-through 0']);
    expect(await leaks('const a = acquire();\ntry {\nthrow failure;\n} catch (e) {\nthrow e;\n}')).toEqual(['1 throw 5']);
  });

  it('needs an end: a process that exits owes nothing', async () => {
    expect(await leaks('const a = acquire();\ntry {\nprocess.exit();\n} finally {\nreturn;\n}')).toEqual([]);
  });

  it('respects correlated conditions and refinement', async () => {
    expect(await leaks('let a = null;\nconst on = choice();\nif (on) a = acquire();\nif (on) release(a);')).toEqual([]);
    expect(await leaks('let a = null;\nif (choice()) a = acquire();\nif (a) release(a);')).toEqual([]);
  });
});

describe('throw tiers', () => {
  it('do not ask how control came to an acquisition', async () => {
    expect(await leaks('try {\nstep();\n} catch {\nconst a = acquire();\n}')).toEqual(['4 fall-through 0']);
    expect(await leaks('const a = acquire();\ntry {\nstep();\n} catch {\nreturn;\n}\nrelease(a);')).toEqual([]);
  });

  const sequence = 'const a = acquire();\nstep();\nrelease(a);';

  it('lets calls throw at tier call only', async () => {
    expect(await leaks(sequence)).toEqual([]);
    expect(await leaks(sequence, 'call')).toEqual(['1 throw 2']);
  });

  it('sees that a throwing acquisition acquired nothing and a throwing release released', async () => {
    expect(await leaks('release(acquire());', 'call')).toEqual([]);
  });

  it('lets await reject at both', async () => {
    const head = 'async function subject()';
    expect(await leaks('const a = acquire();\nawait stepAsync();\nrelease(a);', 'await', head)).toEqual(['1 throw 2']);
    expect(await leaks('const a = acquire();\nfor await (const x of items) {\nstep()\n}\nrelease(a);', 'await', head)).toEqual(['1 throw 2']);
  });

  it('says that a call of the file throws where it is called', async () => {
    const helper = 'function h(x) { step(); release(x); }';
    expect(await leaks(`${helper}\nconst a = acquire();\nh(a);`, 'call')).toEqual(['1 throw 2']);
  });
});

describe('flavours', () => {
  it('drives generators', async () => {
    const head = 'function* subject()';
    expect(await leaks('const a = acquire();\nyield;\nrelease(a);', 'await', head)).toEqual(['1 throw 2', '1 yield-return 2']);
    expect(await leaks('const a = acquire();\nyield a;', 'await', head)).toEqual([]);
    expect(await leaks('const a = acquire();\nyield;\nrelease(a);', 'await', `async ${head}`)).toEqual(['1 throw 2', '1 yield-return 2']);
    expect(await leaks('const a = acquire();\ntry {\nyield;\n} finally {\nrelease(a);\n}', 'await', head)).toEqual([]);
  });

  it('lowers using', async () => {
    expect(await leaks('using a = acquire();\nif (choice()) throw failure;\nreturn;')).toEqual([]);
    expect(await leaks('await using a = acquire();\nconst b = acquire();', 'call', 'async function subject()')).toEqual(['2 fall-through 0', '2 throw 1']);
  });

  it('runs static blocks in place', async () => {
    expect(await leaks('const a = acquire();\nclass C {\nstatic {\nif (choice()) throw failure;\n}\n}\nrelease(a);')).toEqual(['1 throw 4']);
  });
});

describe('an unknown call', () => {
  it('borrows if every normal way from it releases, and takes over otherwise', async () => {
    expect(await leaks('const a = acquire();\nkeep(a);')).toEqual([]);
    expect(await leaks('const a = acquire();\nkeep(a);\nif (choice()) throw failure;\nrelease(a);')).toEqual(['1 throw 3']);
    expect(await leaks('const a = acquire();\nkeep(a);\nif (choice()) throw failure;\nif (choice()) release(a);')).toEqual([]);
    expect(await leaks('const a = acquire();\nconst on = choice();\nif (on) keep(a);\nstep();\nif (on) release(a);', 'call')).toEqual([
      '1 fall-through 0', '1 throw 2', '1 throw 3', '1 throw 4',
    ]);
  });
});

describe('guessing runs', () => {
  const guessed = (body: string): Promise<string[]> => leaks(body, 'await', 'function subject()', true);

  it('decide tests of empty names either way, until they are assigned', async () => {
    const body = 'const a = acquire();\nlet b = null;\nif (b) return;\nif (b) return;\nrelease(a);\nb = acquire();\nreturn b;';
    expect(await leaks(body)).toEqual([]);
    expect(await guessed(body)).toEqual(['1 return 3']);
    expect(await guessed(body.replace('return;', 'b = null;'))).toEqual(['1 return 4']);
  });

  it('are not needed to find a resource that could not be acquired', async () => {
    expect(await leaks('const a = acquire();\nconst b = acquire();\nif (!b) return;\nrelease(a);\nrelease(b);')).toEqual(['1 return 3']);
  });

  it('say nothing about a handle whose own name is said to be empty', async () => {
    const body = 'const a = acquire();\nlet b = null;\nif (choice()) b = a;\nif (!b) return;\nif (b === null) return;\nrelease(a);';
    expect(await leaks(body)).toEqual(['1 return 4']);
    expect(await guessed(body)).toEqual(['1 return 4']);
  });
});

describe('helpers', () => {
  const call = (helper: string): Promise<string[]> => leaks(`const a = acquire();\nhelp(a);\n}\nfunction help(h) { ${helper}`);

  it('release always, sometimes (an escape) or never', async () => {
    expect(await call('release(h);')).toEqual([]);
    expect(await call('if (choice()) release(h);')).toEqual([]);
    expect(await call('step();')).toEqual(['1 fall-through 0']);
    expect(await call('if (choice()) help(h); else release(h);')).toEqual([]);
  });

  it('are known to throw where they do nothing else', async () => {
    expect(await call('throw failure;')).toEqual(['1 throw 2']);
    expect(await call('if (choice()) throw failure;\nrelease(h)')).toEqual([]);
  });
});
