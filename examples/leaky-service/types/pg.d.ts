/** As much of `pg` as the service uses, so that the example needs no installation. */
declare module 'pg' {
  export interface QueryResult<Row> {
    rows: Row[];
  }
  export interface PoolClient {
    query<Row>(text: string, values?: readonly unknown[]): Promise<QueryResult<Row>>;
    release(error?: Error | boolean): void;
  }
  export class Pool {
    constructor(options: { connectionString: string });
    connect(): Promise<PoolClient>;
    query<Row>(text: string, values?: readonly unknown[]): Promise<QueryResult<Row>>;
    end(): Promise<void>;
  }
}

declare module 'async-mutex' {
  export class Mutex {
    acquire(): Promise<() => void>;
  }
}
