using Broadcast.Api.Accounts;
using Broadcast.Api.Catalog;
using Broadcast.Api.Facts;
using Broadcast.Api.Festivals;
using Broadcast.Api.Moderation;
using Broadcast.Api.Results;
using Broadcast.Api.Rundown;
using Broadcast.Api.Stages;
using Broadcast.Api.VillageSites;
using Broadcast.Chat.Contracts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Data;

/// <summary>
/// The memory of the festival. Each entity and its configuration lie in its feature's folder. Whatever changes a part of the facts is
/// saved through tracked entities, so that the facts' revision grows in the same transaction.
/// </summary>
internal sealed class FestivalDb(DbContextOptions<FestivalDb> options) : IdentityDbContext<StaffAccount, IdentityRole<string>, string>(options)
{
    public DbSet<Festival> Festivals => Set<Festival>();

    public DbSet<Chapter> Chapters => Set<Chapter>();

    public DbSet<Stage> Stages => Set<Stage>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<Slot> Slots => Set<Slot>();

    public DbSet<QuestionResult> QuestionResults => Set<QuestionResult>();

    public DbSet<DrawnWinner> Winners => Set<DrawnWinner>();

    public DbSet<PinInterval> PinIntervals => Set<PinInterval>();

    public DbSet<StaffSession> StaffSessions => Set<StaffSession>();

    public DbSet<VillageSite> VillageSites => Set<VillageSite>();

    public DbSet<EndedSiteKey> EndedSiteKeys => Set<EndedSiteKey>();

    public DbSet<ModerationRecord> ModerationRecords => Set<ModerationRecord>();

    public DbSet<StandingRestriction> StandingRestrictions => Set<StandingRestriction>();

    public DbSet<ModeratedWord> ModeratedWords => Set<ModeratedWord>();

    public DbSet<FactsState> FactsStates => Set<FactsState>();

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var changed = ChangeTracker.Entries<IPartOfFacts>().Any(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted);
        if (!changed)
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        // Counted by the database: two writers never give the same number.
        await FactsStates.ExecuteUpdateAsync(state => state.SetProperty(row => row.Revision, row => row.Revision + 1), cancellationToken);
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (own is not null)
            await own.CommitAsync(cancellationToken);
        return rows;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Changes are saved asynchronously.");

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Instants are Unix milliseconds: SQLite compares and orders them as numbers.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configurationBuilder.Properties<TimeSpan>().HaveConversion<Milliseconds>();
        configurationBuilder.Properties<FestivalId>().HaveConversion<PlainIdColumn<FestivalId>>().HaveMaxLength(40);
        configurationBuilder.Properties<StageId>().HaveConversion<PlainIdColumn<StageId>>().HaveMaxLength(40);
        configurationBuilder.Properties<RoomId>().HaveConversion<PlainIdColumn<RoomId>>().HaveMaxLength(40);
        configurationBuilder.Properties<ProductId>().HaveConversion<PlainIdColumn<ProductId>>().HaveMaxLength(40);
        configurationBuilder.Properties<SiteId>().HaveConversion<PlainIdColumn<SiteId>>().HaveMaxLength(40);
        configurationBuilder.Properties<SlotId>().HaveConversion<PlainIdColumn<SlotId>>().HaveMaxLength(128);
        configurationBuilder.Properties<QuestionId>().HaveConversion<PlainIdColumn<QuestionId>>().HaveMaxLength(128);
        configurationBuilder.Properties<PinId>().HaveConversion<PlainIdColumn<PinId>>().HaveMaxLength(128);
        configurationBuilder.Properties<ViewerId>().HaveConversion<PlainIdColumn<ViewerId>>().HaveMaxLength(128);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(FestivalDb).Assembly);
    }
}
