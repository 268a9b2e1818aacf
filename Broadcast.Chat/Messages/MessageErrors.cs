using Broadcast.Chat.Errors;

namespace Broadcast.Chat.Messages;

/// <summary>Why something is not said.</summary>
internal static class MessageErrors
{
    public static readonly Error Empty = new("chat.empty", "Nothing was said.", ErrorKind.Invalid);
    public static readonly Error TooLong = new("chat.too_long", "A message has at most 200 characters.", ErrorKind.Invalid);
    public static readonly Error TooFast = new("chat.too_fast", "Not so fast; wait a moment.", ErrorKind.TooFast);
}
