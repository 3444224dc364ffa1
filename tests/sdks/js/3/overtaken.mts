// Creates that are searched for media take longer than the small updates that follow them.
import { Langfuse } from "langfuse";

const sent: string[] = [];
const realFetch = globalThis.fetch;
globalThis.fetch = async (address, options) => {
  const { batch } = JSON.parse(String(options?.body));
  sent.push(...batch.map((event: any) => `${event.type} ${event.body.id}`));
  return realFetch(address, options);
};

const langfuse = new Langfuse();
const trace = langfuse.trace({
  id: "overtaken",
  name: "chat-turn",
  userId: "before",
  metadata: { plan: "pro" },
  input: { question: "Why?" },
  output: "unfinished",
});
const generation = trace.generation({
  id: "overtaken-too",
  name: "answer",
  model: "gpt-4o",
  input: [{ role: "user", content: "Why?" }],
  output: "unfinished",
});
generation.update({ usageDetails: { input: 10, output: 5 } });
generation.end({ level: "WARNING" });
// What happens within one millisecond has no order. Waiting otherwise would let the creates pass.
const created = Date.now();
while (Date.now() === created);
trace.update({ userId: "after", tags: ["late"] });
await langfuse.shutdownAsync();
console.log(JSON.stringify({ sent }));
