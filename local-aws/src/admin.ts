import { z } from 'zod';
import { type AdminCall, AdminRefusal, type AdminRoute, adminRoutes } from './admin-routes';
import type { LocalAws } from './api';
import { parseJson } from './json';
import type { Reply } from './protocols/protocol';
import { problemsOf, Refused } from './refused';

export interface AdminRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Undefined where it was too large to be read. */
  readonly body: string | undefined;
}

export const ADMIN_PREFIX = '/_admin';

/** A world of ten thousand services is smaller. */
export const MOST_ADMIN_BYTES = 10 * 2 ** 20;

/** Answers a request under `/_admin/`: JSON in and out, but for the timeline, which is text. Nothing of it is recorded. */
export async function answerAdmin(aws: LocalAws, request: AdminRequest): Promise<Reply> {
  try {
    const { pathname, searchParams } = new URL(request.url, 'http://admin');
    const path = pathname.slice(ADMIN_PREFIX.length).replace(/\/$/, '');
    const { route, id } = findRoute(request.method, path);
    const call: AdminCall = { aws, id, query: queryOf(searchParams), body: bodyOf(request) };
    const answer = await route.run(call);
    return typeof answer === 'string' ? text(answer) : json(200, answer);
  } catch (error) {
    if (error instanceof AdminRefusal) return json(error.status, { message: error.message });
    if (error instanceof Refused) {
      const { status, message } = refusals[error.because];
      return json(status, { message, problems: error.problems });
    }
    if (error instanceof z.ZodError)
      return json(400, { message: refusals.invalid.message, problems: problemsOf(error) });
    throw error;
  }
}

function findRoute(method: string, path: string): { route: AdminRoute; id: string } {
  const found = adminRoutes.flatMap((route) => {
    const match = route.pattern.exec(path);
    return match ? [{ route, id: match[1] ?? '' }] : [];
  });
  const fitting = found.find(({ route }) => route.method === method);
  if (fitting) return fitting;
  if (found.length === 0)
    throw new AdminRefusal(
      404,
      `There is no ${ADMIN_PREFIX}${path}; GET ${ADMIN_PREFIX}/ says what there is.`,
    );
  const methods = found.map(({ route }) => route.method).join(', ');
  throw new AdminRefusal(405, `${ADMIN_PREFIX}${path} takes ${methods}, not ${method}.`);
}

/** Parameters by name; one that may be repeated is a list. */
function queryOf(parameters: URLSearchParams): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(parameters.keys())) {
    query[name] = name === 'hookOwner' ? parameters.getAll(name) : (parameters.get(name) ?? '');
  }
  return query;
}

function bodyOf({ method, body }: AdminRequest): unknown {
  if (body === undefined) throw new AdminRefusal(413, `The body is larger than ${MOST_ADMIN_BYTES} bytes.`);
  if (method !== 'POST') return undefined;
  const parsed = parseJson(body === '' ? '{}' : body);
  if (parsed.ok) return parsed.value;
  throw new AdminRefusal(400, `The body is ${parsed.why}.`);
}

const refusals: Readonly<Record<Refused['because'], { readonly status: number; readonly message: string }>> =
  {
    invalid: { status: 400, message: 'The request is not valid.' },
    conflict: { status: 409, message: 'The request does not fit what is there.' },
  };

const json = (status: number, body: unknown): Reply => ({
  status,
  contentType: 'application/json',
  body: `${JSON.stringify(body)}\n`,
});

const text = (body: string): Reply => ({ status: 200, contentType: 'text/plain; charset=utf-8', body });
