using System.Diagnostics.Metrics;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Ladder;
using Broadcast.Ingest.Recording;
using Broadcast.Ingest.Sources.Alarms;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Ingest.Tests.Channels;

/// <summary>Metrics that count and that nobody reads.</summary>
internal static class TestMetrics
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public static AlarmMetrics Alarms { get; } = new(Services.GetRequiredService<IMeterFactory>());

    public static RecordingMetrics Recording { get; } = new(Services.GetRequiredService<IMeterFactory>());

    public static LadderMetrics Ladder { get; } = new(Services.GetRequiredService<IMeterFactory>());

    public static ChannelMetrics Channels { get; } = new(Services.GetRequiredService<IMeterFactory>());
}
