using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Outbox;

/// <summary>
/// What a shop is to be told. Written in the transaction of its cause, and sent until the shop's server takes it over: at least once, in order
/// for each subject. Names no person.
/// </summary>
internal sealed class OutboxMessage
{
    /// <summary>Rises with each message of a subject: whoever adds one holds what the subject is about.</summary>
    public long Id { get; private init; }

    /// <summary>The <c>webhook-id</c>: the same each time that it is sent.</summary>
    public required string MessageId { get; init; }

    public required string Shop { get; init; }

    /// <summary>Such as <c>claim.made</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What it is about, such as <c>claim:7f…</c> or <c>sku:goose</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>JSON.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>One of <see cref="OutboxStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>From when on it may be tried.</summary>
    public required DateTimeOffset NextAt { get; init; }

    /// <summary>Counts the tries, and never goes back: who tries it knows by this number that it is still theirs.</summary>
    public int Attempts { get; init; }

    /// <summary>Tries since it began to wait, or an operator had it sent again.</summary>
    public int Tries { get; init; }

    /// <summary>The process that tries it, until <see cref="Until"/>.</summary>
    public string? Holder { get; init; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>Why the last try has failed.</summary>
    public string? LastError { get; init; }

    /// <summary>When the shop's server took it over.</summary>
    public DateTimeOffset? SentAt { get; init; }
}

/// <summary>The states of a message to a shop.</summary>
internal static class OutboxStates
{
    public const string Waiting = "waiting";
    public const string Sent = "sent";

    /// <summary>Given up. The later ones of its subject wait behind it.</summary>
    public const string Parked = "parked";

    /// <summary>In a query: all that is not sent.</summary>
    public const string Open = "open";

    public static IReadOnlyList<string> All { get; } = [Waiting, Sent, Parked];
}

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public const int LongestError = 200;

    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("OutboxMessages");
        builder.HasIndex(message => message.MessageId).IsUnique();
        builder.HasIndex(message => new { message.State, message.Id });
        builder.HasIndex(message => message.SentAt);
        // Only what is not sent, which is usually nothing.
        builder.HasIndex(message => new { message.Shop, message.Subject, message.Id }).HasFilter($"\"State\" <> '{OutboxStates.Sent}'");
        builder.HasIndex(message => new { message.Shop, message.NextAt }).HasFilter($"\"State\" = '{OutboxStates.Waiting}'");
        builder.Property(message => message.MessageId).HasMaxLength(40);
        builder.Property(message => message.Shop).HasMaxLength(40);
        builder.Property(message => message.Type).HasMaxLength(40);
        builder.Property(message => message.Subject).HasMaxLength(200);
        builder.Property(message => message.State).HasMaxLength(20);
        builder.Property(message => message.Holder).HasMaxLength(64);
        builder.Property(message => message.LastError).HasMaxLength(LongestError);
    }
}

internal static class OutboxMessageSet
{
    extension(FestivalDb database)
    {
        public DbSet<OutboxMessage> OutboxMessages => database.Set<OutboxMessage>();
    }
}
