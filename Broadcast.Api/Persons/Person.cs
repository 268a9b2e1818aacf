using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Persons;

/// <summary>
/// Somebody who has signed in here with a code or a login. A person of an issuer's token is here once they have linked a contact, under the id
/// that rooms know them by.
/// </summary>
internal sealed class Person
{
    public required ViewerId Id { get; init; }

    /// <summary>Shown beside what they write, and as a winner.</summary>
    public required string Name { get; set; }

    /// <summary>The issuer of the login or token they came with first; null without one.</summary>
    public string? Issuer { get; init; }

    /// <summary>The issuer's <c>sub</c>.</summary>
    public string? Subject { get; init; }

    public required DateTimeOffset Since { get; init; }
}

internal sealed class PersonConfiguration : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("Persons");
        builder.Property(person => person.Name).HasMaxLength(80);
        builder.Property(person => person.Issuer).HasMaxLength(NewRevocation.Longest);
        builder.Property(person => person.Subject).HasMaxLength(NewRevocation.Longest);
    }
}

internal static class PersonSet
{
    extension(FestivalDb database)
    {
        public DbSet<Person> Persons => database.Set<Person>();
    }
}
