using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Ingest.Sources;

internal static class SourceErrors
{
    public static readonly Error NoPublisher = new("stage.no_publisher", "No encoder publishes to this stage.", ErrorKind.Conflict, "There is nothing to do: no encoder is connected.");
}
