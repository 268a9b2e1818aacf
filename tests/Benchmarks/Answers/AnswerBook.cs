using System.Diagnostics.Metrics;
using Benchmarks.Commits;
using Broadcast.Api.Commits;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Api.Windows;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Time;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Spine.Windows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarks.Answers;

/// <summary>Windows that the database keeps, such as votes: each measurement fills a new one with an entry of each person.</summary>
internal sealed class AnswerBook : IDisposable
{
    private readonly IHost _host;
    private int _windows;

    private AnswerBook(IHost host) => _host = host;

    public static async Task<AnswerBook> StartAsync(string connection) => new(await BenchDatabase.StartAsync(connection));

    /// <summary>As many entries as the callers get in a time; the rows and the window's counts are compared after.</summary>
    /// <param name="most">Entries in a transaction at most.</param>
    /// <param name="seconds">How long.</param>
    public async Task<double> MeasureAsync(int most, double seconds)
    {
        var id = $"gushi.w{++_windows}";
        await OpenAsync(id);
        var commits = new GroupCommit<EntryRequest, EntryAnswer>(
            new EntryBook(new DisciplinedClock(TimeProvider.System), TimeProvider.System), _host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>(),
            new GroupCommitOptions { Most = most }, new CommitMetrics(new ApiMeter(_host.Services.GetRequiredService<IMeterFactory>())), TimeProvider.System, NullLogger.Instance);
        var rate = await Crowd.MeasureAsync(seconds, async () =>
        {
            var answer = await commits.WriteAsync(new EntryRequest(
                id, BookKinds.Vote, ViewerId.Parse($"person:{Guid.NewGuid():N}"), Proof.Telephone, 1, TimeProvider.System.UnixNow(), Key: null, $"{Guid.NewGuid():N}"));
            if (answer.Failed || answer.Value.Verdict != EntryVerdict.Ok)
                throw new InvalidOperationException(answer.Failed ? answer.Error.Message : answer.Value.Verdict);
        });
        await using var database = Open();
        var rows = await database.BookEntries.LongCountAsync(entry => entry.Window == id);
        var counted = (await database.BookWindows.AsNoTracking().SingleAsync(window => window.Id == id)).CountList.Sum();
        return rows == rate.Done && counted == rate.Done ? rate.Rate : throw new InvalidOperationException($"{rate.Done} were acknowledged, {rows} are there, {counted} are counted.");
    }

    /// <inheritdoc cref="BenchDatabase.SettingsAsync"/>
    public Task<string> SettingsAsync(string[] queries) => BenchDatabase.SettingsAsync(_host, queries);

    public void Dispose() => _host.Dispose();

    private FestivalDb Open() => _host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>().CreateDbContext();

    private async Task OpenAsync(string id)
    {
        var (kernel, bench) = (new BookKernel(TimeProvider.System), Actor.Rule("bench").Author);
        await using var database = Open();
        var window = new BookWindow
        {
            Id = id,
            Kind = BookKinds.Vote,
            StageId = StageId.Parse("gushi"),
            OpensAt = null,
            ClosesAt = null,
            Lasts = 3_600_000,
            Grace = 0,
            At = TimeProvider.System.UnixNow(),
            Values = 2,
            Strength = Proofs.Telephone,
            Counts = "[0,0]",
            Document = "{}",
        };
        await kernel.ScheduleAsync(database, window, bench, CancellationToken.None);
        await kernel.OpenAsync(database, id, bench, CancellationToken.None);
    }
}
