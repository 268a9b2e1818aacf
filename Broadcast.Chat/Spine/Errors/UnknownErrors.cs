namespace Broadcast.Chat.Spine.Errors;

/// <summary>Errors for ids that do not exist, in every service.</summary>
internal static class UnknownErrors
{
    public static readonly Error Stage = new("stage.unknown", "There is no such stage.", ErrorKind.Unknown, "Look up the stages.");
    public static readonly Error Channel = new("channel.unknown", "There is no such channel.", ErrorKind.Unknown, "Look up the channels.");
    public static readonly Error Product = new("product.unknown", "There is no such product.", ErrorKind.Unknown, "Look up the catalogue.");
}
