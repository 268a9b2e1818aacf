using System.Buffers;
using System.IO.Pipelines;
using Broadcast.Ingest.Media.Flv;
using Broadcast.Ingest.Playback;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Broadcast.Ingest.HttpFlv;

/// <summary>
/// Sends a channel without end, from its last keyframe on. One loop for each client writes what is there, waits for the client to read it,
/// then waits for more.
/// </summary>
internal sealed class FlvResponse(FlvFeed feed, FlvClients clients)
{
    /// <summary>
    /// Bytes that the system may hold for a client that does not read: two seconds at 2.5 Mb/s. More would be latency that nobody sees.
    /// </summary>
    private const int SendBuffer = 640 * 1024;

    /// <summary>Bytes written before the loop waits for the client.</summary>
    private const int MaxUnflushed = 64 * 1024;

    /// <summary>How often the right to watch is checked: a client that has lost it is cut off after about this time.</summary>
    private static readonly TimeSpan RightCheckInterval = TimeSpan.FromSeconds(2);

    public async Task SendAsync(HttpContext context)
    {
        Prepare(context);
        if (HttpMethods.IsHead(context.Request.Method))
            return;

        var reason = "left";
        using var reader = feed.Read(clients.Options.MaxLag);
        clients.Metrics.Opened(feed.Channel);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, clients.Stopping);
        try
        {
            reason = await CopyAsync(reader, context.Response.BodyWriter, context.Features.Get<PlaybackRight>(), gone.Token);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The client has left, or the host stops.
            reason = clients.Stopping.IsCancellationRequested ? "stopping" : "left";
        }
        finally
        {
            clients.Metrics.Closed(feed.Channel, reason);
        }

        // The body has no end then, so the player knows that it was cut off and connects again; if it may not watch, it is told why.
        if (reason is not ("left" or "ended"))
            context.Abort();
    }

    private static void Prepare(HttpContext context)
    {
        context.Response.ContentType = "video/x-flv";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        // This class has its own limits for slow clients.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        if (context.Features.Get<IConnectionSocketFeature>() is { } connection)
            connection.Socket.SendBufferSize = SendBuffer;
    }

    /// <summary>
    /// Copies until the client is too slow or may watch no more, or the channel ends; returns which, as the metric's reason. Throws when
    /// <paramref name="gone"/> is cancelled.
    /// </summary>
    private async Task<string> CopyAsync(FlvFeedReader reader, PipeWriter output, PlaybackRight? right, CancellationToken gone)
    {
        var checkedAt = clients.Time.GetTimestamp();
        using var patience = new Patience(clients, gone);
        FlvSetup? known = null;
        long? slowSince = null;
        output.Write(FlvWriter.Header.Span);
        while (true)
        {
            var skips = reader.Skips;
            var skipped = reader.Skipped;
            var bytes = Fill(reader, output, ref known);
            if (reader.Skips > skips)
            {
                clients.Metrics.Skipped(feed.Channel, reader.Skipped - skipped);
                slowSince ??= clients.Time.GetTimestamp();
            }

            if (slowSince is { } since && clients.Time.GetElapsedTime(since) > clients.Options.SlowLimit)
                return "slow";

            // Needs no timer: a channel always plays, so a next batch comes soon.
            if (right is not null && clients.Time.GetElapsedTime(checkedAt) > RightCheckInterval)
            {
                if (clients.Tokens.Ended(right) is { } ended)
                    return ended.Code;
                checkedAt = clients.Time.GetTimestamp();
            }

            clients.Metrics.Sent(feed.Channel, bytes);
            if (!await patience.FlushAsync(output))
                return "stuck";

            if (bytes >= MaxUnflushed)
                continue;
            // The client has caught up.
            slowSince = null;
            if (reader.Ended)
                return "ended";
            await reader.WaitAsync(gone);
        }
    }

    private static long Fill(FlvFeedReader reader, PipeWriter output, ref FlvSetup? known)
    {
        var bytes = 0L;
        while (bytes < MaxUnflushed && reader.Next() is { } batch)
        {
            if (!ReferenceEquals(batch.Setup, known))
            {
                known = batch.Setup;
                output.Write(known.Bytes.Span);
            }

            output.Write(batch.Bytes.Span);
            bytes += batch.Bytes.Length;
        }

        return bytes;
    }

    /// <summary>Flushes within <see cref="HttpFlvOptions.WriteTimeout"/>. The timer is set only when a flush must wait.</summary>
    private sealed class Patience : IDisposable
    {
        private readonly TimeSpan _limit;
        private readonly CancellationToken _gone;
        private readonly CancellationTokenSource _timeout;
        private readonly CancellationTokenSource _either;

        public Patience(FlvClients clients, CancellationToken gone)
        {
            _limit = clients.Options.WriteTimeout;
            _gone = gone;
            _timeout = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clients.Time);
            _either = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, gone);
        }

        /// <summary>False when the client did not read in time.</summary>
        public async ValueTask<bool> FlushAsync(PipeWriter output)
        {
            var flush = output.FlushAsync(_either.Token);
            if (flush.IsCompletedSuccessfully)
            {
                _gone.ThrowIfCancellationRequested();
                return true;
            }

            _timeout.CancelAfter(_limit);
            try
            {
                await flush;
                _timeout.CancelAfter(Timeout.InfiniteTimeSpan);
                _gone.ThrowIfCancellationRequested();
                return true;
            }
            catch (OperationCanceledException) when (_timeout.IsCancellationRequested)
            {
                // Kestrel aborts a connection whose flush is cancelled, so by now the client may seem to have left.
                return false;
            }
        }

        public void Dispose()
        {
            _either.Dispose();
            _timeout.Dispose();
        }
    }
}
