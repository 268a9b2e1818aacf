using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Accounts.SecondFactor;

/// <summary>The authenticator app of one account. It counts from <see cref="ConfirmedAt"/> on: when its owner has shown a code of it.</summary>
internal sealed class Authenticator
{
    public required string AccountId { get; init; }

    /// <summary>The secret that the app has, sealed with the root key.</summary>
    public required byte[] Secret { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>The time step of the last code that was accepted: no code of it, or of an earlier one, is accepted again.</summary>
    public long LastStep { get; set; }

    /// <summary>Codes that were tried since <see cref="TriedSince"/>, without a right one.</summary>
    public int Tried { get; set; }

    public required DateTimeOffset TriedSince { get; set; }
}

internal sealed class AuthenticatorConfiguration : IEntityTypeConfiguration<Authenticator>
{
    public void Configure(EntityTypeBuilder<Authenticator> builder)
    {
        builder.ToTable("StaffAuthenticators");
        builder.HasKey(app => app.AccountId);
        builder.HasOne<StaffAccount>().WithOne().HasForeignKey<Authenticator>(app => app.AccountId);
    }
}

internal static class AuthenticatorSet
{
    extension(FestivalDb database)
    {
        public DbSet<Authenticator> Authenticators => database.Set<Authenticator>();
    }
}
