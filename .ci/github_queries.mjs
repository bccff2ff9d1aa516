// Validates the GraphQL documents that the tests noted against GitHub's schema.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [tools, requests] = process.argv.slice(2);
const require = createRequire(`${tools}/`);
const { buildSchema, parse, validate } = require("graphql");
const description = `${tools}/node_modules/@octokit/graphql-schema/schema.graphql`;
// GitHub's own schema defines two fields twice.
const schema = buildSchema(readFileSync(description, "utf8"), { assumeValidSDL: true });

const lines = readFileSync(requests, "utf8").trim().split("\n").map((line) => JSON.parse(line));
const bodies = lines.filter(({ path }) => path.endsWith("/graphql")).map(({ body }) => body);
const queries = new Map(bodies.map(({ query, variables }) => [query, variables]));
let wrong = queries.size < 2;
for (const [query, variables] of queries) {
  const document = parse(query);
  const declared = document.definitions[0].variableDefinitions.map((d) => d.variable.name.value);
  const errors = validate(schema, document).map((error) => error.message);
  const unknown = Object.keys(variables).filter((name) => !declared.includes(name));
  if (errors.length || unknown.length) {
    console.error(query, errors, unknown);
    wrong = true;
  }
}
console.log(`${queries.size} GraphQL documents`);
process.exit(wrong ? 1 : 0);
