using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Keys;

internal static class KeyErrors
{
    public static readonly Error Purpose = new("key.purpose", "No keys are made for this purpose.", ErrorKind.Unknown, "List the keys to see their purposes.");

    public static readonly Error Pending = new(
        "key.pending", "The next key is published already and does not sign yet.", ErrorKind.Conflict, "Rotate again when it signs.");

    public static Error Waits(SigningKey key) => Pending.With($"The next key, {key.Id}, is published already; it signs from {key.SignsFrom:O} on.");
}
