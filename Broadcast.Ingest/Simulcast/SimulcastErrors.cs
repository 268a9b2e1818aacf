using Broadcast.Chat.Errors;

namespace Broadcast.Ingest.Simulcast;

internal static class SimulcastErrors
{
    public static Error TargetUnknown { get; } = new("simulcast.unknown", "The channel has no such target.", ErrorKind.Unknown);
}
