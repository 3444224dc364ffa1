// A trace for each of the user ids given by name.
import { Langfuse } from "langfuse";

const [, sdk, userIds] = process.argv.slice(2);
const langfuse = new Langfuse();
for (const [name, userId] of Object.entries(JSON.parse(userIds!))) {
  langfuse.trace({ name: `${sdk}: ${name}`, userId: userId as string });
}
await langfuse.shutdownAsync();
