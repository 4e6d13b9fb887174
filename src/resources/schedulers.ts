import { calling, constructing } from './define.js';
import { endedByMember } from './shapes.js';

/** Jobs are made once, at the start, in most programs: owed where they are stopped somewhere. */
export const nodeCron = endedByMember({
  id: 'node-cron.schedule',
  family: 'timer',
  noun: 'scheduled task',
  acquire: [calling('node-cron#schedule')],
  end: 'stop',
  endAlso: ['destroy'],
  type: 'node-cron#ScheduledTask',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://nodecron.com/api-reference.html',
});

export const cronJob = endedByMember({
  id: 'cron.CronJob',
  family: 'timer',
  noun: 'cron job',
  acquire: [constructing('cron#CronJob'), calling('cron#CronJob.from'), constructing('croner#Cron')],
  end: 'stop',
  type: 'cron#CronJob',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://github.com/kelektiv/node-cron#cronjob-class',
});

export const nodeSchedule = endedByMember({
  id: 'node-schedule.scheduleJob',
  family: 'timer',
  noun: 'scheduled job',
  acquire: [calling('node-schedule#scheduleJob')],
  end: 'cancel',
  type: 'node-schedule#Job',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://github.com/node-schedule/node-schedule#cancelling-jobs',
});

/** It fires on every frame until it is stopped. */
export const d3Timer = endedByMember({
  id: 'd3.timer',
  family: 'timer',
  noun: 'timer',
  acquire: ['d3', 'd3-timer'].flatMap((name) => [calling(`${name}#timer`), calling(`${name}#interval`)]),
  end: 'stop',
  type: 'd3-timer#Timer',
  life: 'endless',
  processLifetime: true,
  source: 'https://d3js.org/d3-timer#timer_stop',
});

export const d3Timeout = endedByMember({
  id: 'd3.timeout',
  family: 'timer',
  noun: 'timeout',
  acquire: ['d3', 'd3-timer'].map((name) => calling(`${name}#timeout`)),
  end: 'stop',
  type: 'd3-timer#Timer',
  life: 'one-shot',
  source: 'https://d3js.org/d3-timer#timeout',
});

export const schedulers = [nodeCron, cronJob, nodeSchedule, d3Timer, d3Timeout];
