using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Results;

/// <summary>
/// A question that persons have won and that is not revealed yet: what waits to come into their inboxes. Made with the winners, and removed in
/// the transaction that tells them, or that voids the question; of the two, whichever removes it decides.
/// </summary>
internal sealed class PromisedPrize
{
    public required QuestionId QuestionId { get; init; }
}

internal sealed class PromisedPrizeConfiguration : IEntityTypeConfiguration<PromisedPrize>
{
    public void Configure(EntityTypeBuilder<PromisedPrize> builder)
    {
        builder.ToTable("PromisedPrizes");
        builder.HasKey(promised => promised.QuestionId);
        builder.HasOne<QuestionResult>().WithOne().HasForeignKey<PromisedPrize>(promised => promised.QuestionId);
    }
}

internal static class PromisedPrizeSet
{
    extension(FestivalDb database)
    {
        public DbSet<PromisedPrize> PromisedPrizes => database.Set<PromisedPrize>();
    }
}
