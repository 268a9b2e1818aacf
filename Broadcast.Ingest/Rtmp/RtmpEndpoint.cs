using System.Net;

namespace Broadcast.Ingest.Rtmp;

/// <summary>Where the RTMP server listens. Known once the host has started.</summary>
internal sealed class RtmpEndpoint
{
    private volatile IPEndPoint? _bound;

    public IPEndPoint? Bound
    {
        get => _bound;
        set => _bound = value;
    }

    /// <exception cref="InvalidOperationException">The host has not started yet.</exception>
    public int Port => _bound?.Port ?? throw new InvalidOperationException("The RTMP server is not listening yet.");
}
