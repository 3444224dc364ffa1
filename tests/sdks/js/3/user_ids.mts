// A trace for each of the user ids given by name.
import { Langfuse } from "langfuse";

const langfuse = new Langfuse();
for (const [name, userId] of Object.entries(JSON.parse(process.argv[3]!))) {
  langfuse.trace({ name: `${process.argv[2]}: ${name}`, userId: userId as string });
}
await langfuse.shutdownAsync();
