// What each major reads back with the calls of its own that it has for it.
import { LangfuseClient } from "./packages.mts";

const [userId, traceId] = process.argv.slice(2);
const { api } = new LangfuseClient();
const scores = api.scores
  ? await api.scores.getMany({ userId, traceId })
  : await api.scoreV2.get({ userId, traceId });
const says = {
  traces: (await api.trace.list({ userId })).data.map((trace: any) => trace.id),
  sessions: (await api.sessions.list()).data.map((session: any) => session.id),
  spans: (await api.trace.get(traceId)).observations.map((span: any) => span.name).sort(),
  scores: scores.data.map((score: any) => [score.name, score.dataType]).sort(),
};
console.log(JSON.stringify(says));
