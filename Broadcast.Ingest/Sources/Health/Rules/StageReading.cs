namespace Broadcast.Ingest.Sources.Health.Rules;

/// <summary>What the rules measure of one stage at one moment.</summary>
/// <param name="Health">Health of the source.</param>
/// <param name="SinceBegun">How long the publisher has been there; null without one.</param>
/// <param name="Watch">Measured picture and sound.</param>
/// <param name="NewDrops">Messages dropped since the last check.</param>
/// <param name="NewFailures">FFmpeg processes that failed since the last check.</param>
/// <param name="NewRejections">Publishers that were dropped since the last check because what they sent cannot be used.</param>
internal sealed record StageReading(
    SourceHealth Health, TimeSpan? SinceBegun, WatchReading Watch, long NewDrops, long NewFailures, long NewRejections = 0);
