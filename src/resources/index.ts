/** The catalogue: every row of every host, and the types of results that need no declaration. */
import { automation, automationTypes } from './automation.js';
import { brokers, brokerTypes } from './brokers.js';
import { bun, bunTypes } from './bun.js';
import { cancellableLibraries, cancellableLibraryTypes } from './cancellable-libraries.js';
import { cancellableNode } from './cancellable-node.js';
import { cancellableWeb } from './cancellable-web.js';
import type { CancellableOperation } from './cancellable.js';
import { charts } from './charts.js';
import { databases, databaseTypes } from './databases.js';
import { deno, denoTypes } from './deno.js';
import { editorHosts } from './editor-hosts.js';
import { graphics, graphicsTypes } from './graphics.js';
import { locks } from './locks.js';
import { mapsAndEditors } from './maps-editors.js';
import { mongodb, mongodbTypes } from './mongodb.js';
import { mysql, mysqlTypes } from './mysql.js';
import { netClients, netClientTypes } from './net-clients.js';
import { nodeFs, nodeFsTypes } from './node-fs.js';
import { nodeNet, nodeNetTypes } from './node-net.js';
import { nodeProcess, nodeProcessTypes } from './node-process.js';
import { objectUrls } from './object-urls.js';
import { observers } from './observers.js';
import { orms, ormTypes } from './orms.js';
import { postgres, postgresTypes } from './postgres.js';
import { reactive, reactiveTypes } from './reactive.js';
import { realtime, realtimeTypes } from './realtime.js';
import { schedulers } from './schedulers.js';
import type { ResourceSpec, ResultType } from './spec.js';
import { sqlite, sqliteTypes } from './sqlite.js';
import { stores, storeTypes } from './stores.js';
import { telemetry, telemetryTypes } from './telemetry.js';
import { testTools, testToolTypes } from './test-tools.js';
import { timers } from './timers.js';
import { tools } from './tools.js';
import { webDevice, webDeviceTypes } from './web-device.js';
import { webMedia, webMediaTypes } from './web-media.js';
import { webNetwork } from './web-network.js';
import { webStreams, webStreamTypes } from './web-streams.js';
import { widgets } from './widgets.js';
import { workers } from './workers.js';

export type { Acquisition, Family, OptionEffect, Release, ResourceSpec, ResultType } from './spec.js';

export type { CancellableOperation, Duration, SignalSource, SignalWay } from './cancellable.js';
export { signalSources } from './cancellable-web.js';

/** What can be cancelled, and how it is told. */
export const cancellable: readonly CancellableOperation[] = [...cancellableWeb, ...cancellableNode, ...cancellableLibraries];

export const catalogue: readonly ResourceSpec[] = [
  ...timers,
  ...webStreams,
  ...webNetwork,
  ...observers,
  ...objectUrls,
  ...webMedia,
  ...webDevice,
  ...graphics,
  ...workers,
  ...nodeFs,
  ...nodeNet,
  ...nodeProcess,
  ...deno,
  ...bun,
  ...postgres,
  ...mysql,
  ...mongodb,
  ...sqlite,
  ...databases,
  ...orms,
  ...brokers,
  ...locks,
  ...automation,
  ...testTools,
  ...netClients,
  ...realtime,
  ...reactive,
  ...stores,
  ...mapsAndEditors,
  ...charts,
  ...widgets,
  ...editorHosts,
  ...schedulers,
  ...telemetry,
  ...tools,
];

const writtenTypes: readonly ResultType[] = [
  ...webStreamTypes,
  ...webMediaTypes,
  ...webDeviceTypes,
  ...graphicsTypes,
  ...nodeFsTypes,
  ...nodeNetTypes,
  ...nodeProcessTypes,
  ...denoTypes,
  ...bunTypes,
  ...postgresTypes,
  ...mysqlTypes,
  ...mongodbTypes,
  ...sqliteTypes,
  ...databaseTypes,
  ...ormTypes,
  ...brokerTypes,
  ...automationTypes,
  ...testToolTypes,
  ...netClientTypes,
  ...realtimeTypes,
  ...reactiveTypes,
  ...storeTypes,
  ...telemetryTypes,
  ...cancellableLibraryTypes,
];

const nameOf = ({ by, of, member = '' }: ResultType): string => `${by} ${of} ${member}`;

const written = new Set(writtenTypes.map(nameOf));

/** The types that are written down, and those that the rows themselves tell of what their calls give. */
export const resultTypes: readonly ResultType[] = [...writtenTypes, ...catalogue.flatMap(typesOfResults).filter((type) => !written.has(nameOf(type)))];

/** What the calls of a row give, and the properties of what its constructors make, are of the row's type. */
function typesOfResults({ type, acquire }: ResourceSpec): readonly ResultType[] {
  if (type === undefined) return [];
  return acquire.flatMap(({ by, of, method, awaited, property, callbackParameter }): readonly ResultType[] => {
    if (callbackParameter !== undefined) return [];
    if (property !== undefined) return by === 'construct' ? [{ by: 'property', of, member: property, gives: type }] : [];
    if (by === 'construct') return [];
    return [{ by, of, ...(method === undefined ? {} : { member: method }), gives: type, ...(awaited === true ? { awaited } : {}) }];
  });
}
