using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Results;

/// <summary>All who answered a question right, in the order of the draw: one document, because only audits read it, as a whole.</summary>
internal sealed class QuestionEntrants
{
    public required QuestionId QuestionId { get; init; }

    /// <summary>JSON, a list of <see cref="Winner"/>.</summary>
    public required string Document { get; init; }
}

internal sealed class QuestionEntrantsConfiguration : IEntityTypeConfiguration<QuestionEntrants>
{
    public void Configure(EntityTypeBuilder<QuestionEntrants> builder)
    {
        builder.HasKey(entrants => entrants.QuestionId);
        builder.HasOne<QuestionResult>().WithOne().HasForeignKey<QuestionEntrants>(entrants => entrants.QuestionId);
    }
}
