using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Persons;

/// <summary>
/// A code that was sent, and the tries at it. Only who asked for the code has the challenge, so nobody else can try it, not even with the
/// code. It is removed when the code is used.
/// </summary>
internal sealed class SignInChallenge
{
    /// <summary>Tries at one code.</summary>
    public const int Most = 5;

    public static readonly TimeSpan Lasting = TimeSpan.FromMinutes(10);

    /// <summary>SHA-256 of the challenge, lower-case hex.</summary>
    public required string Id { get; init; }

    /// <summary><see cref="ContactKey.Of"/> of the address that the code was sent to.</summary>
    public required string Contact { get; init; }

    public required Proof Proof { get; init; }

    /// <summary><see cref="ContactKey.OfCode"/>.</summary>
    public required string Code { get; init; }

    public int Tries { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class SignInChallengeConfiguration : IEntityTypeConfiguration<SignInChallenge>
{
    public void Configure(EntityTypeBuilder<SignInChallenge> builder)
    {
        builder.ToTable("SignInChallenges");
        builder.HasIndex(challenge => challenge.ExpiresAt);
        builder.Property(challenge => challenge.Id).HasMaxLength(64);
        builder.Property(challenge => challenge.Contact).HasMaxLength(64);
        builder.Property(challenge => challenge.Code).HasMaxLength(64);
        builder.Property(challenge => challenge.Proof).HasConversion<string>().HasMaxLength(16);
    }
}

internal static class SignInChallengeSet
{
    extension(FestivalDb database)
    {
        public DbSet<SignInChallenge> SignInChallenges => database.Set<SignInChallenge>();
    }
}
