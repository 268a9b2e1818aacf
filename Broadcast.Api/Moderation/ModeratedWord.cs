using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Spine.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Moderation;

/// <summary>A word or phrase that is masked, held or blocked in the messages of all rooms.</summary>
internal sealed class ModeratedWord : IPartOfFacts
{
    /// <summary>Maximum number of words: every message is searched for each of them.</summary>
    public const int Most = 2_000;

    /// <summary>The text in folded form: texts that differ only in case or width are the same word.</summary>
    public required string Folded { get; init; }

    /// <summary>The text as it was entered.</summary>
    public required string Text { get; set; }

    /// <summary>A name of <see cref="WordActions"/>.</summary>
    public required string Action { get; set; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Name of the person who added it.</summary>
    public required string AddedBy { get; init; }

    /// <summary>The form by which words are compared, without differences in case and width.</summary>
    public static string Fold(string text) => new FoldedText(text.Trim()).Folded;

    public WordRule ToFact() => new() { Text = Text, Action = Action };
}

internal sealed class ModeratedWordConfiguration : IEntityTypeConfiguration<ModeratedWord>
{
    public void Configure(EntityTypeBuilder<ModeratedWord> builder)
    {
        builder.ToTable("ModeratedWords");
        builder.HasKey(word => word.Folded);
        builder.Property(word => word.AddedBy).HasMaxLength(80);
        builder.Property(word => word.Action).HasMaxLength(20);
    }
}

internal static class ModeratedWordSet
{
    extension(FestivalDb database)
    {
        public DbSet<ModeratedWord> ModeratedWords => database.Set<ModeratedWord>();
    }
}
