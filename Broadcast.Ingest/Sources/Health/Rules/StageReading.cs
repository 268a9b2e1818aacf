using Broadcast.Ingest.Monitor;

namespace Broadcast.Ingest.Sources.Health.Rules;

/// <summary>What the rules look at, of one stage at one moment.</summary>
/// <param name="Health">Of the source.</param>
/// <param name="SinceBegun">How long the publisher is there; null without one.</param>
/// <param name="Watch">Of the picture and the sound.</param>
/// <param name="NewDrops">Messages dropped since the last look.</param>
/// <param name="NewFailures">FFmpeg processes that failed since the last look.</param>
internal sealed record StageReading(SourceHealth Health, TimeSpan? SinceBegun, WatchReading Watch, long NewDrops, long NewFailures);
