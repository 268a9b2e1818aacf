using System.Diagnostics.Metrics;
using Broadcast.Ingest.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Ingest.Tests.Channels;

/// <summary>Metrics that count and that nobody reads.</summary>
internal static class TestMetrics
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public static ChannelMetrics Channels { get; } = new(Services.GetRequiredService<IMeterFactory>());
}
