import {
  awaitGives,
  calling,
  callingMethod,
  constructing,
  defineResource,
  method,
  methodGives,
  passedToMethod,
  STOPPED,
} from './define.js';
import { endedByMember } from './shapes.js';
import type { ResultType } from './spec.js';

/** Browsers allow only a few contexts, and a running one keeps the audio device. */
export const audioContext = endedByMember({
  id: 'AudioContext',
  noun: 'audio context',
  acquire: [constructing('global:AudioContext'), constructing('global:webkitAudioContext')],
  end: 'close',
  awaitEnd: true,
  type: 'global:AudioContext',
  life: 'endless',
  processLifetime: true,
  doubleReleaseThrows: true,
  source: 'https://webaudio.github.io/web-audio-api/#dom-audiocontext-close',
});

/** The camera and the microphone stay on until the tracks of the stream are stopped. */
export const mediaStream = defineResource({
  id: 'navigator.mediaDevices.getUserMedia',
  family: 'handle',
  noun: 'media stream',
  ...STOPPED,
  repair: '$.getTracks().forEach((track) => track.stop())',
  acquire: ['getUserMedia', 'getDisplayMedia'].map((name) => calling(`global:navigator.mediaDevices.${name}`, { awaited: true })),
  release: ['getTracks', 'getVideoTracks', 'getAudioTracks'].map(method),
  borrowingProperties: ['srcObject'],
  type: 'global:MediaStream',
  life: 'one-shot',
  source: 'https://w3c.github.io/mediacapture-main/#dom-mediadevices-getusermedia',
});

/** Collected like any object, if late: owed where it is closed somewhere. Transferring it closes it. */
export const imageBitmap = endedByMember({
  id: 'createImageBitmap',
  noun: 'image bitmap',
  acquire: [
    calling('global:createImageBitmap', { awaited: true }),
    callingMethod('global:OffscreenCanvas', 'transferToImageBitmap'),
  ],
  end: 'close',
  releasedBy: [passedToMethod('transferFromImageBitmap')],
  type: 'global:ImageBitmap',
  life: 'one-shot',
  source: 'https://html.spec.whatwg.org/multipage/imagebitmap-and-animations.html#dom-imagebitmap-close',
});

/** A frame that is not closed holds media memory, and a decoder stalls when its frames run out. */
export const videoFrame = endedByMember({
  id: 'VideoFrame',
  noun: 'video frame',
  acquire: [constructing('global:VideoFrame'), callingMethod('global:VideoFrame', 'clone')],
  end: 'close',
  type: 'global:VideoFrame',
  life: 'endless',
  source: 'https://w3c.github.io/webcodecs/#dom-videoframe-close',
});

export const audioData = endedByMember({
  id: 'AudioData',
  noun: 'audio data',
  acquire: [constructing('global:AudioData'), callingMethod('global:AudioData', 'clone')],
  end: 'close',
  type: 'global:AudioData',
  life: 'endless',
  source: 'https://w3c.github.io/webcodecs/#dom-audiodata-close',
});

export const videoDecoder = endedByMember({
  id: 'VideoDecoder',
  noun: 'video decoder',
  acquire: [constructing('global:VideoDecoder')],
  end: 'close',
  type: 'global:VideoDecoder',
  endsWhenRejects: ['flush'],
  life: 'endless',
  doubleReleaseThrows: true,
  source: 'https://w3c.github.io/webcodecs/#dom-videodecoder-close',
});

export const videoEncoder = endedByMember({
  id: 'VideoEncoder',
  noun: 'video encoder',
  acquire: [constructing('global:VideoEncoder')],
  end: 'close',
  type: 'global:VideoEncoder',
  endsWhenRejects: ['flush'],
  life: 'endless',
  doubleReleaseThrows: true,
  source: 'https://w3c.github.io/webcodecs/#dom-videoencoder-close',
});

export const audioDecoder = endedByMember({
  id: 'AudioDecoder',
  noun: 'audio decoder',
  acquire: [constructing('global:AudioDecoder')],
  end: 'close',
  type: 'global:AudioDecoder',
  endsWhenRejects: ['flush'],
  life: 'endless',
  doubleReleaseThrows: true,
  source: 'https://w3c.github.io/webcodecs/#dom-audiodecoder-close',
});

export const audioEncoder = endedByMember({
  id: 'AudioEncoder',
  noun: 'audio encoder',
  acquire: [constructing('global:AudioEncoder')],
  end: 'close',
  type: 'global:AudioEncoder',
  endsWhenRejects: ['flush'],
  life: 'endless',
  doubleReleaseThrows: true,
  source: 'https://w3c.github.io/webcodecs/#dom-audioencoder-close',
});

export const imageDecoder = endedByMember({
  id: 'ImageDecoder',
  noun: 'image decoder',
  acquire: [constructing('global:ImageDecoder')],
  end: 'close',
  type: 'global:ImageDecoder',
  life: 'endless',
  source: 'https://w3c.github.io/webcodecs/#dom-imagedecoder-close',
});

/** The frame comes at most once, as an animation frame does. */
export const videoFrameCallback = defineResource({
  id: 'requestVideoFrameCallback',
  family: 'timer',
  noun: 'video frame callback',
  whileHeld: 'is still requested',
  verb: 'cancel',
  repair: 'video.cancelVideoFrameCallback($)',
  acquire: [callingMethod('global:HTMLVideoElement', 'requestVideoFrameCallback')],
  release: [passedToMethod('cancelVideoFrameCallback')],
  life: 'one-shot',
  source: 'https://wicg.github.io/video-rvfc/#dom-htmlvideoelement-cancelvideoframecallback',
});

export const xrSession = endedByMember({
  id: 'navigator.xr.requestSession',
  noun: 'XR session',
  acquire: [calling('global:navigator.xr.requestSession', { awaited: true })],
  end: 'end',
  awaitEnd: true,
  type: 'global:XRSession',
  life: 'endless',
  processLifetime: true,
  doubleReleaseThrows: true,
  source: 'https://immersive-web.github.io/webxr/#dom-xrsession-end',
});

/*
 * No rows: encoded chunks and audio buffers (plain memory), MediaStream (ended track by track, through an array, which
 * the shape cannot say), MediaRecorder (owes `stop` only once it was started), animation frames of an XRSession (they end with it).
 */

export const webMedia = [
  audioContext,
  mediaStream,
  imageBitmap,
  videoFrame,
  audioData,
  videoDecoder,
  videoEncoder,
  audioDecoder,
  audioEncoder,
  imageDecoder,
  videoFrameCallback,
  xrSession,
];

export const webMediaTypes: readonly ResultType[] = [
  awaitGives('global:createImageBitmap', 'global:ImageBitmap'),
  methodGives('global:VideoFrame', 'clone', 'global:VideoFrame'),
  methodGives('global:AudioData', 'clone', 'global:AudioData'),
];
