import { callGives } from './define.js';
import type { ResultType } from './spec.js';
import { functions, methods, optionAt, optionFrom, type CancellableOperation } from './cancellable.js';

const AXIOS = ['axios#AxiosInstance', 'axios#Axios'];
const axios = { duration: 'unbounded', timeouts: ['timeout'], source: 'https://axios-http.com/docs/cancellation' } as const;
const GETTING = ['get', 'delete', 'head', 'options'];
const SENDING = ['post', 'put', 'patch', 'postForm', 'putForm', 'patchForm'];
const got = { takes: optionAt(1), duration: 'unbounded', timeouts: ['timeout'], source: 'https://github.com/sindresorhus/got/blob/main/documentation/2-options.md#signal' } as const;
const ky = { takes: optionAt(1), duration: 'unbounded', timeouts: ['timeout'], timeoutByDefault: true, source: 'https://github.com/sindresorhus/ky#signal' } as const;
const undici = { takes: optionAt(1), duration: 'unbounded', timeoutByDefault: true, source: 'https://undici.nodejs.org/#/docs/api/Dispatcher' } as const;
const HTTP_VERBS = ['get', 'post', 'put', 'patch', 'head', 'delete'];

const http: readonly CancellableOperation[] = [
  ...functions(['axios#default', 'axios#axios'], { ...axios, takes: optionFrom(0) }),
  ...functions(['axios#request'], { ...axios, takes: optionAt(0) }),
  ...functions(GETTING.map((name) => `axios#${name}`), { ...axios, takes: optionAt(1) }),
  ...functions(SENDING.map((name) => `axios#${name}`), { ...axios, takes: optionAt(2) }),
  ...methods(AXIOS, ['request'], { ...axios, takes: optionAt(0) }),
  ...methods(AXIOS, GETTING, { ...axios, takes: optionAt(1) }),
  ...methods(AXIOS, SENDING, { ...axios, takes: optionAt(2) }),
  ...functions(['got#default', 'got#got', 'got#stream', ...HTTP_VERBS.flatMap((name) => [`got#${name}`, `got#got.${name}`])], got),
  ...functions(['ky#default', ...HTTP_VERBS.map((name) => `ky#${name}`)], ky),
  ...functions(['request', 'stream', 'pipeline', 'connect', 'upgrade'].map((name) => `undici#${name}`), undici),
  ...methods(['undici#Client', 'undici#Pool', 'undici#Agent'], ['request', 'stream', 'pipeline', 'connect', 'upgrade'], { ...undici, takes: optionAt(0) }),
  ...functions(['graphql-request#request'], { takes: optionAt(0), duration: 'unbounded', source: 'https://github.com/graffle-js/graffle/tree/graphql-request#cancellation' }),
  ...methods(['graphql-request#GraphQLClient'], ['request', 'rawRequest'], { takes: optionAt(0), duration: 'unbounded', source: 'https://github.com/graffle-js/graffle/tree/graphql-request#cancellation' }),
  ...methods(['@trpc/client#createTRPCClient', '@trpc/client#createTRPCProxyClient'], ['*.query', '*.mutate'], {
    takes: optionAt(1),
    duration: 'unbounded',
    source: 'https://trpc.io/docs/client/vanilla/aborting-procedure-calls',
  }),
];

const processes: readonly CancellableOperation[] = functions(['execa#execa', 'execa#execaNode', 'execa#execaCommand', 'execa#default'], {
  takes: optionFrom(1, 'cancelSignal', 'signal'),
  duration: 'unbounded',
  timeouts: ['timeout'],
  source: 'https://github.com/sindresorhus/execa/blob/main/docs/termination.md#canceling',
});

const promises: readonly CancellableOperation[] = [
  ...functions(['p-retry#default', 'p-retry#pRetry'], { takes: optionAt(1), duration: 'unbounded', source: 'https://github.com/sindresorhus/p-retry#signal' }),
  ...functions(['p-timeout#default'], { takes: optionAt(1), duration: 'bounded', source: 'https://github.com/sindresorhus/p-timeout#signal' }),
  ...functions(['p-map#default'], { takes: optionAt(2), duration: 'bounded', source: 'https://github.com/sindresorhus/p-map#signal' }),
  ...functions(['p-event#pEvent', 'p-event#default'], { takes: optionAt(2), duration: 'unbounded', timeouts: ['timeout'], source: 'https://github.com/sindresorhus/p-event#signal' }),
  ...functions(['p-event#pEventIterator'], { takes: optionAt(2), duration: 'endless', source: 'https://github.com/sindresorhus/p-event#signal' }),
  ...methods(['p-queue#default', 'p-queue#PQueue'], ['add', 'addAll'], { takes: optionAt(1), duration: 'unbounded', timeouts: ['timeout'], source: 'https://github.com/sindresorhus/p-queue#signal' }),
  ...functions(['delay#default'], { takes: optionAt(1), duration: 'delay', source: 'https://github.com/sindresorhus/delay#signal' }),
];

const AWS_CLIENTS = [
  'bedrock-runtime#BedrockRuntimeClient', 'cloudwatch-logs#CloudWatchLogsClient', 'dynamodb#DynamoDBClient', 'ec2#EC2Client', 'ecs#ECSClient',
  'eventbridge#EventBridgeClient', 'kinesis#KinesisClient', 'lambda#LambdaClient', 's3#S3Client', 'secrets-manager#SecretsManagerClient',
  'ses#SESClient', 'sesv2#SESv2Client', 'sfn#SFNClient', 'sns#SNSClient', 'sqs#SQSClient', 'ssm#SSMClient', 'sts#STSClient',
].map((name) => `@aws-sdk/client-${name}`);

const LLM_CLIENTS = ['openai#default', 'openai#OpenAI', 'openai#AzureOpenAI'];
const llm = { takes: optionAt(1), duration: 'unbounded', timeouts: ['timeout'], timeoutByDefault: true } as const;

const services: readonly CancellableOperation[] = [
  ...methods([...AWS_CLIENTS, '@aws-sdk/lib-dynamodb#DynamoDBDocumentClient'], ['send'], {
    takes: optionAt(1, 'abortSignal'),
    duration: 'unbounded',
    source: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-smithy-types/Interface/HttpHandlerOptions/',
  }),
  ...methods(LLM_CLIENTS, ['chat.completions.create', 'chat.completions.parse', 'chat.completions.stream', 'responses.create', 'responses.parse', 'responses.stream', 'embeddings.create', 'images.generate'], {
    ...llm,
    source: 'https://github.com/openai/openai-node#advanced-usage',
  }),
  ...methods(['@anthropic-ai/sdk#default', '@anthropic-ai/sdk#Anthropic'], ['messages.create', 'messages.stream', 'beta.messages.create', 'beta.messages.stream'], {
    ...llm,
    source: 'https://github.com/anthropics/anthropic-sdk-typescript#request-options',
  }),
  ...functions(['generateText', 'streamText', 'generateObject', 'streamObject', 'embed', 'embedMany'].map((name) => `ai#${name}`), {
    takes: optionAt(0, 'abortSignal'),
    duration: 'unbounded',
    source: 'https://ai-sdk.dev/docs/ai-sdk-core/settings#abortsignal',
  }),
];

const POPPING = ['blPop', 'brPop', 'blMove', 'blmPop', 'bzPopMin', 'bzPopMax', 'bzmPop', 'xRead', 'xReadGroup'];

const stores: readonly CancellableOperation[] = [
  ...methods(['redis#RedisClientType', '@redis/client#RedisClientType'], POPPING, {
    takes: { by: 'builder', method: 'withAbortSignal' },
    duration: 'unbounded',
    source: 'https://github.com/redis/node-redis/blob/master/docs/command-options.md#abort-signal',
  }),
  ...methods(['@supabase/supabase-js#SupabaseClient', '@supabase/postgrest-js#PostgrestClient'], ['from', 'rpc'], {
    takes: { by: 'builder', method: 'abortSignal' },
    duration: 'unbounded',
    source: 'https://supabase.com/docs/reference/javascript/using-modifiers-abortsignal',
  }),
];

/** Clients that a library makes with options of their own. */
export const cancellableLibraryTypes: readonly ResultType[] = [
  callGives('axios#create', 'axios#AxiosInstance'),
  callGives('@supabase/ssr#createServerClient', '@supabase/supabase-js#SupabaseClient'),
];

/** Operations of libraries. A library that takes no signal has no row. */
export const cancellableLibraries: readonly CancellableOperation[] = [...http, ...processes, ...promises, ...services, ...stores];
