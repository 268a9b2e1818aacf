using System.Diagnostics.Metrics;
using Broadcast.Chat.Rooms;

namespace Broadcast.Chat.Feed;

internal sealed class FeedMetrics
{
    private readonly Counter<long> _answers;
    private long _held;
    private long _kept;

    public FeedMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ChatMetrics.MeterName);
        _answers = meter.CreateCounter<long>("livefestival.chat.feed.answers", "{request}", "Requests to the feed, by answer.");
        Chunks = meter.CreateCounter<long>("livefestival.chat.feed.chunks", "{chunk}", "Chunks with events that were written.");
        ChatLeftOut = meter.CreateCounter<long>("livefestival.chat.feed.left_out", "{message}", "Chat messages that are in no chunk.");
        meter.CreateObservableGauge("livefestival.chat.feed.held", () => Interlocked.Read(ref _held), "{request}", "Requests that wait for a chunk.");
        meter.CreateObservableGauge("livefestival.chat.feed.kept", () => Interlocked.Read(ref _kept), "By", "Size of the chunks in memory.");
    }

    public Counter<long> Chunks { get; }

    public Counter<long> ChatLeftOut { get; }

    public void Answered(string answer) => _answers.Add(1, new KeyValuePair<string, object?>("answer", answer));

    public void Held(int change) => Interlocked.Add(ref _held, change);

    public void Kept(long change) => Interlocked.Add(ref _kept, change);
}
