using Broadcast.Api.Data;
using Broadcast.Api.Keys;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Shops;

/// <summary>Seals the secrets of shops with the root key, and opens them. Any thread may call.</summary>
internal sealed class ShopSecrets(RootKey root, TimeProvider time) : IRootSealed
{
    /// <summary>How long a secret is good beside the one that replaced it.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    public byte[] Seal(string shop, WebhookSecret secret) => root.Seal(PlaceOf(shop), secret.Key);

    /// <summary>The keys by which a shop signs now, and is signed to: the present one first.</summary>
    public IReadOnlyList<byte[]> KeysOf(Shop shop)
    {
        var present = root.Open(PlaceOf(shop.Id), shop.Secret);
        return shop.OldSecret is { } old && shop.OldUntil > time.GetUtcNow() ? [present, root.Open(PlaceOf(shop.Id), old)] : [present];
    }

    /// <summary>Replaces a shop's secret; the one before the last is good no longer.</summary>
    /// <param name="shop">Saved by the caller.</param>
    /// <param name="overlap">How long the old one is still good.</param>
    public WebhookSecret Rotate(Shop shop, TimeSpan overlap)
    {
        var secret = WebhookSecret.Make();
        var isKept = overlap > TimeSpan.Zero;
        (shop.OldSecret, shop.OldUntil) = (isKept ? shop.Secret : null, isKept ? time.GetUtcNow() + overlap : null);
        shop.Secret = Seal(shop.Id, secret);
        return secret;
    }

    public async Task SealAgainAsync(FestivalDb database, RootKey present, CancellationToken cancellation)
    {
        foreach (var shop in await database.Shops.ToListAsync(cancellation))
        {
            shop.Secret = present.SealAgain(PlaceOf(shop.Id), shop.Secret);
            if (shop.OldSecret is { } old)
                shop.OldSecret = present.SealAgain(PlaceOf(shop.Id), old);
        }
    }

    private static string PlaceOf(string shop) => $"Shops/{shop}";
}
