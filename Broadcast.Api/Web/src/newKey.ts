/** Names something that was just made on this page: random, since what was typed before a reload may come back beside it. */
export const newKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(5)), (byte) => byte.toString(16).padStart(2, '0')).join('');
