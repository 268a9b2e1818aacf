using System.Text.Json;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Windows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Windows;

/// <summary>
/// A window that the database keeps. Its life is that of the room's windows (<see cref="WindowLife"/>); each step raises <see cref="Revision"/>. Who
/// changes it has locked its row (<see cref="WindowRows.LockAsync"/>). All times are Unix milliseconds.
/// </summary>
internal sealed class BookWindow
{
    /// <summary>Begins with the stage: <c>gushi.4f2a…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name of its <see cref="IBookKind"/>.</summary>
    public required string Kind { get; init; }

    public required StageId StageId { get; init; }

    /// <summary>One of <see cref="WindowLife"/>.</summary>
    public string State { get; private set; } = WindowLife.Scheduled;

    /// <summary>When it opens or has opened; null while nobody has said.</summary>
    public required long? OpensAt { get; set; }

    /// <summary>How long it is open, ms; null when <see cref="ClosesAt"/> was said.</summary>
    public required long? Lasts { get; init; }

    /// <summary>Its end, as it is shown; null while that counts from its opening.</summary>
    public required long? ClosesAt { get; set; }

    /// <summary>For how long after its end entries are accepted, ms: viewers see the picture later.</summary>
    public required long Grace { get; init; }

    /// <summary>Since when its time stands still; null while it goes on.</summary>
    public long? PausedAt { get; private set; }

    /// <summary>How often it was paused.</summary>
    public int Pauses { get; private set; }

    /// <summary>For how long its time has stood still in all, ms.</summary>
    public long PausedFor { get; private set; }

    /// <summary>How many steps it has taken, with the one that made it.</summary>
    public long Revision { get; private set; } = 1;

    /// <summary>Up to which revision its room has been told.</summary>
    public long ToldRevision { get; private set; }

    /// <summary>When its next step is due; null when none is.</summary>
    public long? DueAt { get; private set; }

    /// <summary>The latest time at which something was decided about it. Its time never goes back, whatever a process's clock says.</summary>
    public required long At { get; set; }

    /// <summary>Entries have a value from 0 to below this.</summary>
    public required int Values { get; init; }

    /// <summary>The least proof of who enters; a word of <see cref="Chat.Contracts.Proofs"/>.</summary>
    public required string Strength { get; init; }

    /// <summary>How many entries it has of each value, a JSON list. Changed with the entries; see <see cref="EntryBook"/>.</summary>
    public required string Counts { get; init; }

    /// <summary>What its kind adds, JSON.</summary>
    public required string Document { get; init; }

    /// <summary>The digest of all entries, once it is sealed: see <see cref="EntryRoot"/>.</summary>
    public string? Root { get; private set; }

    public long? AcceptUntil => ClosesAt + Grace;

    public IReadOnlyList<long> CountList => JsonSerializer.Deserialize<long[]>(Counts)!;

    /// <summary>Whether it takes entries, in time or not.</summary>
    public bool Takes => State is WindowLife.Open or WindowLife.Paused;

    public bool MayBecome(string state) => WindowLife.MayBecome(State, state);

    /// <summary>A new one waits until it is opened.</summary>
    public void Schedule(long now) => (At, DueAt) = (now, OpensAt);

    /// <summary>Whether it was to close at a time that is over before it has opened.</summary>
    public bool IsMissed(long now) => State == WindowLife.Scheduled && ClosesAt <= now;

    public void Open(long now)
    {
        Take(WindowLife.Open, now);
        (OpensAt, ClosesAt) = (now, ClosesAt ?? now + Lasts);
        DueAt = AcceptUntil + BookTime.Tolerance;
    }

    public void Pause(long now)
    {
        Take(WindowLife.Paused, now);
        (PausedAt, Pauses, DueAt) = (now, Pauses + 1, null);
    }

    /// <summary>Lets its time go on: it ends later by as long as it stood still.</summary>
    public void Resume(long now)
    {
        Take(WindowLife.Open, now);
        var stood = Math.Max(0, now - PausedAt!.Value);
        (PausedAt, PausedFor, ClosesAt) = (null, PausedFor + stood, ClosesAt + stood);
        DueAt = AcceptUntil + BookTime.Tolerance;
    }

    /// <summary>Whether its time is over by any clock that is as good as ours.</summary>
    public bool IsOver(long now) => State == WindowLife.Open && now > AcceptUntil + BookTime.Tolerance;

    public void Close(long now)
    {
        Take(WindowLife.Closed, now);
        DueAt = now;
    }

    public void Seal(long now, string root)
    {
        Take(WindowLife.Sealed, now);
        (Root, DueAt) = (root, now);
    }

    public void Settle(long now)
    {
        Take(WindowLife.Settled, now);
        DueAt = null;
    }

    public void Void(long now)
    {
        Take(WindowLife.Voided, now);
        DueAt = null;
    }

    private void Take(string state, long now)
    {
        if (!MayBecome(state))
            throw new InvalidOperationException($"The {Kind} {Id} is {State} and cannot become {state}.");
        (State, At, Revision) = (state, now, Revision + 1);
    }
}

internal sealed class BookWindowConfiguration : IEntityTypeConfiguration<BookWindow>
{
    public void Configure(EntityTypeBuilder<BookWindow> builder)
    {
        builder.ToTable("BookWindows");
        // Each step is a conditional update, whoever takes it.
        builder.Property(window => window.Revision).IsConcurrencyToken();
        builder.HasIndex(window => new { window.Kind, window.StageId, window.At });
        builder.HasIndex(window => window.DueAt).HasFilter("\"DueAt\" IS NOT NULL");
        builder.HasIndex(window => window.ToldRevision).HasFilter("\"ToldRevision\" < \"Revision\"");
        builder.HasIndex(window => new { window.State, window.At });
        builder.Property(window => window.Id).HasMaxLength(128);
        builder.Property(window => window.Kind).HasMaxLength(20);
        builder.Property(window => window.State).HasMaxLength(20);
        builder.Property(window => window.Strength).HasMaxLength(20);
        builder.Property(window => window.Root).HasMaxLength(64);
    }
}

internal static class BookWindowSet
{
    extension(FestivalDb database)
    {
        public DbSet<BookWindow> BookWindows => database.Set<BookWindow>();
    }
}
