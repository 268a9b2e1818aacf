using System.Security.Cryptography;
using System.Text.Json;
using Broadcast.Api.Data;
using Broadcast.Api.Shops;
using Broadcast.Chat.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Outbox;

/// <summary>Writes down what shops are to be told, in the transaction of its cause: they are told if, and only if, it is committed.</summary>
internal sealed class OutboxBook(TimeProvider time)
{
    /// <summary>Adds a message for each shop that is told; they are saved with everything else of <paramref name="database"/>.</summary>
    public async Task AddAsync(FestivalDb database, ShopNews news, CancellationToken cancellation) => await AddAsync(database, [news], cancellation);

    /// <inheritdoc cref="AddAsync(FestivalDb, ShopNews, CancellationToken)"/>
    public async Task AddAsync(FestivalDb database, IReadOnlyList<ShopNews> news, CancellationToken cancellation) =>
        database.AddRange(await MessagesAsync(database, news, cancellation));

    /// <summary>The messages, for callers that insert many at once.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> MessagesAsync(FestivalDb database, IReadOnlyList<ShopNews> news, CancellationToken cancellation)
    {
        if (news.Count == 0)
            return [];

        var shops = await Told(database).Select(shop => shop.Id).ToListAsync(cancellation);
        var now = time.GetUtcNow();
        return [.. news.SelectMany(item => shops.Where(shop => shop != item.Except).Select(shop => Message(shop, item, now)))];
    }

    /// <summary>The shops that are told.</summary>
    public static IQueryable<Shop> Told(FestivalDb database) => database.Shops.AsNoTracking().Where(shop => shop.Active && shop.Url != null);

    private static OutboxMessage Message(string shop, ShopNews news, DateTimeOffset now) => new()
    {
        MessageId = $"msg_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}",
        Shop = shop,
        Type = news.Type,
        Subject = news.Subject,
        Body = JsonSerializer.Serialize(new ShopMessage(news.Type, now, news.Data), ContractJson.Options),
        At = now,
        State = OutboxStates.Waiting,
        NextAt = now,
    };
}
