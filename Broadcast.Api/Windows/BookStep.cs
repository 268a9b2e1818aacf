using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Windows;

/// <summary>
/// The outcome of one step of a window, committed with it and never changed: what its room is told is made from these. All times are Unix
/// milliseconds.
/// </summary>
internal sealed class BookStep
{
    public required string Window { get; init; }

    /// <summary>The window's revision after the step, from 1.</summary>
    public required long Revision { get; init; }

    /// <summary>The state that it led to.</summary>
    public required string State { get; init; }

    public required long At { get; init; }

    /// <summary>The window's times after the step.</summary>
    public required long? OpensAt { get; init; }

    /// <inheritdoc cref="OpensAt"/>
    public required long? ClosesAt { get; init; }

    /// <summary>How often the window had been paused by then.</summary>
    public required int Pauses { get; init; }

    /// <summary>Who took it; the rule of the clock when its time had come.</summary>
    public required EventAuthor By { get; init; }

    /// <summary>The life of the database in which it was taken, the facts' epoch: steps from before a restore have another one.</summary>
    public required string Root { get; init; }

    /// <summary>The process that took it; see <see cref="BookKernel.Run"/>.</summary>
    public required string Run { get; init; }

    public static BookStep Of(BookWindow window, EventAuthor by, string root, string run) => new()
    {
        Window = window.Id,
        Revision = window.Revision,
        State = window.State,
        At = window.At,
        OpensAt = window.OpensAt,
        ClosesAt = window.ClosesAt,
        Pauses = window.Pauses,
        By = by,
        Root = root,
        Run = run,
    };
}

internal sealed class BookStepConfiguration : IEntityTypeConfiguration<BookStep>
{
    public void Configure(EntityTypeBuilder<BookStep> builder)
    {
        builder.ToTable("BookSteps");
        builder.HasKey(step => new { step.Window, step.Revision });
        builder.Property(step => step.Window).HasMaxLength(128);
        builder.Property(step => step.State).HasMaxLength(20);
        builder.Property(step => step.Root).HasMaxLength(32);
        builder.Property(step => step.Run).HasMaxLength(16);
    }
}

internal static class BookStepSet
{
    extension(FestivalDb database)
    {
        public DbSet<BookStep> BookSteps => database.Set<BookStep>();
    }
}
