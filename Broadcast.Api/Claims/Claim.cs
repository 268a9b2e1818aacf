using Broadcast.Api.Data;
using Broadcast.Api.Results;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Claims;

/// <summary>
/// A winner's claim of the prize of a question. Where to send it is sealed under the same id, until it is erased; the claim itself stays and
/// names nobody.
/// </summary>
internal sealed class Claim
{
    /// <summary>The kind of its sealed record, a <see cref="Recipient"/>.</summary>
    public const string Kind = "claim";

    /// <summary>128 random bits in hex.</summary>
    public required string Id { get; init; }

    public required QuestionId QuestionId { get; init; }

    public required ViewerId Viewer { get; init; }

    /// <summary>The winner's rank in the draw.</summary>
    public required int Rank { get; init; }

    /// <summary>One of <see cref="ClaimStates"/>.</summary>
    public required string State { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The confirmation that the winner got: a <see cref="PrizeReceipt"/> as compact JWS.</summary>
    public required string Receipt { get; init; }

    public DateTimeOffset? ShippedAt { get; init; }

    /// <summary>The shipper, or the shop that has said so.</summary>
    public ViewerId? ShippedBy { get; init; }

    public string? Carrier { get; init; }

    public string? Tracking { get; init; }

    /// <summary>When name, telephone and address were erased; null while they are sealed here.</summary>
    public DateTimeOffset? ErasedAt { get; init; }
}

/// <summary>The states of a claim.</summary>
internal static class ClaimStates
{
    public const string Claimed = "claimed";
    public const string Shipped = "shipped";

    /// <summary>Erased before anything was shipped: the prize can be claimed again.</summary>
    public const string Withdrawn = "withdrawn";

    public static IReadOnlyList<string> All { get; } = [Claimed, Shipped, Withdrawn];
}

internal sealed class ClaimConfiguration : IEntityTypeConfiguration<Claim>
{
    public void Configure(EntityTypeBuilder<Claim> builder)
    {
        builder.ToTable("Claims");
        // A prize is claimed once, whoever asks at the same moment.
        builder.HasIndex(claim => new { claim.QuestionId, claim.Viewer }).IsUnique().HasFilter($"\"State\" <> '{ClaimStates.Withdrawn}'");
        builder.HasIndex(claim => claim.Viewer);
        builder.HasIndex(claim => new { claim.At, claim.Id });
        builder.HasOne<QuestionResult>().WithMany().HasForeignKey(claim => claim.QuestionId);
        builder.Property(claim => claim.Id).HasMaxLength(32);
        builder.Property(claim => claim.State).HasMaxLength(20);
        builder.Property(claim => claim.Carrier).HasMaxLength(ShippedBody.LongestCarrier * 12);
        builder.Property(claim => claim.Tracking).HasMaxLength(ShippedBody.LongestTracking);
    }
}

internal static class ClaimSet
{
    extension(FestivalDb database)
    {
        public DbSet<Claim> Claims => database.Set<Claim>();
    }
}
