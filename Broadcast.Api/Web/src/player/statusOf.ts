/** The status that a URL answers with now; 0 when there is no answer. */
export async function statusOf(url: string, signal?: AbortSignal): Promise<number> {
  try {
    return (await fetch(url, { method: 'HEAD', ...(signal ? { signal } : {}) })).status;
  } catch {
    return 0;
  }
}

/** Whether the status means that a protected channel requires access first. */
export const refused = (status: number): boolean => status === 401 || status === 403;
