namespace Broadcast.Ingest.Packaging;

/// <summary>A child process that takes one run's media in. A <see cref="FragmentFeed"/> begins it, writes to it, and disposes it.</summary>
internal interface IFedChild : IAsyncDisposable
{
    /// <summary>Takes the initialisation segment first, then moof+mdat pairs in order.</summary>
    Stream Input { get; }

    /// <summary>Told of each fragment right before its bytes are written. Must return at once.</summary>
    void Takes(Fragment fragment)
    {
        // Most need the bytes alone.
    }

    /// <summary>Completes when it takes no more, for whatever reason. Never faults.</summary>
    Task Ended { get; }

    /// <summary>The run is over: closes the input, lets out what is still inside, and returns once the child is gone, killed if need be.</summary>
    Task FinishAsync();

    /// <summary>At once.</summary>
    void Kill();
}
