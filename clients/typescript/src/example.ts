import { mentorshipFlow, nextCursor, type ReadProgrammesRow } from "./index.js";

// Drafts a programme, then tells of each programme that is not over what keeps it from submitting its current stage.
// Arguments: server, key of a curator, title.
declare const process: { argv: string[] };
const [, , server = "", key = "", title = ""] = process.argv;
const api = mentorshipFlow(server, key);

const made = await api.POST("/api/programmes", {
  params: { header: { "Idempotency-Key": crypto.randomUUID() } },
  body: { schoolYear: "2026/2027", title, goal: "Поддержка каждого" },
});
if (made.error) throw new Error(made.error.title);
console.log(`${made.data.events[0]?.type} at ${made.data.receipt?.position}, request ${made.response.headers.get("X-Request-Id")}`);

let cursor: string | undefined;
do {
  const { data, error, response } = await api.GET("/api/programmes", { params: { query: { limit: 1, cursor } } });
  if (error) throw new Error(error.title);
  // 8 when all seven stages are approved.
  for (const programme of data.items.filter((p) => p.currentStage <= 7)) await tryOut(programme);
  cursor = nextCursor(response);
} while (cursor);

async function tryOut(programme: ReadProgrammesRow) {
  // The ETag goes back with the decision, so that it is refused if the stage has changed since it was read.
  const path = { programme: programme.id, stage: programme.currentStage };
  const seen = await api.GET("/api/programmes/{programme}/stages/{stage}", { params: { path } });
  const header = { "Idempotency-Key": crypto.randomUUID(), "If-Match": seen.response.headers.get("ETag") ?? "" };
  const { error } = await api.POST("/api/programmes/{programme}/stages/{stage}/submission", {
    params: { path, header, query: { dryRun: true } }, body: {},
  });
  console.log(`${programme.title}: ${error ? error.code : `stage ${programme.currentStage} can be submitted`}`);
  for (const missing of error?.missing ?? []) console.log(`- ${missing.sentence}`);
}
