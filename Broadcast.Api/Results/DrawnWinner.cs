using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Results;

/// <summary>A winner of a question. Once committed, it is never changed.</summary>
internal sealed class DrawnWinner
{
    public required QuestionId QuestionId { get; init; }

    /// <summary>From 1, in the order of the draw.</summary>
    public required int Rank { get; init; }

    public required ViewerId Viewer { get; init; }

    public required string Name { get; init; }

    /// <summary>The digest by which the winner was ranked, lower-case hex.</summary>
    public required string Digest { get; init; }
}

internal sealed class DrawnWinnerConfiguration : IEntityTypeConfiguration<DrawnWinner>
{
    public void Configure(EntityTypeBuilder<DrawnWinner> builder)
    {
        builder.ToTable("Winners");
        builder.HasKey(winner => new { winner.QuestionId, winner.Rank });
        builder.HasIndex(winner => new { winner.QuestionId, winner.Viewer }).IsUnique();
        builder.HasIndex(winner => winner.Viewer);
        builder.HasOne<QuestionResult>().WithMany().HasForeignKey(winner => winner.QuestionId);
        builder.Property(winner => winner.Name).HasMaxLength(80);
        builder.Property(winner => winner.Digest).HasMaxLength(64);
    }
}

internal static class DrawnWinnerSet
{
    extension(FestivalDb database)
    {
        public DbSet<DrawnWinner> Winners => database.Set<DrawnWinner>();
    }
}
