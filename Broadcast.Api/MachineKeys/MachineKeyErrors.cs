using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.MachineKeys;

internal static class MachineKeyErrors
{
    public static readonly Error Malformed = new("machine_key.invalid", "The machine key is not valid.", ErrorKind.Invalid, "Correct what the message names.");

    public static readonly Error Unknown = new("machine_key.unknown", "There is no such machine key.", ErrorKind.Unknown, "List the machine keys to find the id.");

    public static readonly Error Full = new(
        "machine_key.full", $"There are {MachineKeyDesk.Most} machine keys already.", ErrorKind.Conflict, "Remove those that were never used, or not for a long time.");

    public static readonly Error TooMany = new(
        "machine_key.too_many", "Too many wrong machine keys from this address.", ErrorKind.TooFast, "Correct the key, and try again after Retry-After.");

    public static Error Invalid(string message) => Malformed.With(message);
}
