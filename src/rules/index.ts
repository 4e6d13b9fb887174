/** Temporary: one small rule, so that everything around the rules can be tried before they are there. */
import type { Rule } from 'eslint';

/** What the documentation and the configs are computed from. */
export interface LeaksRuleDocs {
  description: string;
  url: string;
  tier: 'recommended' | 'strict';
  why: string;
  limits: readonly string[];
  strictOptions?: Record<string, unknown>;
}

export interface LeaksRule extends Rule.RuleModule {
  meta: Rule.RuleMetaData & { docs: LeaksRuleDocs };
}

const noStub: LeaksRule = {
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow intervals whose handle is thrown away',
      url: 'https://example.org/docs/rules/no-stub.md',
      tier: 'recommended',
      why: 'An interval without a handle can never be cleared.',
      limits: ['Only statements are looked at.'],
      strictOptions: { timeouts: true },
    },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        properties: { timeouts: { type: 'boolean', description: 'Report timeouts as well.' } },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ timeouts: false }],
    messages: {
      dropped: '`{{name}}` on line {{line}} can never be cleared; keep its handle.',
      remove: 'Remove the call.',
    },
  },
  create(context) {
    const options = context.options[0] as { timeouts?: boolean } | undefined;
    return {
      ExpressionStatement(node) {
        const call = node.expression;
        if (call.type !== 'CallExpression' || call.callee.type !== 'Identifier') return;
        const { name } = call.callee;
        if (name !== 'setInterval' && !(name === 'setTimeout' && options?.timeouts === true)) return;
        context.report({
          node: call,
          messageId: 'dropped',
          data: { name, line: String(node.loc?.start.line ?? 0) },
          suggest: [{ messageId: 'remove', fix: (fixer) => fixer.remove(node) }],
        });
      },
    };
  },
};

export const rules: Record<string, LeaksRule> = { 'no-stub': noStub };
