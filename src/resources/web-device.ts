import {
  awaitGives,
  awaitMethodGives,
  calling,
  callingMethod,
  defineResource,
  passedTo,
  propertyGives,
} from './define.js';
import { endedByMember } from './shapes.js';
import type { ResultType } from './spec.js';

/** The screen stays on until it is released or the page is hidden. */
export const wakeLock = endedByMember({
  id: 'navigator.wakeLock.request',
  noun: 'wake lock',
  acquire: [calling('global:navigator.wakeLock.request', { awaited: true })],
  end: 'release',
  awaitEnd: true,
  type: 'global:WakeLockSentinel',
  life: 'endless',
  source: 'https://w3c.github.io/screen-wake-lock/#the-release-method',
});

export const geolocationWatch = defineResource({
  id: 'navigator.geolocation.watchPosition',
  family: 'listener',
  noun: 'position watch',
  whileHeld: 'still runs',
  verb: 'clear',
  repair: 'navigator.geolocation.clearWatch($)',
  acquire: [calling('global:navigator.geolocation.watchPosition')],
  release: [passedTo('global:navigator.geolocation.clearWatch')],
  life: 'endless',
  processLifetime: true,
  source: 'https://w3c.github.io/geolocation/#clearwatch-method',
});

/** It holds an exclusive lock on the file. */
export const syncAccessHandle = endedByMember({
  id: 'FileSystemFileHandle.createSyncAccessHandle',
  noun: 'access handle',
  acquire: [
    callingMethod('global:FileSystemFileHandle', 'createSyncAccessHandle', { awaited: true, distinctive: true }),
  ],
  end: 'close',
  type: 'global:FileSystemSyncAccessHandle',
  life: 'endless',
  source: 'https://fs.spec.whatwg.org/#api-filesystemsyncaccesshandle-close',
});

/** What was written reaches the file only when the stream is closed. */
export const writableFile = endedByMember({
  id: 'FileSystemFileHandle.createWritable',
  noun: 'file stream',
  acquire: [callingMethod('global:FileSystemFileHandle', 'createWritable', { awaited: true, distinctive: true })],
  end: 'close',
  awaitEnd: true,
  endAlso: ['abort'],
  type: 'global:FileSystemWritableFileStream',
  endsWhenRejects: ['write', 'seek', 'truncate'],
  life: 'endless',
  source: 'https://fs.spec.whatwg.org/#api-filesystemwritablefilestream',
});

/** It shows the device as in use, and others cannot connect. */
export const bluetoothServer = endedByMember({
  id: 'BluetoothRemoteGATTServer.connect',
  noun: 'GATT server',
  acquire: [callingMethod('global:BluetoothRemoteGATTServer', 'connect', { awaited: true })],
  end: 'disconnect',
  type: 'global:BluetoothRemoteGATTServer',
  life: 'endless',
  source: 'https://webbluetoothcg.github.io/web-bluetooth/#dom-bluetoothremotegattserver-disconnect',
});

/** Sessions of the browser's own models: collected in the end, so owed where they are destroyed somewhere. */
export const modelSession = endedByMember({
  id: 'LanguageModel.create',
  noun: 'model session',
  acquire: ['LanguageModel', 'Summarizer', 'Translator', 'Writer', 'Rewriter', 'LanguageDetector', 'Proofreader'].map(
    (name) => calling(`global:${name}.create`, { awaited: true }),
  ),
  end: 'destroy',
  type: 'global:LanguageModel',
  life: 'one-shot',
  source: 'https://webmachinelearning.github.io/writing-assistance-apis/#dom-destroyablemodel-destroy',
});

/*
 * No rows: IndexedDB databases (a page keeps them open), Web Locks (the callback's end releases them), pointer capture
 * (pointerup releases it), notifications (the platform closes them), serial, USB and HID devices (they owe `close` only
 * once `open` has succeeded, and the page has them from a list).
 */

export const webDevice = [wakeLock, geolocationWatch, syncAccessHandle, writableFile, bluetoothServer, modelSession];

export const webDeviceTypes: readonly ResultType[] = [
  awaitGives('global:navigator.bluetooth.requestDevice', 'global:BluetoothDevice'),
  propertyGives('global:BluetoothDevice', 'gatt', 'global:BluetoothRemoteGATTServer'),
  awaitGives('global:navigator.storage.getDirectory', 'global:FileSystemDirectoryHandle'),
  awaitGives('global:showSaveFilePicker', 'global:FileSystemFileHandle'),
  awaitMethodGives('global:FileSystemDirectoryHandle', 'getFileHandle', 'global:FileSystemFileHandle'),
  awaitMethodGives('global:FileSystemDirectoryHandle', 'getDirectoryHandle', 'global:FileSystemDirectoryHandle'),
];
