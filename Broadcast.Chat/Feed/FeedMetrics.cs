using System.Diagnostics.Metrics;
using Broadcast.Chat.Rooms;

namespace Broadcast.Chat.Feed;

/// <summary>The numbers of the feed.</summary>
internal sealed class FeedMetrics
{
    private readonly Counter<long> _answers;
    private long _held;
    private long _kept;

    public FeedMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ChatMetrics.MeterName);
        _answers = meter.CreateCounter<long>("livefestival.chat.feed.answers", "{request}", "Requests to the feed, by what they were answered with.");
        Chunks = meter.CreateCounter<long>("livefestival.chat.feed.chunks", "{chunk}", "Seconds of rooms that were closed and written as chunks.");
        ChatLeftOut = meter.CreateCounter<long>("livefestival.chat.feed.left_out", "{message}", "Chat messages that are in no chunk.");
        meter.CreateObservableGauge("livefestival.chat.feed.held", () => Interlocked.Read(ref _held), "{request}", "Requests that wait for their chunk.");
        meter.CreateObservableGauge("livefestival.chat.feed.kept", () => Interlocked.Read(ref _kept), "By", "Chunks in memory.");
    }

    public Counter<long> Chunks { get; }

    public Counter<long> ChatLeftOut { get; }

    public void Answered(string what) => _answers.Add(1, new KeyValuePair<string, object?>("answer", what));

    public void Held(int change) => Interlocked.Add(ref _held, change);

    public void Kept(long change) => Interlocked.Add(ref _kept, change);
}
