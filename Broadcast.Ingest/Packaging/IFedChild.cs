using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Packaging;

/// <summary>A child process that reads one run's media. A <see cref="FragmentFeed"/> starts it, writes to it, and disposes it.</summary>
internal interface IFedChild : IAsyncDisposable
{
    /// <summary>Gets the initialisation segment first, then moof+mdat pairs in order.</summary>
    Stream Input { get; }

    /// <summary>Called right before the bytes of a fragment are written to <see cref="Input"/>. Must return at once.</summary>
    void BeforeWrite(Fragment fragment)
    {
        // Most children need only the bytes.
    }

    /// <summary>Completes when the child reads no more, for whatever reason. Never faults.</summary>
    Task Ended { get; }

    /// <summary>Ends the run: closes the input, lets the child put out the rest, and returns once it is gone, killed if need be.</summary>
    Task FinishAsync();

    /// <summary>Kills the child at once.</summary>
    void Kill();
}
