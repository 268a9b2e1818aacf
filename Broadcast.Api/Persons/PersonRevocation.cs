using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Persons;

/// <summary>
/// Ends the tokens that an issuer gave one person until some moment. Kept until an operator takes it back: only the issuer knows how long
/// its tokens live.
/// </summary>
internal sealed class PersonRevocation : IPartOfFacts
{
    /// <summary>The person's <see cref="ViewerId"/>, by which rooms know them.</summary>
    public required string Viewer { get; init; }

    public required string Issuer { get; init; }

    /// <summary>The <c>sub</c> of the tokens.</summary>
    public required string Subject { get; init; }

    /// <summary>Tokens issued in this second or before are refused.</summary>
    public required DateTimeOffset IssuedBefore { get; set; }

    public required DateTimeOffset At { get; set; }

    /// <summary>The operator.</summary>
    public required ViewerId By { get; set; }

    public RevokedPersonFact ToFact() => new() { Viewer = ViewerId.Parse(Viewer), IssuedUntil = IssuedBefore.ToUnixTimeSeconds() };
}

internal sealed class PersonRevocationConfiguration : IEntityTypeConfiguration<PersonRevocation>
{
    public void Configure(EntityTypeBuilder<PersonRevocation> builder)
    {
        builder.ToTable("PersonRevocations");
        builder.HasKey(revocation => revocation.Viewer);
        builder.Property(revocation => revocation.Viewer).HasMaxLength(128);
        builder.Property(revocation => revocation.Issuer).HasMaxLength(NewRevocation.Longest);
        builder.Property(revocation => revocation.Subject).HasMaxLength(NewRevocation.Longest);
    }
}

internal static class PersonRevocationSet
{
    extension(FestivalDb database)
    {
        public DbSet<PersonRevocation> PersonRevocations => database.Set<PersonRevocation>();
    }
}
