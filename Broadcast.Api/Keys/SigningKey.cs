using System.Security.Cryptography;
using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.IdentityModel.Tokens;

namespace Broadcast.Api.Keys;

/// <summary>
/// A key pair for ES256 (RFC 7518, section 3.4). It is published from the moment it is made, signs from <see cref="SignsFrom"/> until the
/// next one of its purpose takes over, and stays published until what it signed has lost its meaning.
/// </summary>
internal sealed class SigningKey
{
    /// <summary>The <c>kid</c>.</summary>
    public required string Id { get; init; }

    public required string Purpose { get; init; }

    /// <summary>Counts the keys of a purpose from 1. Unique: of two processes that make the next key at once, one does.</summary>
    public required int Serial { get; init; }

    /// <summary>Coordinate of the public point, base64url.</summary>
    public required string X { get; init; }

    /// <inheritdoc cref="X"/>
    public required string Y { get; init; }

    /// <summary>The private scalar, sealed with the root key; null once it no longer signs.</summary>
    public byte[]? Private { get; set; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset SignsFrom { get; init; }

    /// <summary>When the next key takes over; null of the newest.</summary>
    public DateTimeOffset? SignsUntil { get; set; }

    /// <summary>Null of the newest.</summary>
    public DateTimeOffset? PublishedUntil { get; set; }

    public static string PlaceOf(string id) => $"SigningKeys/{id}";

    public static SigningKey Make(SigningPurpose purpose, int serial, RootKey root, DateTimeOffset now, DateTimeOffset signsFrom)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = pair.ExportParameters(includePrivateParameters: true);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        try
        {
            return new SigningKey
            {
                Id = id,
                Purpose = purpose.Name,
                Serial = serial,
                X = Base64UrlEncoder.Encode(parameters.Q.X!),
                Y = Base64UrlEncoder.Encode(parameters.Q.Y!),
                Private = root.Seal(PlaceOf(id), parameters.D),
                MadeAt = now,
                SignsFrom = signsFrom,
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(parameters.D);
        }
    }
}

internal sealed class SigningKeyConfiguration : IEntityTypeConfiguration<SigningKey>
{
    public void Configure(EntityTypeBuilder<SigningKey> builder)
    {
        builder.ToTable("SigningKeys");
        builder.HasIndex(key => new { key.Purpose, key.Serial }).IsUnique();
        builder.Property(key => key.Id).HasMaxLength(32);
        builder.Property(key => key.Purpose).HasMaxLength(SigningPurpose.LongestName);
        builder.Property(key => key.X).HasMaxLength(64);
        builder.Property(key => key.Y).HasMaxLength(64);
    }
}

internal static class SigningKeySet
{
    extension(FestivalDb database)
    {
        public DbSet<SigningKey> SigningKeys => database.Set<SigningKey>();
    }
}
