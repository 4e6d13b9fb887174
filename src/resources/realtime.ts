import { callGives, calling, callingMethod, constructing, EMITTER, methodGives, passedToMethod } from './define.js';
import { endedByCall, endedByMember } from './shapes.js';
import type { ResultType } from './spec.js';

/** The peer may end it. */
export const wsSocket = endedByMember({
  id: 'ws.WebSocket',
  noun: 'WebSocket',
  acquire: [constructing('ws#default'), constructing('ws#WebSocket')],
  end: 'close',
  endAlso: ['terminate'],
  type: 'ws#WebSocket',
  fluent: EMITTER,
  life: 'one-shot',
  source: 'https://github.com/websockets/ws/blob/master/doc/ws.md#websocketclosecode-reason',
});

export const wsServer = endedByMember({
  id: 'ws.WebSocketServer',
  noun: 'WebSocket server',
  acquire: ['ws#WebSocketServer', 'ws#Server'].map((key) => constructing(key)),
  end: 'close',
  type: 'ws#WebSocketServer',
  fluent: EMITTER,
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/websockets/ws/blob/master/doc/ws.md#serverclosecallback',
});

/** It reconnects until it is disconnected. */
export const socketIoClient = endedByMember({
  id: 'socket.io-client.io',
  noun: 'socket',
  acquire: ['io', 'connect', 'default'].map((name) => calling(`socket.io-client#${name}`)),
  end: 'disconnect',
  endAlso: ['close'],
  type: 'socket.io-client#Socket',
  fluent: [...EMITTER, 'emit', 'timeout'],
  life: 'endless',
  processLifetime: true,
  source: 'https://socket.io/docs/v4/client-api/#socketdisconnect',
});

export const socketIoServer = endedByMember({
  id: 'socket.io.Server',
  noun: 'Socket.IO server',
  acquire: [constructing('socket.io#Server')],
  end: 'close',
  awaitEnd: true,
  type: 'socket.io#Server',
  fluent: EMITTER,
  life: 'one-shot',
  processLifetime: true,
  source: 'https://socket.io/docs/v4/server-api/#serverclosecallback',
});

export const pusher = endedByMember({
  id: 'pusher-js',
  noun: 'Pusher client',
  acquire: [constructing('pusher-js#default')],
  end: 'disconnect',
  type: 'pusher-js#default',
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/pusher/pusher-js#connection',
});

export const ably = endedByMember({
  id: 'ably.Realtime',
  noun: 'Ably client',
  acquire: [constructing('ably#Realtime')],
  end: 'close',
  type: 'ably#Realtime',
  life: 'endless',
  processLifetime: true,
  source: 'https://ably.com/docs/connect#close',
});

/** Made, it may wait to be connected. */
export const phoenixSocket = endedByMember({
  id: 'phoenix.Socket',
  noun: 'Phoenix socket',
  acquire: [constructing('phoenix#Socket')],
  end: 'disconnect',
  type: 'phoenix#Socket',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://hexdocs.pm/phoenix/js/#socketdisconnect',
});

export const supabaseChannel = endedByMember({
  id: 'supabase.channel',
  family: 'listener',
  noun: 'channel',
  acquire: [callingMethod('@supabase/supabase-js#SupabaseClient', 'channel')],
  end: 'unsubscribe',
  releasedBy: [passedToMethod('removeChannel')],
  type: '@supabase/supabase-js#RealtimeChannel',
  fluent: ['on', 'subscribe'],
  life: 'one-shot',
  processLifetime: true,
  source: 'https://supabase.com/docs/reference/javascript/removechannel',
});

const FIREBASE = [
  'firestore#onSnapshot',
  'firestore#onSnapshotsInSync',
  'auth#onAuthStateChanged',
  'auth#onIdTokenChanged',
  'auth#beforeAuthStateChanged',
  'messaging#onMessage',
  'remote-config#onConfigUpdate',
];

/** Listeners for as long as the page lives are the rule for some of them. */
export const firebaseListener = endedByCall({
  id: 'firebase.onSnapshot',
  noun: 'listener',
  acquire: FIREBASE.flatMap((key) => [calling(`firebase/${key}`), calling(`@firebase/${key}`)]),
  life: 'one-shot',
  processLifetime: true,
  source: 'https://firebase.google.com/docs/firestore/query-data/listen#detach_a_listener',
});

export const firebaseDatabaseListener = endedByCall({
  id: 'firebase.onValue',
  noun: 'listener',
  acquire: ['onValue', 'onChildAdded', 'onChildChanged', 'onChildMoved', 'onChildRemoved'].flatMap((name) =>
    ['firebase/database', '@firebase/database'].map((module) =>
      calling(`${module}#${name}`, {
        options: [{ argument: 'any', property: 'onlyOnce', value: true, effect: 'released' }],
      }),
    ),
  ),
  life: 'one-shot',
  processLifetime: true,
  source: 'https://firebase.google.com/docs/database/web/read-and-write#detach_listeners',
});

export const graphqlWs = endedByMember({
  id: 'graphql-ws.createClient',
  noun: 'GraphQL client',
  acquire: [calling('graphql-ws#createClient')],
  end: 'dispose',
  type: 'graphql-ws#Client',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://the-guild.dev/graphql/ws/docs/interfaces/client.Client#dispose',
});

/** It ends with the operation. */
export const graphqlWsSubscription = endedByCall({
  id: 'graphql-ws.subscribe',
  noun: 'subscription',
  acquire: [callingMethod('graphql-ws#Client', 'subscribe')],
  life: 'one-shot',
  source: 'https://the-guild.dev/graphql/ws/docs/interfaces/client.Client#subscribe',
});

export const yWebsocket = endedByMember({
  id: 'y-websocket.WebsocketProvider',
  noun: 'provider',
  acquire: [
    constructing('y-websocket#WebsocketProvider'),
    constructing('y-webrtc#WebrtcProvider'),
    constructing('@hocuspocus/provider#HocuspocusProvider'),
  ],
  end: 'destroy',
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/yjs/y-websocket#api',
});

/** `listen` of Tauri keeps its handler until the function that it gives is called. */
export const tauriListener = endedByCall({
  id: 'tauri.listen',
  noun: 'listener',
  acquire: ['listen', 'once'].map((name) => calling(`@tauri-apps/api/event#${name}`, { awaited: true })),
  life: 'one-shot',
  source: 'https://v2.tauri.app/develop/calling-frontend/#unlistening-to-events',
});

export const realtime = [
  wsSocket,
  wsServer,
  socketIoClient,
  socketIoServer,
  pusher,
  ably,
  phoenixSocket,
  supabaseChannel,
  firebaseListener,
  firebaseDatabaseListener,
  graphqlWs,
  graphqlWsSubscription,
  yWebsocket,
  tauriListener,
];

export const realtimeTypes: readonly ResultType[] = [
  ...['io', 'connect', 'default'].map((name) => callGives(`socket.io-client#${name}`, 'socket.io-client#Socket')),
  callGives('@supabase/supabase-js#createClient', '@supabase/supabase-js#SupabaseClient'),
  callGives('@supabase/ssr#createBrowserClient', '@supabase/supabase-js#SupabaseClient'),
  methodGives('@supabase/supabase-js#SupabaseClient', 'channel', '@supabase/supabase-js#RealtimeChannel'),
  callGives('graphql-ws#createClient', 'graphql-ws#Client'),
];
