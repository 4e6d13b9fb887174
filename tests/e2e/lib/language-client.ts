/** A client of the language server protocol, as much as an editor needs for squiggles and quick fixes. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { pathToFileURL } from 'node:url';

export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface Diagnostic {
  readonly range: Range;
  readonly message: string;
  readonly code?: string | number;
  readonly codeDescription?: { readonly href: string };
  readonly severity?: number;
}

export interface CodeAction {
  readonly title: string;
  readonly command?: { readonly command: string; readonly arguments?: readonly unknown[] };
}

interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Ends a server that does not answer. */
const LIMIT = 60_000;

export class LanguageClient implements Disposable {
  readonly #server: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  /** The documents that are open, by their address. */
  readonly #texts = new Map<string, { text: string; version: number }>();
  readonly #settings: unknown;
  #received = Buffer.alloc(0);
  #next = 1;

  constructor(server: string, folder: string, settings: unknown) {
    this.#settings = settings;
    this.#server = spawn(process.execPath, [server, '--stdio'], { cwd: folder, timeout: LIMIT });
    this.#server.stdout.on('data', (chunk: Buffer) => {
      this.#receive(chunk);
    });
    this.#server.stderr.resume();
    this.#server.once('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the language server has ended'));
    });
  }

  [Symbol.dispose](): void {
    this.#server.kill();
  }

  async initialize(folder: string): Promise<void> {
    const uri = pathToFileURL(folder).href;
    await this.#request('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'project' }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true, applyEdit: true, workspaceEdit: { documentChanges: true }, diagnostics: { refreshSupport: true } },
        textDocument: { diagnostic: {}, codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } } },
      },
    });
    this.#notify('initialized', {});
  }

  open(file: string, text: string, languageId: string): string {
    const uri = pathToFileURL(file).href;
    this.#texts.set(uri, { text, version: 1 });
    this.#notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    return uri;
  }

  change(uri: string, text: string): void {
    const version = (this.#texts.get(uri)?.version ?? 0) + 1;
    this.#texts.set(uri, { text, version });
    this.#notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
  }

  textOf(uri: string): string {
    return this.#texts.get(uri)?.text ?? '';
  }

  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    const { items } = (await this.#request('textDocument/diagnostic', { textDocument: { uri } })) as { items: Diagnostic[] };
    return items;
  }

  async codeActions(uri: string, diagnostic: Diagnostic): Promise<readonly CodeAction[]> {
    return (await this.#request('textDocument/codeAction', { textDocument: { uri }, range: diagnostic.range, context: { diagnostics: [diagnostic] } })) as CodeAction[];
  }

  /** What a click on a quick fix does: the server answers with an edit of the document. */
  async apply({ command, title }: CodeAction): Promise<void> {
    if (command === undefined) throw new Error(`'${title}' has no command`);
    await this.#request('workspace/executeCommand', { command: command.command, arguments: command.arguments });
  }

  #request(method: string, params: unknown): Promise<unknown> {
    const id = this.#next++;
    this.#send({ id, method, params });
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #notify(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  #send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n');
      const [, length] = /Content-Length: (\d+)/i.exec(this.#received.toString('latin1', 0, Math.max(end, 0))) ?? [];
      if (end < 0 || length === undefined || this.#received.length < end + 4 + Number(length)) return;
      const body = this.#received.toString('utf8', end + 4, end + 4 + Number(length));
      this.#received = this.#received.subarray(end + 4 + Number(length));
      this.#handle(JSON.parse(body) as Message);
    }
  }

  #handle({ id, method, params, result, error }: Message): void {
    if (id === undefined) return;
    if (method !== undefined) {
      this.#send({ id, result: this.#answer(method, params) });
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error.message));
  }

  /** What the server asks of the editor. */
  #answer(method: string, params: unknown): unknown {
    if (method === 'workspace/configuration') return (params as { items: readonly unknown[] }).items.map(() => this.#settings);
    if (method !== 'workspace/applyEdit') return null;
    const { edit } = params as { edit: { documentChanges?: readonly { textDocument: { uri: string }; edits: readonly TextEdit[] }[] } };
    for (const { textDocument, edits } of edit.documentChanges ?? []) this.change(textDocument.uri, edited(this.textOf(textDocument.uri), edits));
    return { applied: true };
  }
}

/** Edits of one document do not overlap; from the last to the first, none moves another. */
function edited(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Range['start']): number => lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, character);
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce((current, { range, newText }) => current.slice(0, offset(range.start)) + newText + current.slice(offset(range.end)), text);
}
