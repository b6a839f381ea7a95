import createClient from "openapi-fetch";
import type { paths } from "./schema.js";

export type * from "./schema.js";

/**
 * The API of a MentorshipFlow server. Each call returns `data` of a success or `error`, a problem, beside the `response`.
 * @param server Such as `https://mentoring.example`.
 * @param key An API key, `mf_…`.
 */
export function mentorshipFlow(server: string, key: string) {
  return createClient<paths>({ baseUrl: server, headers: { Authorization: `Bearer ${key}` } });
}

/** The cursor of the next page; undefined on the last one. */
export function nextCursor(response: Response): string | undefined {
  // </api/programmes?cursor=AZrQ5nXNcACAAAAAAAAAAQ>; rel="next"
  const address = /<([^>]*)>/.exec(response.headers.get("Link") ?? "")?.[1];
  return address === undefined ? undefined : (new URL(address, "http://server").searchParams.get("cursor") ?? undefined);
}
