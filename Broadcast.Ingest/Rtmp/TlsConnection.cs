using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Broadcast.Ingest.Rtmp;

/// <summary>A connection behind TLS: the same peer, with plain bytes. Disposing it disposes the connection below it.</summary>
internal sealed class TlsConnection : ConnectionContext
{
    private readonly ConnectionContext _below;
    private readonly SslStream _tls;

    private TlsConnection(ConnectionContext below, SslStream tls)
    {
        (_below, _tls) = (below, tls);
        Transport = new Pipes(PipeReader.Create(tls, new StreamPipeReaderOptions(leaveOpen: true)), PipeWriter.Create(tls, new StreamPipeWriterOptions(leaveOpen: true)));
    }

    public override string ConnectionId
    {
        get => _below.ConnectionId;
        set => _below.ConnectionId = value;
    }

    public override IFeatureCollection Features => _below.Features;

    public override IDictionary<object, object?> Items
    {
        get => _below.Items;
        set => _below.Items = value;
    }

    public override IDuplexPipe Transport { get; set; }

    public override EndPoint? RemoteEndPoint
    {
        get => _below.RemoteEndPoint;
        set => _below.RemoteEndPoint = value;
    }

    public override CancellationToken ConnectionClosed
    {
        get => _below.ConnectionClosed;
        set => _below.ConnectionClosed = value;
    }

    /// <summary>Performs the TLS handshake as the server.</summary>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The peer speaks no TLS that is accepted here.</exception>
    /// <exception cref="IOException">The peer is gone.</exception>
    /// <exception cref="OperationCanceledException">The handshake took too long.</exception>
    public static async Task<TlsConnection> AcceptAsync(ConnectionContext below, SslServerAuthenticationOptions options, CancellationToken cancellation)
    {
        var tls = new SslStream(new DuplexStream(below.Transport));
        try
        {
            await tls.AuthenticateAsServerAsync(options, cancellation);
            return new TlsConnection(below, tls);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    public override void Abort(ConnectionAbortedException abortReason) => _below.Abort(abortReason);

    public override async ValueTask DisposeAsync()
    {
        await Transport.Input.CompleteAsync();
        try
        {
            await Transport.Output.CompleteAsync();
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The peer is gone, and the rest of the answers with it.
        }

        await _tls.DisposeAsync();
        await _below.DisposeAsync();
        await base.DisposeAsync();
    }

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
