using System.Security.Cryptography;
using Broadcast.Api.Data;
using Broadcast.Api.Persons;
using Broadcast.Api.Tickets;
using Broadcast.Api.VillageSites;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Text;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Villagers;

/// <summary>Names the villagers of a site: so many in a day, each by a name of their own, and each person once.</summary>
internal sealed class VillagerNames(FestivalDb database, ReservedNames reserved, TimeProvider time)
{
    /// <summary>Villagers of one site at most, those with them who were retired within a day.</summary>
    public const int Most = 200;

    private const int LongestName = 20;

    /// <summary>Who was retired counts on for this long: otherwise a device could answer one question as ever new villagers.</summary>
    private static readonly TimeSpan CountedOn = TimeSpan.FromDays(1);

    public Result<string> Read(string? text) =>
        PlainLine.Read(text, LongestName) is not { } name ? TicketErrors.Name
        : reserved.Includes(name) ? TicketErrors.Reserved
        : name;

    /// <summary>Why <see cref="AddAsync"/> would refuse now; null when it would not. It decides again, in the site's turn.</summary>
    public async Task<Error?> JudgeAsync(SiteId site, string name, ViewerId? person, CancellationToken cancellation)
    {
        var villager = person is { } proved
            ? await database.Villagers.AsNoTracking().SingleOrDefaultAsync(known => known.SiteId == site && known.PersonId == proved, cancellation)
            : null;
        return await ObstacleAsync(site, name, villager, cancellation);
    }

    /// <summary>Adds a villager. Who is a villager of the site already, or was one, goes by the new name.</summary>
    /// <param name="site">The site.</param>
    /// <param name="name">A name that <see cref="Read"/> has accepted.</param>
    /// <param name="person">The person who has proved a telephone; null for somebody who is new.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<Result<Villager>> AddAsync(SiteId site, string name, ViewerId? person, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync($"site:{site}", cancellation);
        var now = time.GetUtcNow();
        var villager = person is { } proved ? await database.Villagers.SingleOrDefaultAsync(known => known.SiteId == site && known.PersonId == proved, cancellation) : null;
        if (await ObstacleAsync(site, name, villager, cancellation) is { } error)
            return error;

        if (villager is null)
        {
            var id = person ?? Caller.NewPersonId();
            if (person is null)
                database.Add(new Person { Id = id, Name = name, Since = now });
            database.Add(villager = new Villager { Id = $"v-{Hex(6)}", SiteId = site, PersonId = id, Name = name, Session = NewSession(), Since = now });
        }

        if (villager.RetiredAt is not null)
            (villager.RetiredAt, villager.Session, villager.Since) = (null, NewSession(), now);
        villager.Name = name;
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return villager;
    }

    public Task<bool> IsTakenAsync(SiteId site, string name, string? but, CancellationToken cancellation) =>
        database.Villagers.AnyAsync(villager => villager.SiteId == site && villager.RetiredAt == null && villager.Name == name && villager.Id != but, cancellation);

    /// <summary>Why nobody is named at the site: it is gone, or retired; null while it is offered.</summary>
    public async Task<Error?> ClosedAsync(SiteId site, CancellationToken cancellation) =>
        await database.VillageSites.AsNoTracking().SingleOrDefaultAsync(known => known.Id == site, cancellation) switch
        {
            null => VillageSiteErrors.Unknown(site),
            { RetiredAt: not null } => VillageSiteErrors.Retired,
            _ => null,
        };

    private async Task<Error?> ObstacleAsync(SiteId site, string name, Villager? villager, CancellationToken cancellation)
    {
        if (await ClosedAsync(site, cancellation) is { } closed)
            return closed;
        if (await IsTakenAsync(site, name, villager?.Id, cancellation))
            return VillagerErrors.Exists;
        return villager is not { RetiredAt: null } && await IsFullAsync(site, villager?.Id, cancellation) ? VillagerErrors.Full : null;
    }

    private async Task<bool> IsFullAsync(SiteId site, string? but, CancellationToken cancellation)
    {
        var since = time.GetUtcNow() - CountedOn;
        return await database.Villagers.CountAsync(
            villager => villager.SiteId == site && villager.Id != but && (villager.RetiredAt == null || villager.RetiredAt > since), cancellation) >= Most;
    }

    /// <summary>Makes the <c>sid</c> of a villager's tickets.</summary>
    private static string NewSession() => $"villager-{Hex(16)}";

    private static string Hex(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));
}
