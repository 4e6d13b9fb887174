/** The catalogue: every row of every host, and the types of results that need no declaration. */
import { automation, automationTypes } from './automation.js';
import { locks } from './locks.js';
import { mongodb, mongodbTypes } from './mongodb.js';
import { mysql, mysqlTypes } from './mysql.js';
import { nodeFs, nodeFsTypes } from './node-fs.js';
import { nodeNet, nodeNetTypes } from './node-net.js';
import { objectUrls } from './object-urls.js';
import { observers } from './observers.js';
import { postgres, postgresTypes } from './postgres.js';
import type { ResourceSpec, ResultType } from './spec.js';
import { timers } from './timers.js';
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
  ...workers,
  ...nodeFs,
  ...nodeNet,
  ...postgres,
  ...mysql,
  ...mongodb,
  ...locks,
  ...automation,
];

export const resultTypes: readonly ResultType[] = [
  ...webStreamTypes,
  ...nodeFsTypes,
  ...nodeNetTypes,
  ...postgresTypes,
  ...mysqlTypes,
  ...mongodbTypes,
  ...automationTypes,
];
