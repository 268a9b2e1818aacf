using System.Data;
using Broadcast.Api.Data.Leases;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Broadcast.Api.Data;

/// <summary>
/// The database. Each entity, its configuration and its set are in the folder of its feature. Changes of an <see cref="IPartOfFacts"/> must
/// be saved through tracked entities, so that the facts' revision grows in the same transaction. Each engine has its own context with its own
/// migrations; features know only this one.
/// </summary>
internal abstract class FestivalDb(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<FactsState> FactsStates => Set<FactsState>();

    public DbSet<LeaseRow> Leases => Set<LeaseRow>();

    /// <summary>
    /// The lease under which this context was made: its transactions commit only while this process holds it. Null: no lease is asked for.
    /// </summary>
    public LeaseHold? Hold { get; set; } = LeaseHold.Current;

    /// <summary>The framework's own keys: it asks for them here.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var changesFacts = ChangesFacts();
        if (!changesFacts && Hold is null)
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        // Incremented by the database, so that two writers never produce the same revision.
        if (changesFacts)
            await FactsStates.ExecuteUpdateAsync(state => state.SetProperty(row => row.Revision, row => row.Revision + 1), cancellationToken);
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (own is not null)
            await own.CommitAsync(cancellationToken);
        return rows;
    }

    /// <summary>Only for the framework's key ring, which cannot save in another way.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        ChangesFacts() ? throw new NotSupportedException("Changes of the facts are saved asynchronously.") : base.SaveChanges(acceptAllChangesOnSuccess);

    /// <summary>
    /// Begins a transaction, or joins the one that is open, which has the turn of this name until it ends: whoever, in any process, wants the same turn waits, and then reads
    /// what was committed. For all that is read in order to decide what to write; a transaction has one turn, and takes it first.
    /// </summary>
    /// <param name="name">The feature and what it is about, such as <c>festival:spring</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<JoinedTransaction> BeginTurnAsync(string name, CancellationToken cancellation)
    {
        var transaction = await JoinAsync(cancellation);
        try
        {
            await TakeTurnAsync(name, cancellation);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins a transaction, or joins the one that is open. What is not committed is taken back at the end.</summary>
    public async Task<JoinedTransaction> JoinAsync(CancellationToken cancellation) =>
        new(Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellation) : null);

    /// <summary>Begins a transaction whose reads all see one moment.</summary>
    public Task<IDbContextTransaction> BeginMomentAsync(CancellationToken cancellation) =>
        Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);

    /// <summary>
    /// Saves the changes; false, and nothing is saved, when another row has the key of a new <typeparamref name="TEntity"/> or what must be
    /// unique of it. An open transaction can go on; the context still holds the new rows.
    /// </summary>
    public async Task<bool> SaveUnlessTakenAsync<TEntity>(CancellationToken cancellation)
    {
        try
        {
            await SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateException conflict) when (DatabaseConflict.IsTaken(conflict, Model.FindEntityType(typeof(TEntity))!.GetTableName()!))
        {
            // The constraint has decided between two that came at once: an expected failure, which the caller answers.
            return false;
        }
    }

    /// <summary>
    /// Inserts many rows at once, in order and in the transaction that is open. Past the tracked entities: not for what is part of the facts.
    /// </summary>
    public Task InsertManyAsync<TEntity>(IReadOnlyList<TEntity> rows, CancellationToken cancellation) where TEntity : class =>
        rows.Count == 0 ? Task.CompletedTask : InsertManyAsync(new RowValues(Model.FindEntityType(typeof(TEntity))!), rows, cancellation);

    /// <inheritdoc cref="InsertManyAsync{TEntity}"/>
    protected abstract Task InsertManyAsync(RowValues values, IReadOnlyList<object> rows, CancellationToken cancellation);

    /// <summary>
    /// The query, made to keep its rows from being changed until the open transaction ends; and that ends, with nothing changed, when from then on its process stands
    /// still for <paramref name="most"/>.
    /// </summary>
    public abstract string Locked(string query, TimeSpan most);

    /// <summary>
    /// Removes from the files of the database what was deleted of the keys of personal data; what cannot be removed now, a later call removes.
    /// Must be called after the commit, outside a transaction.
    /// </summary>
    public abstract Task ForgetAsync(CancellationToken cancellation);

    /// <summary>Waits for the turn, in the transaction that is open.</summary>
    protected abstract Task TakeTurnAsync(string name, CancellationToken cancellation);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Instants are Unix milliseconds: every engine compares and orders them as numbers.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configurationBuilder.Properties<TimeSpan>().HaveConversion<Milliseconds>();
        configurationBuilder.Properties<EventAuthor>().HaveConversion<AuthorColumn>();
        configurationBuilder.Properties<ChannelId>().HaveConversion<PlainIdColumn<ChannelId>>().HaveMaxLength(40);
        configurationBuilder.Properties<FestivalId>().HaveConversion<PlainIdColumn<FestivalId>>().HaveMaxLength(40);
        configurationBuilder.Properties<StageId>().HaveConversion<PlainIdColumn<StageId>>().HaveMaxLength(40);
        configurationBuilder.Properties<RoomId>().HaveConversion<PlainIdColumn<RoomId>>().HaveMaxLength(40);
        configurationBuilder.Properties<ProductId>().HaveConversion<PlainIdColumn<ProductId>>().HaveMaxLength(64);
        configurationBuilder.Properties<SiteId>().HaveConversion<PlainIdColumn<SiteId>>().HaveMaxLength(40);
        configurationBuilder.Properties<SlotId>().HaveConversion<PlainIdColumn<SlotId>>().HaveMaxLength(128);
        configurationBuilder.Properties<QuestionId>().HaveConversion<PlainIdColumn<QuestionId>>().HaveMaxLength(128);
        configurationBuilder.Properties<PinId>().HaveConversion<PlainIdColumn<PinId>>().HaveMaxLength(128);
        configurationBuilder.Properties<ViewerId>().HaveConversion<PlainIdColumn<ViewerId>>().HaveMaxLength(128);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.ApplyConfigurationsFromAssembly(typeof(FestivalDb).Assembly);

    private bool ChangesFacts() => ChangeTracker.Entries<IPartOfFacts>()
        .Any(entry => (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted) && entry.Entity.ChangesFacts(entry.State));
}
