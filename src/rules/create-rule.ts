/** What all rules share: they feed the analysis once, and put their question when the file has been seen. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { Rule } from 'eslint';
import { analysisOf, type Analysis, type AnalysisSettings } from '../analysis/index.js';
import { settingsOf } from '../report/settings.js';

export interface LeaksRuleDocs {
  readonly description: string;
  readonly url: string;
  readonly tier: 'recommended' | 'strict';
  /** A paragraph of markdown. */
  readonly why: string;
  /** What is not modelled, a sentence each. */
  readonly limits: readonly string[];
  /** The options that the strict config sets. */
  readonly strictOptions?: Record<string, unknown>;
}

export interface LeaksRule extends Rule.RuleModule {
  meta: Rule.RuleMetaData & { docs: LeaksRuleDocs };
}

interface Definition<Options extends Record<string, unknown>, MessageIds extends string> {
  readonly name: string;
  readonly docs: Omit<LeaksRuleDocs, 'url'>;
  readonly messages: Readonly<Record<MessageIds, string>>;
  readonly hasSuggestions: boolean;
  /** JSON schema of each option, with a description; all optional. */
  readonly options: Readonly<Record<keyof Options & string, object>>;
  readonly defaults: Options;
  readonly reports: (
    analysis: Analysis,
    options: Options,
    sourceCode: TSESLint.SourceCode,
    settings: AnalysisSettings,
  ) => Iterable<TSESLint.ReportDescriptor<MessageIds>>;
}

const DOCS = 'https://github.com/eslint-plugin-leaks/eslint-plugin-leaks/blob/main/docs/rules';

export function createRule<Options extends Record<string, unknown>, MessageIds extends string>(
  definition: Definition<Options, MessageIds>,
): LeaksRule {
  const { name, docs, messages, hasSuggestions, options, defaults } = definition;
  return {
    meta: {
      type: 'problem',
      docs: { ...docs, url: `${DOCS}/${name}.md` },
      messages: { ...messages },
      hasSuggestions,
      schema: [{ type: 'object', properties: options, additionalProperties: false }],
      defaultOptions: [defaults],
    },
    create(context) {
      const sourceCode = context.sourceCode as unknown as TSESLint.SourceCode;
      const settings = settingsOf(context.settings);
      const { filename, cwd } = context;
      const analysis = analysisOf(sourceCode, settings, { filename, cwd });
      // ESLint 8 does not merge `meta.defaultOptions`.
      const chosen = { ...defaults, ...(context.options[0] as Partial<Options> | undefined) };
      const visit = analysis.claimTraversal() ? { ...analysis.listener } : {};
      return {
        ...visit,
        'Program:exit'() {
          for (const report of definition.reports(analysis, chosen, sourceCode, settings)) context.report(report as unknown as Rule.ReportDescriptor);
        },
      };
    },
  };
}
