using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Sealed;

/// <summary>
/// The key of one <see cref="SealedRecord"/>, with the same id. Deleting it shreds the record: <c>deploy/backup.sh</c> leaves this table out of
/// the backup, so no backup brings a key back.
/// </summary>
internal sealed class DataKey
{
    public required string Id { get; init; }

    /// <summary>The key, sealed with the root key.</summary>
    public required byte[] Wrapped { get; set; }

    public required DateTimeOffset MadeAt { get; init; }

    public static string PlaceOf(string id) => $"DataKeys/{id}";
}

internal sealed class DataKeyConfiguration : IEntityTypeConfiguration<DataKey>
{
    public void Configure(EntityTypeBuilder<DataKey> builder)
    {
        builder.ToTable("DataKeys");
        builder.Property(key => key.Id).HasMaxLength(64);
    }
}

internal static class DataKeySet
{
    extension(FestivalDb database)
    {
        public DbSet<DataKey> DataKeys => database.Set<DataKey>();
    }
}
