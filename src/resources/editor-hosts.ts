import { calling, constructing, defineResource, passedTo } from './define.js';
import { endedByMember } from './shapes.js';

export const electronPowerSave = defineResource({
  id: 'electron.powerSaveBlocker.start',
  family: 'handle',
  noun: 'power save blocker',
  whileHeld: 'still runs',
  verb: 'stop',
  repair: 'powerSaveBlocker.stop($)',
  acquire: [calling('electron#powerSaveBlocker.start')],
  release: [passedTo('electron#powerSaveBlocker.stop')],
  life: 'endless',
  processLifetime: true,
  source: 'https://www.electronjs.org/docs/latest/api/power-save-blocker#powersaveblockerstopid',
});

export const vscodeWatcher = endedByMember({
  id: 'vscode.createFileSystemWatcher',
  noun: 'file watcher',
  acquire: [calling('vscode#workspace.createFileSystemWatcher')],
  end: 'dispose',
  type: 'vscode#FileSystemWatcher',
  life: 'endless',
  source: 'https://code.visualstudio.com/api/references/vscode-api#FileSystemWatcher',
});

const VSCODE_WINDOW = [
  'createInputBox',
  'createOutputChannel',
  'createQuickPick',
  'createStatusBarItem',
  'createTextEditorDecorationType',
];

/** Hidden is not gone: the window keeps them until they are disposed. */
export const vscodeItem = endedByMember({
  id: 'vscode.window.create',
  noun: 'window item',
  acquire: VSCODE_WINDOW.map((name) => calling(`vscode#window.${name}`)),
  end: 'dispose',
  type: 'vscode#Disposable',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://code.visualstudio.com/api/references/vscode-api#window',
});

export const vscodeSource = endedByMember({
  id: 'vscode.CancellationTokenSource',
  noun: 'token source',
  acquire: ['vscode', 'vscode-jsonrpc', 'vscode-languageserver'].map((name) =>
    constructing(`${name}#CancellationTokenSource`),
  ),
  end: 'dispose',
  endAlso: ['cancel'],
  type: 'vscode#CancellationTokenSource',
  life: 'one-shot',
  source: 'https://code.visualstudio.com/api/references/vscode-api#CancellationTokenSource',
});

export const editorHosts = [electronPowerSave, vscodeWatcher, vscodeItem, vscodeSource];
