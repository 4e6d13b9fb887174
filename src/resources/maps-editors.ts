import { calling, constructing } from './define.js';
import { widget } from './shapes.js';

const destroyed = widget('destroy');
const disposed = widget('dispose');
const removed = widget('remove');

export const maplibreMap = removed({
  id: 'maplibre.Map',
  noun: 'map',
  acquire: ['maplibre-gl', 'mapbox-gl'].map((name) => constructing(`${name}#Map`)),
  source: 'https://maplibre.org/maplibre-gl-js/docs/API/classes/Map/#remove',
});

export const leafletMap = removed({
  id: 'leaflet.map',
  noun: 'map',
  acquire: [calling('leaflet#map'), constructing('leaflet#Map')],
  source: 'https://leafletjs.com/reference.html#map-remove',
});

export const openLayersMap = disposed({
  id: 'ol.Map',
  noun: 'map',
  acquire: [constructing('ol#Map'), constructing('ol/Map#default'), constructing('ol/Map.js#default')],
  source: 'https://openlayers.org/en/latest/apidoc/module-ol_Map-Map.html#dispose',
});

export const cesiumViewer = destroyed({
  id: 'cesium.Viewer',
  noun: 'viewer',
  acquire: [constructing('cesium#Viewer'), constructing('@cesium/widgets#Viewer')],
  source: 'https://cesium.com/learn/cesiumjs/ref-doc/Viewer.html#destroy',
});

export const deckGl = widget('finalize')({
  id: 'deck.gl.Deck',
  noun: 'deck',
  acquire: [constructing('@deck.gl/core#Deck'), constructing('deck.gl#Deck')],
  source: 'https://deck.gl/docs/api-reference/core/deck#finalize',
});

const MONACO = ['create', 'createDiffEditor', 'createModel'] as const;

/** A model is kept by the editor's registry until it is disposed. */
export const monacoEditor = disposed({
  id: 'monaco.editor.create',
  noun: 'editor',
  acquire: MONACO.flatMap((name) => [
    calling(`monaco-editor#editor.${name}`),
    calling(`monaco-editor/esm/vs/editor/editor.api#editor.${name}`),
  ]),
  source: 'https://microsoft.github.io/monaco-editor/typedoc/interfaces/editor.IStandaloneCodeEditor.html#dispose',
});

export const codeMirror = destroyed({
  id: 'codemirror.EditorView',
  noun: 'editor',
  acquire: ['@codemirror/view', 'codemirror', 'prosemirror-view', '@tiptap/pm/view'].map((name) =>
    constructing(`${name}#EditorView`),
  ),
  source: 'https://codemirror.net/docs/ref/#view.EditorView.destroy',
});

export const tiptapEditor = destroyed({
  id: 'tiptap.Editor',
  noun: 'editor',
  acquire: ['core', 'react', 'vue-3', 'vue-2'].map((name) => constructing(`@tiptap/${name}#Editor`)),
  source: 'https://tiptap.dev/docs/editor/api/editor#destroy',
});

export const aceEditor = destroyed({
  id: 'ace.edit',
  noun: 'editor',
  acquire: ['ace-builds', 'ace-code'].map((name) => calling(`${name}#edit`)),
  source: 'https://ajaxorg.github.io/ace-api-docs/classes/src_editor.Editor.html#destroy',
});

export const xterm = disposed({
  id: 'xterm.Terminal',
  noun: 'terminal',
  acquire: [constructing('@xterm/xterm#Terminal'), constructing('xterm#Terminal')],
  source: 'https://xtermjs.org/docs/api/terminal/classes/terminal/#dispose',
});

export const mapsAndEditors = [
  maplibreMap,
  leafletMap,
  openLayersMap,
  cesiumViewer,
  deckGl,
  monacoEditor,
  codeMirror,
  tiptapEditor,
  aceEditor,
  xterm,
];
