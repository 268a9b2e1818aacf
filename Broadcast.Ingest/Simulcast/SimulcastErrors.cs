using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Ingest.Simulcast;

internal static class SimulcastErrors
{
    public static readonly Error TargetUnknown = new("simulcast.unknown", "The channel has no such target.", ErrorKind.Unknown, "Look up the targets of the channel.");
}
