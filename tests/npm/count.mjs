// node count.mjs FILE FORMAT: how many different quads N3.js reads from a file.
import { createReadStream } from 'node:fs';
import { Store, StreamParser } from 'n3';

const [file, format] = process.argv.slice(2);
const store = new Store();
const parsed = createReadStream(file).pipe(new StreamParser({ format }));
parsed.on('error', (error) => { console.error(error.message); process.exit(1); });
store.import(parsed).on('end', () => console.log(store.size));
