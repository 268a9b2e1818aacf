using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Text;

namespace Broadcast.Api.MachineKeys;

/// <summary>A machine key as an operator asks for it.</summary>
/// <param name="Name">What it is for, 1-80 characters.</param>
/// <param name="Scopes">What it may do; one or more of <c>products</c>.</param>
/// <param name="Shop">The id of the shop whose server gets it, where there is one.</param>
internal sealed record NewMachineKey(string? Name, IReadOnlyList<string?>? Scopes, string? Shop)
{
    public const int LongestName = 80;

    public Result<MachineKey> Read(MachineKeyText key, DateTimeOffset now, string by)
    {
        if (PlainLine.Read(Name, LongestName) is not { } name)
            return MachineKeyErrors.Invalid($"'name' must have 1-{LongestName} characters.");
        var scopes = Scopes?.Distinct(StringComparer.Ordinal).ToList() ?? [];
        if (scopes.Count == 0 || !scopes.TrueForAll(scope => MachineScopes.All.Contains(scope, StringComparer.Ordinal)))
            return MachineKeyErrors.Invalid($"'scopes' must name one or more of {string.Join(", ", MachineScopes.All)}.");
        if (Shop is not null && !IdShape.IsSlug(Shop))
            return MachineKeyErrors.Invalid("'shop' must have 1-40 characters of a-z, 0-9 and '-', and must not begin with '-'.");

        return new MachineKey { Id = key.Id, Name = name, Scopes = [.. scopes.OfType<string>()], Shop = Shop, Digest = key.Digest, MadeAt = now, MadeBy = by };
    }
}

/// <summary>How a machine key is replaced.</summary>
/// <param name="OverlapSeconds">How long the old key is good beside the new one, up to seven days; a day when left out.</param>
internal sealed record MachineKeyRotation(int? OverlapSeconds)
{
    private const int Day = 24 * 60 * 60;

    public Result<TimeSpan> Read() => (OverlapSeconds ?? Day) is >= 0 and <= 7 * Day and var seconds
        ? TimeSpan.FromSeconds(seconds)
        : MachineKeyErrors.Invalid($"'overlapSeconds' must be 0-{7 * Day}.");
}

/// <summary>A machine key. No other answer shows it.</summary>
/// <param name="Id">The key's id, which stays when it is rotated.</param>
/// <param name="Key">For <c>Authorization: Bearer</c>.</param>
/// <param name="OldUntil">Until when the key before it is good; null when it is not.</param>
internal sealed record MachineKeyShown(string Id, string Key, DateTimeOffset? OldUntil)
{
    /// <summary>Keeps the key out of log lines.</summary>
    public override string ToString() => nameof(MachineKeyShown);
}

/// <summary>A machine key as operators see it.</summary>
/// <param name="Id">The key's id.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Shop">The shop whose server has it.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="MadeBy">Who has made it.</param>
/// <param name="RotatedAt">When it was last replaced.</param>
/// <param name="OldUntil">Until when the key before the last rotation is good; null when it is not.</param>
/// <param name="LastUsedAt">When it was last used, to the minute; null when never.</param>
internal sealed record MachineKeyView(
    string Id, string Name, IReadOnlyList<string> Scopes, string? Shop, DateTimeOffset MadeAt, string MadeBy, DateTimeOffset? RotatedAt, DateTimeOffset? OldUntil,
    DateTimeOffset? LastUsedAt)
{
    public static MachineKeyView Of(MachineKey key, DateTimeOffset now) => new(
        key.Id, key.Name, key.Scopes, key.Shop, key.MadeAt, key.MadeBy, key.RotatedAt, key.OldUntil > now ? key.OldUntil : null, key.LastUsedAt);
}
