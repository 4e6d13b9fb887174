/**
 * The layering law: which folder of src may import which. Imports follow the arrows only.
 *
 *     cli → index → configs → rules → report → analysis → summaries → obligations → effects → (syntax, resources)
 *                                                                     obligations → dataflow → cfg
 *     cli → formats, which turn ESLint's results into what other tools read and know nothing of the plugin
 *
 * Inside the analysis an arrow may be followed over several steps: what a layer says is said in the types of those below
 * it. Above it nothing reaches below analysis/index, and cfg and dataflow know no resource.
 * The words of the graph and of the catalogue, which are types and nothing else, are spoken beside the arrows as well.
 */

/** @typedef {{ files: string, may: readonly string[], speaks?: readonly string[] }} Layer a folder, the folders beside it that it may import, and files of which it may import types only */

const analysisDoor = 'analysis/index.js';

/** Words that the layers share: files that hold nothing but types. */
const vocabulary = ['analysis/cfg/graph.js', 'resources/spec.js', 'resources/conventions.js'];

/** @type {Readonly<Record<string, Layer>>} */
export const law = {
  cfg: { files: 'analysis/cfg/**', may: [] },
  dataflow: { files: 'analysis/dataflow/**', may: ['analysis/cfg/'] },
  syntax: { files: 'analysis/syntax/**', may: [], speaks: vocabulary },
  resources: { files: 'resources/**', may: [] },
  effects: { files: 'analysis/effects/**', may: ['analysis/syntax/', 'resources/'], speaks: vocabulary },
  obligations: {
    files: 'analysis/obligations/**',
    may: ['analysis/effects/', 'analysis/syntax/', 'analysis/dataflow/', 'analysis/cfg/', 'resources/'],
  },
  summaries: {
    files: 'analysis/summaries/**',
    may: ['analysis/obligations/', 'analysis/effects/', 'analysis/syntax/', 'analysis/dataflow/', 'analysis/cfg/', 'resources/'],
  },
  report: { files: 'report/**', may: [analysisDoor] },
  rules: { files: 'rules/**', may: ['report/', analysisDoor] },
  configs: { files: 'configs/**', may: ['rules/'] },
  index: { files: 'index.ts', may: ['configs/', 'rules/', '../package.json'], speaks: ['resources/settings.js'] },
  formats: { files: 'formats/**', may: [] },
  cli: { files: 'cli/**', may: ['index.js', 'formats/'] },
};

const everything = ['cfg', 'dataflow', 'syntax', 'effects', 'obligations', 'summaries'].map((name) => `analysis/${name}/`);

/**
 * A rule of our own, a dozen lines, because `no-restricted-imports` sees the specifier as it is written and cannot tell
 * `../cfg/` of one folder from that of another.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
const followArrows = {
  meta: {
    type: 'problem',
    docs: { description: 'enforce the layering law of docs/design' },
    schema: [{ type: 'object', additionalProperties: false, properties: { root: { type: 'string' } } }],
    messages: { against: '{{from}} may not import {{to}}: imports follow the arrows of tools/layers.js.' },
  },
  create(context) {
    const [{ root }] = /** @type {[{ root: string }]} */ (context.options);
    const here = new URL(`file://${context.filename.replaceAll('\\', '/')}`);
    const base = new URL(`file://${context.cwd.replaceAll('\\', '/')}/${root}/`);
    const from = here.href.slice(base.href.length);
    const layer = layerOf(from);

    /** @param {import('eslint').Rule.Node} node */
    function check(node) {
      const source = 'source' in node ? node.source : undefined;
      if (source?.type !== 'Literal' || typeof source.value !== 'string' || !source.value.startsWith('.')) return;
      const target = new URL(source.value, here).href;
      const to = target.startsWith(base.href) ? target.slice(base.href.length) : `../${target.split('/').at(-1) ?? ''}`;
      const typesOnly = 'importKind' in node && node.importKind === 'type';
      if (typesOnly && layer?.speaks?.includes(to) === true) return;
      if (layer === undefined || !mayImport(layer, from, to)) context.report({ node: source, messageId: 'against', data: { from, to } });
    }
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check };
  },
};

/**
 * @param {string} file
 * @returns {Layer | undefined}
 */
function layerOf(file) {
  // The door of the analysis and the files beside it tie everything below together.
  if (/^analysis\/[^/]+$/.test(file)) return { files: 'analysis/*', may: [...everything, 'analysis/', 'resources/'] };
  return Object.values(law).find(({ files }) => (files.endsWith('/**') ? file.startsWith(files.slice(0, -2)) : file === files));
}

/**
 * @param {Layer} layer
 * @param {string} from
 * @param {string} to
 */
function mayImport(layer, from, to) {
  const own = layer.files.replace(/\*+$/, '');
  if (layer.files.endsWith('/**') && to.startsWith(own)) return true;
  return layer.may.some((allowed) => (allowed.endsWith('/') ? to.startsWith(allowed) : to === allowed));
}

/**
 * @param {string} root
 * @returns {import('eslint').Linter.Config}
 */
export function layers(root) {
  return {
    files: [`${root}/**/*.ts`],
    plugins: { project: { rules: { 'follow-arrows': followArrows } } },
    rules: { 'project/follow-arrows': ['error', { root }] },
  };
}
