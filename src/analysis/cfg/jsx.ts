/** JSX: the expressions of attributes and children in order, then the element. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Handlers } from './builder.js';
import { evaluateAfter } from './expressions.js';

export const jsxHandlers: Handlers = {
  JSXElement: (builder, node) => {
    evaluateAfter(builder, node, [...node.openingElement.attributes.map(attributeValue), ...node.children]);
  },
  JSXFragment: (builder, node) => { evaluateAfter(builder, node, node.children); },
  JSXExpressionContainer: (builder, node) => { builder.do(node.expression); },
  JSXSpreadChild: (builder, node) => { builder.do(node.expression); },
};

function attributeValue(node: TSESTree.JSXAttribute | TSESTree.JSXSpreadAttribute): TSESTree.Node | null {
  return node.type === 'JSXAttribute' ? node.value : node.argument;
}
