using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Data;

/// <summary>
/// The database. Each entity, its configuration and its set are in the folder of its feature. Changes of an <see cref="IPartOfFacts"/> must
/// be saved through tracked entities, so that the facts' revision grows in the same transaction.
/// </summary>
internal sealed class FestivalDb(DbContextOptions<FestivalDb> options) : DbContext(options)
{
    public DbSet<FactsState> FactsStates => Set<FactsState>();

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var changed = ChangeTracker.Entries<IPartOfFacts>()
            .Any(entry => (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted) && entry.Entity.ChangesFacts(entry.State));
        if (!changed)
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        // Incremented by the database, so that two writers never produce the same revision.
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

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.ApplyConfigurationsFromAssembly(typeof(FestivalDb).Assembly);
}
