// node ask.mjs FILE <QUERIES: what Comunica answers to SPARQL queries (a JSON list) over N-Quads, as lists of rows.
import { readFileSync } from 'node:fs';
import { QueryEngine } from '@comunica/query-sparql-rdfjs';
import { Parser, Store } from 'n3';

const store = new Store(new Parser({ format: 'N-Quads' }).parse(readFileSync(process.argv[2], 'utf-8')));
const engine = new QueryEngine();
const answers = [];
for (const query of JSON.parse(readFileSync(0, 'utf-8'))) {
  const rows = await (await engine.queryBindings(query, { sources: [store] })).toArray();
  answers.push(rows.map((row) => Object.fromEntries([...row].map(([name, term]) => [name.value, term.value]))));
}
console.log(JSON.stringify(answers));
