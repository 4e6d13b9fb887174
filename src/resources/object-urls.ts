import { calling, defineResource, passedTo } from './define.js';

/** It keeps its blob in memory until the page goes away. */
export const objectUrl = defineResource({
  id: 'URL.createObjectURL',
  family: 'handle',
  noun: 'object URL',
  whileHeld: 'is not revoked',
  verb: 'revoke',
  repair: 'URL.revokeObjectURL($)',
  acquire: [calling('global:URL.createObjectURL'), calling('node:url#URL.createObjectURL')],
  release: [passedTo('global:URL.revokeObjectURL'), passedTo('node:url#URL.revokeObjectURL')],
  borrowers: ['Audio', 'Image', 'URL', 'Worker', 'fetch', 'importScripts', 'open'].map((name) => `global:${name}`),
  borrowingProperties: ['src', 'href', 'poster'],
  life: 'endless',
  source: 'https://w3c.github.io/FileAPI/#dfn-revokeObjectURL',
});

export const objectUrls = [objectUrl];
