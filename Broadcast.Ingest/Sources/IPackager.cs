using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Flv;

namespace Broadcast.Ingest.Sources;

/// <summary>Packages what a stage sends into fragments, in an external process. One per stage, for the life of the host.</summary>
internal interface IPackager
{
    /// <summary>Begins a run, which the caller must stop and dispose.</summary>
    /// <param name="frameRate">Pictures a second that the source announces; 0 when it does not say.</param>
    /// <exception cref="Broadcast.Chat.Spine.Processes.ProgramMissingException">FFmpeg is not installed.</exception>
    IPackagingRun Start(double frameRate);

    /// <summary>
    /// Sends the listener the stage's fragments since the last IDR, then each new one. Disposing ends the subscription: no call is under
    /// way afterwards.
    /// </summary>
    IDisposable Subscribe(IFragmentListener listener);

    /// <summary>Tells the listeners that the stage is off air, unless it already is.</summary>
    void OffAir();

    /// <summary>Does the same if no fragment has come out for <paramref name="limit"/>.</summary>
    void OffAirAfter(TimeSpan limit);
}

/// <summary>One process that packages one run: the session writes tags, and the packager's listeners receive fragments.</summary>
internal interface IPackagingRun : IAsyncDisposable
{
    int ProcessId { get; }

    /// <summary>Why it ended without being told to; null while all is well.</summary>
    string? Fault { get; }

    /// <summary>True when no more fragments will come: write no more tags.</summary>
    bool Lost { get; }

    /// <summary>The run on air; null before its first fragment and while pictures are missing.</summary>
    MediaRun? OnAir { get; }

    /// <summary>Channel time of the newest picture that was written; null before the first fragment.</summary>
    DateTimeOffset? Head { get; }

    /// <summary>Writes the FLV header. Called once, before any tag.</summary>
    ValueTask OpenAsync(CancellationToken cancellation);

    /// <summary>Writes a picture that was received at <paramref name="received"/>.</summary>
    /// <exception cref="IOException">The process is gone.</exception>
    ValueTask WritePictureAsync(FlvTag tag, DateTimeOffset received, bool independent, CancellationToken cancellation);

    /// <summary>Writes a tag that is not a picture.</summary>
    /// <exception cref="IOException">The process is gone.</exception>
    ValueTask WriteAsync(FlvTag tag, CancellationToken cancellation);

    /// <summary>Goes off air if no picture has come out for <paramref name="limit"/>.</summary>
    void InterruptAfter(TimeSpan limit);

    /// <summary>True when the process was fed but returned nothing for <paramref name="limit"/>. False while the source pauses.</summary>
    bool IsSilent(TimeSpan limit);

    /// <summary>
    /// Whether a fault may be the source's: false when something else killed the process, such as a system out of memory, when it hung after
    /// it had worked, and when what follows it failed. Holds once the run has been stopped.
    /// </summary>
    bool BlamesSource { get; }

    /// <summary>Kills the process; the reason becomes its <see cref="Fault"/> unless it has one.</summary>
    void Abandon(string reason);

    /// <summary>Kills a process that was fed and returned nothing.</summary>
    void AbandonHung();

    /// <summary>Closes the input, waits at most <paramref name="grace"/> for the last fragments, then kills the process.</summary>
    Task StopAsync(TimeSpan grace);
}
