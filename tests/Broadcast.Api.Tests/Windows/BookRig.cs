using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using Broadcast.Api.Commits;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Api.Tests.Data;
using Broadcast.Api.Windows;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Time;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Spine.Windows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broadcast.Api.Tests.Windows;

/// <summary>The windows of a database, as a process has them; nothing takes a step unless the test does.</summary>
internal sealed class BookRig : IDisposable
{
    public const int Values = 3;
    public const long Grace = 2_000;

    /// <summary>Who takes the steps.</summary>
    public static readonly EventAuthor Anchor = new() { Id = ViewerId.Parse("staff:a"), Name = "a", Role = "anchor", Kind = ActorKinds.Staff };

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly GroupCommit<EntryRequest, EntryAnswer> _entries;
    private readonly DataHost _host;
    private readonly TimeProvider _time;

    /// <param name="host">The process's database.</param>
    /// <param name="time">The process's clock.</param>
    /// <param name="most">Entries in one transaction.</param>
    /// <param name="uncertain">By how much the process's clock may be off, ms.</param>
    public BookRig(DataHost host, TimeProvider time, int most = 500, int uncertain = 0)
    {
        (_host, _time, Kernel) = (host, time, new BookKernel(time));
        var clock = new DisciplinedClock(time);
        clock.Begin(TimeSpan.Zero, TimeSpan.FromMilliseconds(uncertain));
        _entries = new GroupCommit<EntryRequest, EntryAnswer>(
            new EntryBook(clock, time), host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>(), new GroupCommitOptions { Most = most },
            new CommitMetrics(new ApiMeter(_services.GetRequiredService<IMeterFactory>())), time, NullLogger.Instance);
    }

    public BookKernel Kernel { get; }

    public long Now => _time.UnixNow();

    /// <param name="id">Begins with a stage.</param>
    /// <param name="opensAt">Unix milliseconds; null when somebody opens it.</param>
    /// <param name="lasts">How long it is open, ms.</param>
    public async Task ScheduleAsync(string id, long? opensAt, long lasts)
    {
        await using var database = _host.Open();
        var window = new BookWindow
        {
            Id = id,
            Kind = BookKinds.Vote,
            StageId = StageId.Parse("gushi"),
            OpensAt = opensAt,
            ClosesAt = null,
            Lasts = lasts,
            Grace = Grace,
            At = Now,
            Values = Values,
            Strength = Proofs.Telephone,
            Counts = "[0,0,0]",
            Document = "{}",
        };
        await Kernel.ScheduleAsync(database, window, Anchor, CancellationToken.None);
    }

    /// <summary>Takes a step, in a transaction of its own.</summary>
    public async Task<BookMove> TakeAsync(Func<BookKernel, FestivalDb, Task<BookMove>> step)
    {
        await using var database = _host.Open();
        return await step(Kernel, database);
    }

    /// <summary>The verdict on an entry of a person.</summary>
    public async Task<EntryAnswer> EnterAsync(string id, string person, int value, long receivedAt, string? key = null) =>
        (await _entries.WriteAsync(new EntryRequest(
            id, BookKinds.Vote, ViewerId.Parse($"person:{person}"), Proof.Telephone, value, receivedAt, key, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))))).Value!;

    public async Task<bool> HasAsync(string id)
    {
        await using var database = _host.Open();
        return await database.BookWindows.AnyAsync(window => window.Id == id);
    }

    public async Task<BookWindow> WindowAsync(string id)
    {
        await using var database = _host.Open();
        return await database.BookWindows.AsNoTracking().SingleAsync(window => window.Id == id);
    }

    public async Task<IReadOnlyList<BookStep>> StepsAsync(string id)
    {
        await using var database = _host.Open();
        return await database.BookSteps.AsNoTracking().Where(step => step.Window == id).OrderBy(step => step.Revision).ToListAsync();
    }

    public async Task<IReadOnlyList<BookEntry>> EntriesAsync(string id)
    {
        await using var database = _host.Open();
        return await database.BookEntries.AsNoTracking().Where(entry => entry.Window == id).ToListAsync();
    }

    /// <summary>The root over these entries, made in another way than the product does.</summary>
    public static string RootOf(IEnumerable<BookEntry> entries) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(
        entries.Select(entry => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{entry.Window}\n{entry.Person}\n{entry.Value}\n{entry.Salt}"))))
            .Order(StringComparer.Ordinal).Select(digest => $"{digest}\n")))));

    public void Dispose() => _services.Dispose();
}
