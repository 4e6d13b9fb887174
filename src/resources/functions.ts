/** Functions of the language and its hosts that keep nothing, and functions that never return. Data only. */

/** Functions that look at their arguments and keep nothing; a key that ends in `.` or `#` stands for all below it. */
export const borrowingFunctions: readonly string[] = [
  'global:Boolean',
  'global:String',
  'global:Array.isArray',
  'global:JSON.stringify',
  'global:Object.keys',
  'global:structuredClone',
  'node:events#once',
  'node:util#inspect',
  'node:util#format',
  'global:console.',
  'node:assert#',
  'node:assert/strict#',
  'global:Reflect.',
  'global:Number.',
  'global:Math.',
];

/** https://nodejs.org/api/process.html#processexitcode, https://docs.deno.com/api/deno/~/Deno.exit */
export const neverReturningFunctions: readonly string[] = ['global:process.exit', 'node:process#exit', 'global:process.abort', 'node:process#abort', 'global:Deno.exit'];
