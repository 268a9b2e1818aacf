using System.Threading.Tasks.Sources;

namespace Broadcast.Ingest.Channels;

/// <summary>One request that waits. Awaited once; completed once, by the code that removes it from its queue.</summary>
internal sealed class HeldRequest(Func<Listing, bool> fulfilled, long until) : IValueTaskSource<Listing?>
{
    private ManualResetValueTaskSourceCore<Listing?> _core = new() { RunContinuationsAsynchronously = true };

    public Func<Listing, bool> Fulfilled { get; } = fulfilled;

    /// <summary>Timestamp at which the request has waited long enough.</summary>
    public long Until { get; } = until;

    /// <summary>The listing that fulfils the request; null when none came.</summary>
    public ValueTask<Listing?> Answer => new(this, _core.Version);

    public void Release(Listing? listing) => _core.SetResult(listing);

    Listing? IValueTaskSource<Listing?>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<Listing?>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<Listing?>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
