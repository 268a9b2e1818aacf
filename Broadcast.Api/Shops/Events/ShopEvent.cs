using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Shops.Events;

/// <summary>A message that a shop has sent: kept as it came before it is acknowledged, and carried out afterwards, once.</summary>
internal sealed class ShopEvent
{
    public long Id { get; private init; }

    public required string Shop { get; init; }

    /// <summary>The <c>webhook-id</c>: of one shop, each is kept once.</summary>
    public required string MessageId { get; init; }

    public required string Type { get; init; }

    /// <summary>The body as it came, JSON; empty once it is carried out, a week after it went with nothing, and of a type that nobody carries out: nothing of a person stays in it.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>One of <see cref="ShopEventStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>From when on it may be tried.</summary>
    public required DateTimeOffset NextAt { get; init; }

    /// <summary>Counts the tries, and never goes back: who tries it knows by this number that it is still theirs.</summary>
    public int Attempts { get; init; }

    /// <summary>Tries since it began to wait.</summary>
    public int Tries { get; init; }

    /// <summary>The process that tries it, until <see cref="Until"/>.</summary>
    public string? Holder { get; init; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>Why it was not carried out: a stable code, or the name of a fault.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>What is not done, named by its states, so that an index finds it among all that is.</summary>
    public static IQueryable<ShopEvent> Open(FestivalDb database) => database.ShopEvents.AsNoTracking()
        .Where(row => row.State == ShopEventStates.Waiting || row.State == ShopEventStates.Unmatched || row.State == ShopEventStates.Parked);
}

/// <summary>What became of a shop's message.</summary>
internal static class ShopEventStates
{
    public const string Waiting = "waiting";
    public const string Done = "done";

    /// <summary>It says something that does not go with anything here.</summary>
    public const string Unmatched = "unmatched";

    /// <summary>Carrying it out has failed too often.</summary>
    public const string Parked = "parked";

    /// <summary>In a query: all that is not done.</summary>
    public const string Open = "open";

    public static IReadOnlyList<string> All { get; } = [Waiting, Done, Unmatched, Parked];
}

internal sealed class ShopEventConfiguration : IEntityTypeConfiguration<ShopEvent>
{
    public const int LongestType = 80;
    public const int LongestReason = 200;

    public void Configure(EntityTypeBuilder<ShopEvent> builder)
    {
        builder.ToTable("ShopEvents");
        builder.HasIndex(message => new { message.Shop, message.MessageId }).IsUnique();
        builder.HasIndex(message => new { message.State, message.Id });
        builder.HasIndex(message => message.DoneAt);
        // Only what waits, which is usually nothing.
        builder.HasIndex(message => message.NextAt).HasFilter($"\"State\" = '{ShopEventStates.Waiting}'");
        builder.Property(message => message.Shop).HasMaxLength(40);
        builder.Property(message => message.MessageId).HasMaxLength(128);
        builder.Property(message => message.Type).HasMaxLength(LongestType);
        builder.Property(message => message.State).HasMaxLength(20);
        builder.Property(message => message.Holder).HasMaxLength(64);
        builder.Property(message => message.Reason).HasMaxLength(LongestReason);
    }
}

internal static class ShopEventSet
{
    extension(FestivalDb database)
    {
        public DbSet<ShopEvent> ShopEvents => database.Set<ShopEvent>();
    }
}
