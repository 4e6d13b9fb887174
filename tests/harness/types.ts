/** Type-checks fixtures, all of them in one program, from memory. */
import path from 'node:path';
import ts from 'typescript';
import { fixturesDir } from './fixture.js';

/** A program over the stubs and `files` (path to text). `previous` saves parsing what both have in common. */
export function programOf(files: ReadonlyMap<string, string>, previous?: ts.Program): ts.Program {
  const { options, stubs } = readConfig();
  const host = ts.createCompilerHost(options, true);
  const fromMemory: ts.CompilerHost = {
    ...host,
    fileExists: (name) => files.has(name) || host.fileExists(name),
    readFile: (name) => files.get(name) ?? host.readFile(name),
    getSourceFile: (name, languageVersion, ...rest) => {
      const text = files.get(name);
      if (text !== undefined) return ts.createSourceFile(name, text, languageVersion, true);
      return previous?.getSourceFile(name) ?? host.getSourceFile(name, languageVersion, ...rest);
    },
  };
  return ts.createProgram([...stubs, ...files.keys()], options, fromMemory, previous);
}

function readConfig(): { options: ts.CompilerOptions; stubs: string[] } {
  const file = path.join(fixturesDir, 'tsconfig.json');
  const read = ts.readConfigFile(file, (name) => ts.sys.readFile(name));
  if (read.error !== undefined) throw new Error(ts.flattenDiagnosticMessageText(read.error.messageText, '\n'));
  const { options, fileNames } = ts.parseJsonConfigFileContent(read.config, ts.sys, fixturesDir);
  return { options, stubs: fileNames.filter((name) => name.endsWith('.d.ts')) };
}

/** `file:line: what the compiler says`, for the errors in `names`. */
export function typeErrors(program: ts.Program, names: Iterable<string>): string[] {
  return [...names].flatMap((name) => {
    const file = program.getSourceFile(name);
    if (file === undefined) return [`${name}: not in the program`];
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(({ start, messageText }) => {
      const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
      return `${path.relative(fixturesDir, name)}:${String(line + 1)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
  });
}
