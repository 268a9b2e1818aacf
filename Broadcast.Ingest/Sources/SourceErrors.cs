using Broadcast.Chat.Errors;

namespace Broadcast.Ingest.Sources;

internal static class SourceErrors
{
    public static Error StageUnknown { get; } = new("stage.unknown", "There is no such stage.", ErrorKind.Unknown);

    public static Error NoPublisher { get; } = new("stage.no_publisher", "No encoder publishes to this stage.", ErrorKind.Conflict);
}
