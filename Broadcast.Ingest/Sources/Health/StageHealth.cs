using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Sources.Alarms;

namespace Broadcast.Ingest.Sources.Health;

/// <summary>Combines a stage's health: what its source sends, its measured picture and sound, and its raised alarms.</summary>
internal sealed class StageHealth(StageRegistry stages, StageReadings readings, StageAlarms alarms)
{
    public SourceHealth Of(StageId stage)
    {
        var raised = alarms.Of(stage);
        return stages.Source(stage).Health() with
        {
            Picture = PictureHealth.Of(readings.Of(stage)),
            Alarms = [.. raised.Select(alarm => alarm.Code)],
            AlarmDetails = raised,
        };
    }
}
