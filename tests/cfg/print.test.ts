import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/analysis/cfg/build.js';
import { printMermaid } from '../../src/analysis/cfg/print.js';
import { namedFacts, parse } from './parse.js';

describe('printMermaid', () => {
  it('draws blocks, edges and exits, and escapes what Mermaid reads as its own', () => {
    const code = 'if (a["x"] < 1) work();';
    const graph = buildGraph(parse(code), namedFacts);
    expect(printMermaid(graph, (node) => code.slice(...node.range))).toBe(`flowchart TD
  b0["#35;0 entry<br>evaluate a[#34;x#34;]<br>evaluate a[#34;x#34;] #60; 1"]
  b1["#35;1 then<br>evaluate work()"]
  b2["#35;2<br>discard work()"]
  b3(["exit"])
  b4(["throw exit"])
  b0 -->|"true a[#34;x#34;] #60; 1 is truthy"| b1
  b0 -->|"false"| b3
  b1 -.->|"throw (call)"| b4
  b1 --> b2
  b2 --> b3
`);
  });
});
