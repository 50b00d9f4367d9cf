// Asks an endpoint (first argument) by fetch-sparql-endpoint, the client below Comunica; prints what came as JSON.
import { SparqlEndpointFetcher } from 'fetch-sparql-endpoint';

const [, , url, select, construct] = process.argv;
const client = new SparqlEndpointFetcher();
const names = [];
for await (const row of await client.fetchBindings(url, select)) names.push(row.name.value);
const triples = [];
for await (const quad of await client.fetchTriples(url, construct)) triples.push(quad.predicate.value);
console.log(JSON.stringify({ names, triples, yes: await client.fetchAsk(url, 'ASK { ?s ?p ?o }') }));
