using Broadcast.Chat.Errors;

namespace Broadcast.Chat.Messages;

/// <summary>Why something is not said.</summary>
internal static class MessageErrors
{
    public static readonly Error Empty = new("chat.empty", "Nothing was said.", ErrorKind.Invalid);
    public static readonly Error TooLong = new("chat.too_long", "A message has at most 200 characters.", ErrorKind.Invalid);
    public static readonly Error Unknown = new("chat.unknown", "There is no such message, or no longer.", ErrorKind.Unknown);
    public static readonly Error Banned = new("chat.banned", "A moderator has banned you.", ErrorKind.Forbidden);
    public static readonly Error FollowersOnly = new("chat.followers_only", "Only followers talk here now.", ErrorKind.Forbidden);
    public static readonly Error StaffOnly = new("chat.staff_only", "Only the hosts talk here now.", ErrorKind.Forbidden);
    public static readonly Error Word = new("chat.word", "This cannot be said here.", ErrorKind.Invalid);
    public static readonly Error ReviewFull = new("chat.review_full", "Too many messages wait to be looked at; try again later.", ErrorKind.TooFast);
    public static readonly Error TooFast = new("chat.too_fast", "Not so fast; wait a moment.", ErrorKind.TooFast);

    /// <param name="left">Milliseconds until the person may talk again.</param>
    public static Error Slow(long left) => new("chat.slow", $"Slow mode: {Seconds(left)} s until your next message.", ErrorKind.TooFast);

    /// <inheritdoc cref="Slow"/>
    public static Error Timeout(long left) => new("chat.timeout", $"A moderator has silenced you: {Seconds(left)} s to go.", ErrorKind.Forbidden);

    private static long Seconds(long milliseconds) => Math.Max(1, (milliseconds + 999) / 1000);
}
