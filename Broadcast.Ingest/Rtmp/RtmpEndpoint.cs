using System.Net;

namespace Broadcast.Ingest.Rtmp;

/// <summary>Where the RTMP server listens. Known once the host has started.</summary>
internal sealed class RtmpEndpoint
{
    private volatile IPEndPoint? _bound;
    private volatile IPEndPoint? _tls;

    public IPEndPoint? Bound
    {
        get => _bound;
        set => _bound = value;
    }

    /// <summary>Where RTMPS listens; null when it is off.</summary>
    public IPEndPoint? Tls
    {
        get => _tls;
        set => _tls = value;
    }

    /// <exception cref="InvalidOperationException">The host has not started yet.</exception>
    public int Port => _bound?.Port ?? throw new InvalidOperationException("The RTMP server is not listening yet.");
}
