import { deadline } from '../room/deadline';

/** What is wrong with one field of a request. `field` is its place in the body, such as `chapters[1].nameEn`. */
export interface FieldFault {
  field: string;
  fault: string;
  message: string;
  least?: number | null;
  most?: number | null;
}

interface Problem {
  code?: string;
  title?: string;
  detail?: string;
  fields?: FieldFault[];
}

/** A refused request, with the stable code of its ProblemDetails. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields: readonly FieldFault[];
  /** The whole ProblemDetails: some refusals come with the present state. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, message: string, problem: object = {}) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.problem = problem as Record<string, unknown>;
    this.fields = (problem as Problem).fields ?? [];
  }
}

export interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  token?: string | null;
  signal?: AbortSignal;
  /** The `Idempotency-Key`. */
  key?: string;
}

export const apiRoot = '/api/v1';

/** Milliseconds. */
const patience = 15_000;

/** Calls the HTTP API; throws `ApiError` unless the answer is a success. */
export async function call<Answer>(path: string, request: Request = {}): Promise<Answer> {
  const text = await (await fetchApi(path, request)).text();
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

/** Downloads a file from the API; a plain link could not carry the token. */
export async function download(path: string, token: string): Promise<void> {
  const response = await fetchApi(path, { token });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'file';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), patience);
}

async function fetchApi(path: string, request: Request): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (request.token) headers['authorization'] = `Bearer ${request.token}`;
  if (request.body !== undefined) headers['content-type'] = 'application/json';
  if (request.key !== undefined) headers['idempotency-key'] = request.key;
  let response: Response;
  try {
    response = await fetch(`${apiRoot}${path}`, {
      method: request.method ?? 'GET',
      headers,
      body: request.body === undefined ? null : JSON.stringify(request.body),
      signal: request.signal ?? deadline(patience),
    });
  } catch (error) {
    throw new ApiError(0, 'network.away', error instanceof Error ? error.message : String(error));
  }
  if (!response.ok) throw errorOf(response, await response.text());
  return response;
}

function errorOf(response: Response, text: string): ApiError {
  try {
    const problem = JSON.parse(text) as Problem;
    return new ApiError(response.status, problem.code ?? `http.${response.status}`, problem.detail ?? problem.title ?? '', problem);
  } catch {
    return new ApiError(response.status, `http.${response.status}`, response.statusText);
  }
}
