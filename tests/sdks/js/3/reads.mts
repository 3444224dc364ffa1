// What major 3 reads back.
import { Langfuse } from "langfuse";

const [userId, traceId] = process.argv.slice(2);
const langfuse = new Langfuse();
const trace = (await langfuse.fetchTrace(traceId!)).data;
const says = {
  traces: (await langfuse.fetchTraces({ userId })).data.map((trace) => trace.id),
  sessions: (await langfuse.fetchSessions()).data.map((session) => session.id),
  spans: (await langfuse.fetchObservations({ userId })).data.map((span) => span.name).sort(),
  scores: trace.scores.map((score: any) => [score.name, score.dataType]).sort(),
};
console.log(JSON.stringify(says));
