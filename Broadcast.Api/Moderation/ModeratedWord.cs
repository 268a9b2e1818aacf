using Broadcast.Api.Facts;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Moderation.Words;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Moderation;

/// <summary>A word or phrase that may not be said just so, in all rooms.</summary>
internal sealed class ModeratedWord : IPartOfFacts
{
    /// <summary>Words at most: each is looked for in everything that is said.</summary>
    public const int Most = 2_000;

    /// <summary>Its text as people read it: what differs only in case or width is the same word.</summary>
    public required string Folded { get; init; }

    /// <summary>As it was written.</summary>
    public required string Text { get; set; }

    /// <summary>A name of <see cref="WordActions"/>.</summary>
    public required string Action { get; set; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>The name of who added it.</summary>
    public required string AddedBy { get; init; }

    /// <summary>What tells words apart.</summary>
    public static string Fold(string text) => new FoldedText(text.Trim()).Folded;

    public WordRule ToFact() => new() { Text = Text, Action = Action };
}

internal sealed class ModeratedWordConfiguration : IEntityTypeConfiguration<ModeratedWord>
{
    public void Configure(EntityTypeBuilder<ModeratedWord> builder)
    {
        builder.HasKey(word => word.Folded);
        builder.Property(word => word.AddedBy).HasMaxLength(80);
        builder.Property(word => word.Action).HasMaxLength(20);
    }
}
