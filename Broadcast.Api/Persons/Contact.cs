using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Persons;

/// <summary>A telephone or mailbox that a person has answered from, or their login. It belongs to one person, for good; the address itself is not stored.</summary>
internal sealed class Contact
{
    /// <summary><see cref="ContactKey.Of"/> or <see cref="ContactKey.OfIssuer"/>.</summary>
    public required string Id { get; init; }

    public required ViewerId PersonId { get; init; }

    /// <summary>What it proves to answer from it, or to log in.</summary>
    public required Proof Proof { get; init; }

    public required DateTimeOffset Since { get; init; }
}

internal sealed class ContactConfiguration : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.ToTable("Contacts");
        builder.Property(contact => contact.Id).HasMaxLength(64);
        builder.Property(contact => contact.Proof).HasConversion<string>().HasMaxLength(16);
        builder.HasOne<Person>().WithMany().HasForeignKey(contact => contact.PersonId);
    }
}

internal static class ContactSet
{
    extension(FestivalDb database)
    {
        public DbSet<Contact> Contacts => database.Set<Contact>();
    }
}
