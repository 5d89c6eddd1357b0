// Validates many documents in one process: `node ajv_batch.mjs SCHEMA < documents.ndjson` prints for each line
// `1` if the schema accepts it and `0` if not.
import { readFileSync, writeSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";

const schema = JSON.parse(readFileSync(process.argv[2], "utf8"));
// Strict mode objects to ways of writing a schema, not to documents.
const validate = new Ajv2020({ strict: false }).compile(schema);
const lines = readFileSync(0, "utf8").split("\n");
if (lines.at(-1) === "") lines.pop();
const verdicts = lines.map((line) => (validate(JSON.parse(line)) ? "1\n" : "0\n")).join("");
for (let at = 0; at < verdicts.length; ) at += writeSync(1, verdicts.slice(at));
