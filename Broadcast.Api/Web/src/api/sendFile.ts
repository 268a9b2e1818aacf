import { ApiError, apiRoot } from './http';

/** Milliseconds: a picture over a village's uplink. */
const patience = 120_000;

interface Sending {
  /** Told the part that has been sent, 0 to 1. */
  progress?: (part: number) => void;
  /** The `Idempotency-Key`. */
  key?: string;
}

/** Posts a file as it is; `fetch` cannot tell how much of it has been sent. An answer that is no JSON comes as its text. */
export function sendFile<Answer>(path: string, file: File, token: string, { progress, key }: Sending = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${apiRoot}${path}`);
    request.timeout = patience;
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    if (key !== undefined) request.setRequestHeader('idempotency-key', key);
    request.upload.onprogress = (event) => event.lengthComputable && progress?.(event.loaded / event.total);
    request.onerror = request.ontimeout = () => reject(new ApiError(0, 'network.away', ''));
    request.onload = () => {
      const answer = read(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve((answer ?? request.responseText) as Answer);
      else reject(errorOf(request, answer));
    };
    request.send(file);
  });
}

function errorOf(request: XMLHttpRequest, answer: unknown): ApiError {
  const problem = (typeof answer === 'object' && answer !== null ? answer : {}) as { code?: string; detail?: string };
  return new ApiError(request.status, problem.code ?? `http.${request.status}`, problem.detail ?? request.statusText, problem);
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
