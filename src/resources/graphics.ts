import { awaitGives, awaitMethodGives, callingMethod, constructing, defineResource, passedToMethod } from './define.js';
import { endedByMember } from './shapes.js';
import type { ResourceSpec, ResultType } from './spec.js';

const CONTEXTS = ['global:WebGLRenderingContext', 'global:WebGL2RenderingContext'] as const;

/**
 * A context frees its objects when it is lost or collected, so an object is owed where this code deletes it somewhere:
 * on the other paths, too.
 */
const webgl = (name: string, noun: string, section: string): ResourceSpec =>
  defineResource({
    id: `WebGL.create${name}`,
    family: 'handle',
    noun,
    whileHeld: 'is not deleted',
    verb: 'delete',
    repair: `gl.delete${name}($)`,
    acquire: CONTEXTS.map((context) => callingMethod(context, `create${name}`)),
    release: [passedToMethod(`delete${name}`)],
    life: 'one-shot',
    source: `https://registry.khronos.org/webgl/specs/latest/${section}`,
  });

export const webglBuffer = webgl('Buffer', 'buffer', '1.0/#5.14.5');
export const webglFramebuffer = webgl('Framebuffer', 'framebuffer', '1.0/#5.14.6');
export const webglRenderbuffer = webgl('Renderbuffer', 'renderbuffer', '1.0/#5.14.7');
export const webglTexture = webgl('Texture', 'texture', '1.0/#5.14.8');
export const webglProgram = webgl('Program', 'program', '1.0/#5.14.9');
export const webglShader = webgl('Shader', 'shader', '1.0/#5.14.9');
export const webglQuery = webgl('Query', 'query', '2.0/#3.7.12');
export const webglSampler = webgl('Sampler', 'sampler', '2.0/#3.7.13');
export const webglTransformFeedback = webgl('TransformFeedback', 'transform feedback', '2.0/#3.7.15');
export const webglVertexArray = webgl('VertexArray', 'vertex array', '2.0/#3.7.17');

export const webglSync = defineResource({
  id: 'WebGL.fenceSync',
  family: 'handle',
  noun: 'sync object',
  whileHeld: 'is not deleted',
  verb: 'delete',
  repair: 'gl.deleteSync($)',
  acquire: [callingMethod('global:WebGL2RenderingContext', 'fenceSync')],
  release: [passedToMethod('deleteSync')],
  life: 'one-shot',
  source: 'https://registry.khronos.org/webgl/specs/latest/2.0/#3.7.14',
});

/** Collected like any object, if late: owed where it is destroyed somewhere. */
const webgpu = (name: string, noun: string): ResourceSpec =>
  endedByMember({
    id: `GPU${name}`,
    noun,
    acquire: [callingMethod('global:GPUDevice', `create${name}`)],
    end: 'destroy',
    type: `global:GPU${name}`,
    life: 'one-shot',
    source: `https://gpuweb.github.io/gpuweb/#dom-gpu${name.toLowerCase()}-destroy`,
  });

export const gpuBuffer = webgpu('Buffer', 'GPU buffer');
export const gpuTexture = webgpu('Texture', 'GPU texture');
export const gpuQuerySet = webgpu('QuerySet', 'GPU query set');

export const gpuDevice = endedByMember({
  id: 'GPUDevice',
  noun: 'GPU device',
  acquire: [callingMethod('global:GPUAdapter', 'requestDevice', { awaited: true })],
  end: 'destroy',
  type: 'global:GPUDevice',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://gpuweb.github.io/gpuweb/#dom-gpudevice-destroy',
});

/** Three.js cannot know when its GPU memory is no longer needed: "you need to dispose". Most objects go into a scene. */
const three = (id: string, noun: string, names: readonly string[], source: string): ResourceSpec =>
  endedByMember({
    id: `three.${id}`,
    noun,
    acquire: names.map((name) => constructing(`three#${name}`)),
    end: 'dispose',
    type: `three#${id}`,
    life: 'one-shot',
    source,
  });

export const threeRenderer = three(
  'WebGLRenderer',
  'renderer',
  ['WebGLRenderer', 'WebGPURenderer'],
  'https://threejs.org/docs/#api/en/renderers/WebGLRenderer.dispose',
);

export const threeGeometry = three(
  'BufferGeometry',
  'geometry',
  [
    'BufferGeometry',
    'BoxGeometry',
    'CircleGeometry',
    'ConeGeometry',
    'CylinderGeometry',
    'EdgesGeometry',
    'ExtrudeGeometry',
    'PlaneGeometry',
    'ShapeGeometry',
    'SphereGeometry',
    'TorusGeometry',
    'TubeGeometry',
  ],
  'https://threejs.org/docs/#api/en/core/BufferGeometry.dispose',
);

export const threeMaterial = three(
  'Material',
  'material',
  [
    'LineBasicMaterial',
    'MeshBasicMaterial',
    'MeshLambertMaterial',
    'MeshPhongMaterial',
    'MeshPhysicalMaterial',
    'MeshStandardMaterial',
    'PointsMaterial',
    'RawShaderMaterial',
    'ShaderMaterial',
    'SpriteMaterial',
  ],
  'https://threejs.org/docs/#api/en/materials/Material.dispose',
);

export const threeTexture = three(
  'Texture',
  'texture',
  ['Texture', 'CanvasTexture', 'CubeTexture', 'DataTexture', 'VideoTexture'],
  'https://threejs.org/docs/#api/en/textures/Texture.dispose',
);

export const threeRenderTarget = three(
  'WebGLRenderTarget',
  'render target',
  ['WebGLRenderTarget', 'WebGLCubeRenderTarget', 'WebGLArrayRenderTarget', 'WebGL3DRenderTarget'],
  'https://threejs.org/docs/#api/en/renderers/WebGLRenderTarget.dispose',
);

export const threePmrem = three(
  'PMREMGenerator',
  'generator',
  ['PMREMGenerator'],
  'https://threejs.org/docs/#api/en/extras/PMREMGenerator.dispose',
);

/** Controls listen on their element and on the document. */
export const threeControls = endedByMember({
  id: 'three.OrbitControls',
  noun: 'control',
  acquire: ['OrbitControls', 'MapControls', 'TrackballControls', 'TransformControls', 'FlyControls'].flatMap((name) =>
    ['three/addons/controls', 'three/examples/jsm/controls'].flatMap((path) => [
      constructing(`${path}/${name}.js#${name}`),
      constructing(`${path}/${name}#${name}`),
    ]),
  ),
  end: 'dispose',
  life: 'one-shot',
  source: 'https://threejs.org/docs/#examples/en/controls/OrbitControls.dispose',
});

export const pixiApplication = endedByMember({
  id: 'pixi.Application',
  noun: 'Pixi application',
  acquire: [constructing('pixi.js#Application')],
  end: 'destroy',
  type: 'pixi.js#Application',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://pixijs.download/release/docs/app.Application.html#destroy',
});

export const babylonEngine = endedByMember({
  id: 'babylon.Engine',
  noun: 'engine',
  acquire: ['@babylonjs/core', 'babylonjs'].flatMap((name) => [
    constructing(`${name}#Engine`),
    constructing(`${name}#Scene`),
  ]),
  end: 'dispose',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://doc.babylonjs.com/typedoc/classes/BABYLON.Engine#dispose',
});

export const graphics = [
  webglBuffer,
  webglFramebuffer,
  webglRenderbuffer,
  webglTexture,
  webglProgram,
  webglShader,
  webglQuery,
  webglSampler,
  webglTransformFeedback,
  webglVertexArray,
  webglSync,
  gpuBuffer,
  gpuTexture,
  gpuQuerySet,
  gpuDevice,
  threeRenderer,
  threeGeometry,
  threeMaterial,
  threeTexture,
  threeRenderTarget,
  threePmrem,
  threeControls,
  pixiApplication,
  babylonEngine,
];

export const graphicsTypes: readonly ResultType[] = [
  awaitGives('global:navigator.gpu.requestAdapter', 'global:GPUAdapter'),
  awaitMethodGives('global:GPUAdapter', 'requestDevice', 'global:GPUDevice'),
];
