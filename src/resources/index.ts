/** The catalogue: every row of every host, and the types of results that need no declaration. */
import { automation, automationTypes } from './automation.js';
import { bun, bunTypes } from './bun.js';
import { deno, denoTypes } from './deno.js';
import { graphics, graphicsTypes } from './graphics.js';
import { locks } from './locks.js';
import { mongodb, mongodbTypes } from './mongodb.js';
import { mysql, mysqlTypes } from './mysql.js';
import { nodeFs, nodeFsTypes } from './node-fs.js';
import { nodeNet, nodeNetTypes } from './node-net.js';
import { nodeProcess, nodeProcessTypes } from './node-process.js';
import { objectUrls } from './object-urls.js';
import { observers } from './observers.js';
import { postgres, postgresTypes } from './postgres.js';
import type { ResourceSpec, ResultType } from './spec.js';
import { timers } from './timers.js';
import { webDevice, webDeviceTypes } from './web-device.js';
import { webMedia, webMediaTypes } from './web-media.js';
import { webNetwork } from './web-network.js';
import { webStreams, webStreamTypes } from './web-streams.js';
import { workers } from './workers.js';

export type { Acquisition, Family, OptionEffect, Release, ResourceSpec, ResultType } from './spec.js';

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
  ...locks,
  ...automation,
];

export const resultTypes: readonly ResultType[] = [
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
  ...automationTypes,
];
