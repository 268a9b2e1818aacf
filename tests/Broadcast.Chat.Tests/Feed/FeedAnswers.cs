using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Chat.Tests.Feed;

/// <summary>Counts these nodes' answers to feed readers, by kind.</summary>
internal sealed class FeedAnswers : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _answers = new(StringComparer.Ordinal);
    private readonly MeterListener _listener;

    public FeedAnswers(IEnumerable<WebApplication> nodes)
    {
        var scopes = nodes.Select(node => (object)node.Services.GetRequiredService<IMeterFactory>()).ToHashSet();
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "livefestival.chat.feed.answers" && instrument.Meter.Scope is { } scope && scopes.Contains(scope))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) => _answers.AddOrUpdate((string)tags[0].Value!, count, (_, sum) => sum + count));
        _listener.Start();
    }

    public long this[string kind] => _answers.GetValueOrDefault(kind);

    public override string ToString() => string.Join(", ", _answers);

    public void Dispose() => _listener.Dispose();
}
