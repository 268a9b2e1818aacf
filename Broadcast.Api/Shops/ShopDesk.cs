using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Api.MachineKeys;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Shops;

/// <summary>Makes and changes shops: for the HTTP API and for the demo.</summary>
internal sealed class ShopDesk(FestivalDb database, MachineKeyDesk keys, ShopSecrets secrets, AuditBook audit, IOptions<ShopOptions> options, TimeProvider time)
{
    /// <summary>A shop with its secret and a machine key, or nothing of them.</summary>
    public async Task<Result<ShopMade>> MakeAsync(NewShop body, string by, CancellationToken cancellation)
    {
        if (body.Fault(options.Value.AllowLocal) is { } fault)
            return fault;

        var (id, name, secret) = (body.Id!, PlainLine.Read(body.Name ?? body.Id, NewShop.LongestName)!, WebhookSecret.Make());
        await using var transaction = await database.JoinAsync(cancellation);
        // Takes the turn of machine keys, which is that of new shops too.
        var key = await keys.MakeAsync(new NewMachineKey(name, MachineScopes.All, id), by, cancellation);
        if (key.Failed)
            return key.Error;
        if (await database.Shops.CountAsync(cancellation) >= options.Value.Most)
            return ShopErrors.Full;

        var shop = new Shop
        {
            Id = id,
            Name = name,
            Connector = body.Connector!,
            Url = body.Url,
            Secret = secrets.Seal(id, secret),
            MadeAt = time.GetUtcNow(),
            MadeBy = by,
        };
        database.Add(shop);
        if (!await database.SaveUnlessTakenAsync<Shop>(cancellation))
            return ShopErrors.Exists;

        await NoteAsync(id, before: null, ViewOf(shop), cancellation);
        await transaction.CommitAsync(cancellation);
        return new ShopMade(id, secret.Text, key.Value.Key);
    }

    public async Task<Result<ShopSecretShown>> RotateAsync(string id, TimeSpan overlap, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(TurnOf(id), cancellation);
        if (await database.Shops.SingleOrDefaultAsync(shop => shop.Id == id, cancellation) is not { } shop)
            return ShopErrors.Unknown;

        var before = ViewOf(shop);
        var secret = secrets.Rotate(shop, overlap);
        await database.SaveChangesAsync(cancellation);
        await NoteAsync(id, before, ViewOf(shop), cancellation);
        await transaction.CommitAsync(cancellation);
        return new ShopSecretShown(secret.Text, shop.OldUntil ?? time.GetUtcNow());
    }

    public async Task<Result<Shop>> ChangeAsync(string id, ShopChange body, CancellationToken cancellation)
    {
        if (body.Fault(options.Value.AllowLocal) is { } fault)
            return fault;

        await using var transaction = await database.BeginTurnAsync(TurnOf(id), cancellation);
        if (await database.Shops.SingleOrDefaultAsync(shop => shop.Id == id, cancellation) is not { } shop)
            return ShopErrors.Unknown;

        var before = ViewOf(shop);
        (shop.Name, shop.Url, shop.Active) = (PlainLine.Read(body.Name, NewShop.LongestName)!, body.Url, body.Active ?? true);
        await database.SaveChangesAsync(cancellation);
        await NoteAsync(id, before, ViewOf(shop), cancellation);
        await transaction.CommitAsync(cancellation);
        return shop;
    }

    private ShopView ViewOf(Shop shop) => ShopView.Of(shop, time.GetUtcNow());

    private Task NoteAsync(string id, ShopView? before, ShopView? after, CancellationToken cancellation) => audit.NoteAsync(AuditThings.Shop, id, before, after, cancellation);

    private static string TurnOf(string id) => $"shop:{id}";
}
