// The packages of the major in whose folder the program runs, for programs that majors share.
import { createRequire } from "node:module";

const need = createRequire(`${process.cwd()}/package.json`);
export const { LangfuseClient } = need("@langfuse/client");
export const { LangfuseSpanProcessor } = need("@langfuse/otel");
export const tracing = need("@langfuse/tracing");
const { NodeTracerProvider } = need("@opentelemetry/sdk-trace-node");

export const processor = new LangfuseSpanProcessor();
export const provider = new NodeTracerProvider({ spanProcessors: [processor] });
provider.register();
