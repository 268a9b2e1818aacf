using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Text;

namespace Broadcast.Api.Shops;

/// <summary>A shop as an operator asks for it.</summary>
/// <param name="Id">1-40 of a-z, 0-9 and <c>-</c>.</param>
/// <param name="Connector"><c>signed</c>: its server and this one send each other signed messages; <c>link</c>: its goods are links; <c>demo</c>.</param>
/// <param name="Name">1-80 characters; the id when left out.</param>
/// <param name="Url">https address to which messages are posted; left out: it is told nothing.</param>
internal sealed record NewShop(string? Id, string? Connector, string? Name, string? Url)
{
    public const int LongestName = 80;

    /// <summary>What is wrong; null when nothing is.</summary>
    public Error? Fault(bool allowLocal) =>
        !IdShape.IsSlug(Id) ? ShopErrors.Invalid("'id' must have 1-40 characters of a-z, 0-9 and '-', and must not begin with '-'.")
        : !ShopConnectors.All.Contains(Connector, StringComparer.Ordinal) ? ShopErrors.Invalid($"'connector' must be one of {string.Join(", ", ShopConnectors.All)}.")
        : new ShopChange(Name ?? Id, Url, Active: true).Fault(allowLocal);
}

/// <summary>What can be changed of a shop; it replaces what was there.</summary>
/// <param name="Name">1-80 characters.</param>
/// <param name="Url">https address to which messages are posted; null: it is told nothing.</param>
/// <param name="Active">False: it is told nothing, and not listened to. True when left out.</param>
internal sealed record ShopChange(string? Name, string? Url, bool? Active)
{
    /// <inheritdoc cref="NewShop.Fault"/>
    public Error? Fault(bool allowLocal) =>
        PlainLine.Read(Name, NewShop.LongestName) is null ? ShopErrors.Invalid($"'name' must have 1-{NewShop.LongestName} characters.")
        : Url is not null && ShopUrl.Read(Url, allowLocal) is null ? ShopErrors.Invalid($"'url' must be an https address of at most {ShopUrl.Longest} characters, without user and password.")
        : null;
}

/// <summary>A new shop. No other answer shows its secret and its key.</summary>
/// <param name="Id">The shop's id.</param>
/// <param name="WebhookSecret">Signs messages in both directions, as Standard Webhooks have it: <c>whsec_…</c>.</param>
/// <param name="MachineKey">For <c>Authorization: Bearer</c>: writes products and their stock.</param>
internal sealed record ShopMade(string Id, string WebhookSecret, string MachineKey)
{
    /// <summary>Keeps the secrets out of log lines.</summary>
    public override string ToString() => nameof(ShopMade);
}

/// <summary>A shop's new secret. No other answer shows it.</summary>
/// <param name="WebhookSecret">As <c>whsec_…</c>.</param>
/// <param name="OldUntil">Until when the one before is good.</param>
internal sealed record ShopSecretShown(string WebhookSecret, DateTimeOffset OldUntil)
{
    /// <summary>Keeps the secret out of log lines.</summary>
    public override string ToString() => nameof(ShopSecretShown);
}

/// <summary>A shop as staff see it.</summary>
/// <param name="Id">The shop's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Connector"><c>signed</c>, <c>link</c> or <c>demo</c>.</param>
/// <param name="Url">Where it is told; null when nowhere.</param>
/// <param name="Active">False: it is told nothing, and not listened to.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="OldSecretUntil">Until when the secret before the present one is good; null when it is not.</param>
internal sealed record ShopView(string Id, string Name, string Connector, string? Url, bool Active, DateTimeOffset MadeAt, DateTimeOffset? OldSecretUntil)
{
    public static ShopView Of(Shop shop, DateTimeOffset now) =>
        new(shop.Id, shop.Name, shop.Connector, shop.Url, shop.Active, shop.MadeAt, shop.OldUntil > now ? shop.OldUntil : null);
}
