using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Messages;

/// <summary>Why a message is refused.</summary>
internal static class MessageErrors
{
    public static readonly Error Empty = new("chat.empty", "The message is empty.", ErrorKind.Invalid, "Write something.");
    public static readonly Error TooLong = new("chat.too_long", "A message has at most 200 characters.", ErrorKind.Invalid, "Shorten the message.");
    public static readonly Error Banned = new("chat.banned", "A moderator has banned you.", ErrorKind.Forbidden, "Ask a moderator to lift the ban.");
    public static readonly Error FollowersOnly = new("chat.followers_only", "Only followers talk here now.", ErrorKind.Forbidden, "Follow the channel on the platform of your account, or wait.");
    public static readonly Error StaffOnly = new("chat.staff_only", "Only the hosts talk here now.", ErrorKind.Forbidden, "Wait until the hosts open the chat.");
    public static readonly Error Word = new("chat.word", "One of the words is not allowed.", ErrorKind.Invalid, "Say it in other words.");
    public static readonly Error ReviewFull = new("chat.review_full", "Too many messages wait for a moderator; try again later.", ErrorKind.TooFast, "Try again in some minutes.");
    public static readonly Error ReviewYours = new("chat.review_yours", "Several of your messages wait for a moderator; wait for a decision.", ErrorKind.TooFast, "Wait until a moderator has decided on one of them.");
    public static readonly Error TooFast = new("chat.too_fast", "Not so fast; wait a moment.", ErrorKind.TooFast, "Wait a moment.");

    public static readonly Error SlowMode = new("chat.slow", "Slow mode: wait until your next message.", ErrorKind.TooFast, "Wait for the seconds in the message.");

    /// <param name="left">Milliseconds until the person may talk again.</param>
    public static Error Slow(long left) => SlowMode.With($"Slow mode: {Seconds(left)} s until your next message.");

    public static readonly Error Silenced = new("chat.timeout", "A moderator has silenced you for a while.", ErrorKind.Forbidden, "Wait for the seconds in the message.");

    /// <inheritdoc cref="Slow"/>
    public static Error Timeout(long left) => Silenced.With($"A moderator has silenced you: {Seconds(left)} s to go.");

    private static long Seconds(long milliseconds) => Math.Max(1, (milliseconds + 999) / 1000);
}
