using System.Globalization;
using System.Security.Cryptography;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Shops.Events;

/// <summary>Takes a shop's message: verifies it, keeps it once, and acknowledges it. Nothing is done with it here.</summary>
internal static class ShopEventDoor
{
    /// <summary>Bytes of the largest body.</summary>
    public const int LargestBody = 64 * 1024;

    /// <summary>How far the clock of a shop's server may be from ours, and how long a message may take.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    /// <summary>By which messages of shops that are not there are verified, so that the time it takes does not tell which are.</summary>
    private static readonly IReadOnlyList<byte[]> Nobodys = [RandomNumberGenerator.GetBytes(32)];

    public static async Task<Results<NoContent, ProblemHttpResult>> ReceiveAsync(
        string shop, HttpRequest request, FestivalDb database, ShopSecrets secrets, ShopEventBook book, ShopEventWorker worker, ShopEventMetrics metrics,
        IOptions<ShopOptions> options, TimeProvider time, CancellationToken cancellation)
    {
        var kept = await KeepAsync(shop, request, database, secrets, book, options.Value, time, cancellation);
        if (kept.Failed)
        {
            metrics.Refused.Add(1, new KeyValuePair<string, object?>("code", kept.Error.Code));
            return kept.Error.ToProblem();
        }

        (kept.Value ? metrics.Received : metrics.Duplicate).Add(1);
        worker.Wake();
        return TypedResults.NoContent();
    }

    /// <summary>False when the shop has sent it before.</summary>
    private static async Task<Result<bool>> KeepAsync(
        string shop, HttpRequest request, FestivalDb database, ShopSecrets secrets, ShopEventBook book, ShopOptions options, TimeProvider time, CancellationToken cancellation)
    {
        if (await BodyAsync(request, cancellation) is not { } body)
            return RequestErrors.TooLarge;
        var sender = await database.Shops.AsNoTracking().SingleOrDefaultAsync(known => known.Id == shop && known.Active, cancellation);
        var (id, stamp) = (request.Headers[WebhookSignature.IdHeader].ToString(), request.Headers[WebhookSignature.TimestampHeader].ToString());
        if (!long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp)
            || !WebhookSignature.Verifies(
                request.Headers[WebhookSignature.SignatureHeader].ToString(), sender is null ? Nobodys : secrets.KeysOf(sender), id, timestamp, body)
            || sender is null)
            return WebhookErrors.Signature;

        // Known to be the shop's from here on. Compared as numbers: any number may have been signed.
        var now = time.GetUtcNow();
        if (Math.Abs((decimal)timestamp - now.ToUnixTimeSeconds()) > (decimal)Tolerance.TotalSeconds)
            return WebhookErrors.Stale;
        if (!IdShape.IsToken(id))
            return WebhookErrors.MessageId;
        if (ShopEventBody.Read(body) is not { } read)
            return WebhookErrors.Body;
        if (await database.ShopEvents.AnyAsync(row => row.Shop == sender.Id && row.MessageId == id, cancellation))
            return false;
        if (await ShopEvent.Open(database).CountAsync(row => row.Shop == sender.Id, cancellation) >= options.MostOpen)
            return WebhookErrors.Full;

        // What nobody carries out is noted, for people to see; what it says is nobody's business.
        var text = book.Knows(read.Type) ? read.Text : "";
        database.Add(new ShopEvent { Shop = sender.Id, MessageId = id, Type = read.Type, Body = text, At = now, State = ShopEventStates.Waiting, NextAt = now });
        return await database.SaveUnlessTakenAsync<ShopEvent>(cancellation);
    }

    /// <summary>Null when it is too large; no more of it is read then.</summary>
    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > LargestBody)
            return null;

        var buffer = new byte[LargestBody + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return length > LargestBody ? null : buffer[..length];
    }
}
