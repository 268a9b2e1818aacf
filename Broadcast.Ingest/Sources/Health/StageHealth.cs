using Broadcast.Chat.Contracts;
using Broadcast.Ingest.Alarms;
using Broadcast.Ingest.Monitor;

namespace Broadcast.Ingest.Sources.Health;

/// <summary>A stage's health whole: what its source sends, what is seen and heard of it, and which alarms are up.</summary>
internal sealed class StageHealth(StageRegistry stages, StageWatches watches, StageAlarms alarms)
{
    public SourceHealth Of(StageId stage)
    {
        var raised = alarms.Of(stage);
        return stages.Source(stage).Health() with
        {
            Picture = PictureHealth.Of(watches.Reading(stage)),
            Alarms = [.. raised.Select(alarm => alarm.Code)],
            AlarmDetails = raised,
        };
    }
}
