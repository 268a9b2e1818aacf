using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Idempotency;

internal static class IdempotencyErrors
{
    public static readonly Error Missing = new(
        "idempotency.missing", "This call needs the header Idempotency-Key.", ErrorKind.Invalid, "Send a new key for each thing to do, and the same one when it is sent again.");

    public static readonly Error Malformed = new(
        "idempotency.invalid", "The header Idempotency-Key must have 1-64 characters of A-Z, a-z, 0-9, '_', '.', ':' and '-'.", ErrorKind.Invalid, "Send such a key, for example a UUID.");

    public static readonly Error Mismatch = new(
        "idempotency.mismatch", "This Idempotency-Key was used for another request.", ErrorKind.Unprocessable, "Send the first request again without a change, or take a new key.");

    public static readonly Error InFlight = new(
        "idempotency.in_flight", "The request with this Idempotency-Key is still being worked on.", ErrorKind.Conflict, "Send it again after Retry-After.");

    public static readonly Error NotReplayed = new(
        "idempotency.not_replayed", "The request with this Idempotency-Key was done, and its answer is not kept: it shows a secret, or is too long.", ErrorKind.Conflict,
        "Look up what it has made; where the secret is lost, ask for a new one.");
}
