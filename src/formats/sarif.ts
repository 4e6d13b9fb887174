/** SARIF 2.1.0, with each rule's help and, where a report has one, the way from the acquisition to the exit. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ESLint, Linter, Rule } from 'eslint';
import type { Fix, Location, Log, ReportingDescriptor, Result, Run, Suppression, ThreadFlowLocation } from 'sarif';
import { namedLines } from './named-lines.js';
import { relativePath } from './paths.js';

/** As much as is used of what ESLint hands to a formatter. */
interface FormatterContext {
  readonly cwd: string;
  readonly rulesMeta?: Readonly<Record<string, Rule.RuleMetaData>>;
}

type RulesMeta = NonNullable<FormatterContext['rulesMeta']>;

/** A message that a comment or the file of suppressions took away. */
type Suppressed = Linter.LintMessage & { readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[] };

const SOURCE_ROOT = '%SRCROOT%';

export default function sarif(results: readonly ESLint.LintResult[], context?: FormatterContext): string {
  const cwd = context?.cwd ?? process.cwd();
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [runOf(results, cwd, context?.rulesMeta ?? {})],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function runOf(results: readonly ESLint.LintResult[], cwd: string, rulesMeta: RulesMeta): Run {
  const all = results.flatMap((result) => messagesOf(result).map((message) => ({ message, file: relativePath(result.filePath, cwd) })));
  const reports = all.filter(({ message }) => message.fatal !== true);
  const ruleIds = [...new Set(reports.flatMap(({ message: { ruleId } }) => ruleId ?? []))].sort();
  const broken = all.filter(({ message }) => message.fatal === true);
  return {
    tool: {
      driver: { name: 'ESLint', informationUri: 'https://eslint.org', rules: ruleIds.map((id) => descriptorOf(id, rulesMeta[id])) },
    },
    originalUriBaseIds: { [SOURCE_ROOT]: { uri: pathToFileURL(cwd + path.sep).href } },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: broken.length === 0,
        toolExecutionNotifications: broken.map(({ message, file }) => ({
          level: 'error',
          message: { text: message.message },
          locations: [placeOf(file, message)],
        })),
      },
    ],
    results: reports.map(({ message, file }) => resultOf(message, file, ruleIds)),
  };
}

function messagesOf({ messages, suppressedMessages }: ESLint.LintResult): Suppressed[] {
  // A result that another tool wrote may lack the list.
  return [...messages, ...((suppressedMessages as Suppressed[] | undefined) ?? [])];
}

function descriptorOf(id: string, meta: Rule.RuleMetaData | undefined): ReportingDescriptor {
  // Our rules say why, and what they do not see; those of others may only have a description.
  const docs: Rule.RuleMetaData['docs'] & { readonly why?: string; readonly limits?: readonly string[] } = meta?.docs ?? {};
  const { description, why, limits = [], url } = docs;
  const help = why ?? description;
  return {
    id,
    ...(description === undefined ? {} : { shortDescription: { text: description } }),
    ...(why === undefined ? {} : { fullDescription: { text: why } }),
    ...(url === undefined ? {} : { helpUri: url }),
    ...(help === undefined ? {} : { help: { text: help, markdown: [help, ...limitsInWords(limits), ...linkTo(id, url)].join('\n\n') } }),
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['reliability', ...(meta?.type === undefined ? [] : [meta.type])] },
  };
}

function limitsInWords(limits: readonly string[]): string[] {
  return limits.length === 0 ? [] : [`**What it does not see**\n\n${limits.map((limit) => `- ${limit}`).join('\n')}`];
}

function linkTo(id: string, url: string | undefined): string[] {
  return url === undefined ? [] : [`[${id}, with examples](${url})`];
}

function resultOf(message: Suppressed, file: string, ruleIds: readonly string[]): Result {
  const { ruleId, severity, suppressions = [] } = message;
  const place = placeOf(file, message);
  const named = namedLines(message.message);
  const related = named.map(({ line, words }, index): Location => ({ id: index + 1, ...lineOf(file, line), message: { text: words } }));
  const exits = named.filter(({ isExit }) => isExit);
  const steps = [place, ...exits.map(({ line, words }): Location => ({ ...lineOf(file, line), message: { text: words } }))];
  const fixes = fixesOf(message, file);
  return {
    ...(ruleId === null ? {} : { ruleId, ruleIndex: ruleIds.indexOf(ruleId) }),
    level: severity === 2 ? 'error' : 'warning',
    message: { text: message.message },
    locations: [place],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
    ...(exits.length > 0 ? { codeFlows: [{ threadFlows: [{ locations: steps.map(step) }] }] } : {}),
    ...(fixes.length > 0 ? { fixes } : {}),
    ...(suppressions.length > 0 ? { suppressions: suppressions.map(suppression) } : {}),
  };
}

function step(location: Location, index: number): ThreadFlowLocation {
  return { executionOrder: index + 1, location };
}

function suppression({ kind, justification }: { readonly kind: string; readonly justification: string }): Suppression {
  return { kind: kind === 'directive' ? 'inSource' : 'external', ...(justification === '' ? {} : { justification }) };
}

function placeOf(file: string, { line, column, endLine, endColumn }: Linter.LintMessage): Location {
  // A file that does not parse at all has no line.
  const region = { startLine: Math.max(line, 1), startColumn: Math.max(column, 1), ...(endLine === undefined ? {} : { endLine }), ...(endColumn === undefined ? {} : { endColumn }) };
  return { physicalLocation: { artifactLocation: artifact(file), region } };
}

function lineOf(file: string, startLine: number): Location {
  return { physicalLocation: { artifactLocation: artifact(file), region: { startLine } } };
}

function artifact(file: string): { uri: string; uriBaseId?: string } {
  // A file outside keeps its whole path.
  if (path.isAbsolute(file)) return { uri: pathToFileURL(file).href };
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: SOURCE_ROOT };
}

function fixesOf({ fix, suggestions = [] }: Linter.LintMessage, file: string): Fix[] {
  const repairs = [...(fix === undefined ? [] : [{ desc: 'Fix', fix }]), ...suggestions];
  return repairs.map(({ desc, fix: { range, text } }) => ({
    description: { text: desc },
    artifactChanges: [
      {
        artifactLocation: artifact(file),
        replacements: [{ deletedRegion: { charOffset: range[0], charLength: range[1] - range[0] }, insertedContent: { text } }],
      },
    ],
  }));
}
