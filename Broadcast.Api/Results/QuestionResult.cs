using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Results;

/// <summary>The result of a question. With its <see cref="QuestionEntrants"/>, the draw can be repeated.</summary>
internal sealed class QuestionResult
{
    public required QuestionId Id { get; init; }

    /// <summary>Id of the outcome that it was made from; unique, so that an outcome is applied once.</summary>
    public required string OutcomeId { get; init; }

    public required StageId StageId { get; init; }

    public required string Text { get; init; }

    public required List<string> Options { get; init; }

    /// <summary>The index of the right option.</summary>
    public required int Answer { get; init; }

    /// <summary>Answers per option.</summary>
    public required List<long> Counts { get; init; }

    /// <summary>How many winners to draw. There are fewer when fewer people answered right.</summary>
    public required int WinnersAsked { get; init; }

    public ProductId? Prize { get; init; }

    public required string Seed { get; init; }

    public required string Commitment { get; init; }

    /// <summary>False when the seed does not match the commitment: then nobody was drawn.</summary>
    public required bool Sound { get; init; }

    public required int EntrantCount { get; init; }

    public required DateTimeOffset ClosedAt { get; init; }

    public required DateTimeOffset SettledAt { get; init; }

    /// <summary>Who asked it; null when an older build has kept it.</summary>
    public EventAuthor? OpenedBy { get; init; }

    /// <summary>Who closed it, or the rule by which it ended; null when an older build has kept it.</summary>
    public EventAuthor? ClosedBy { get; init; }

    /// <summary>When it was voided, because a part of it was lost: whatever was drawn, nobody wins. Null for a result that holds.</summary>
    public DateTimeOffset? VoidedAt { get; set; }
}

internal sealed class QuestionResultConfiguration : IEntityTypeConfiguration<QuestionResult>
{
    public void Configure(EntityTypeBuilder<QuestionResult> builder)
    {
        builder.ToTable("QuestionResults");
        builder.HasIndex(result => result.OutcomeId).IsUnique();
        builder.HasIndex(result => new { result.StageId, result.ClosedAt });
        builder.Property(result => result.OutcomeId).HasMaxLength(200);
        builder.Property(result => result.Seed).HasMaxLength(128);
        builder.Property(result => result.Commitment).HasMaxLength(128);
    }
}

internal static class QuestionResultSet
{
    extension(FestivalDb database)
    {
        public DbSet<QuestionResult> QuestionResults => database.Set<QuestionResult>();
    }
}
