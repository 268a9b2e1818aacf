namespace Broadcast.Api.Demo.Audience;

/// <summary>Tells of failures of the audience, once a minute at most, however many viewers fail. Any thread may call.</summary>
internal sealed partial class AudienceTroubles(ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _toldAt;
    private int _untold;

    public void Note(Exception fault)
    {
        int before;
        lock (_gate)
        {
            if (_toldAt is { } at && time.GetElapsedTime(at) < Quiet)
            {
                _untold++;
                return;
            }

            (_toldAt, before, _untold) = (time.GetTimestamp(), _untold, 0);
        }

        Away(logger, fault.GetBaseException().Message, before);
    }

    [LoggerMessage(EventName = nameof(Away), Level = LogLevel.Warning, Message = "A viewer of the demo's audience left, and comes again later: {Reason} ({Untold} others since the last message)")]
    private static partial void Away(ILogger logger, string reason, int untold);
}
