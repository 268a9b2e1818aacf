using System.Data.Common;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using TestKit;
using TestKit.Processes;

namespace Broadcast.Api.Tests.Data;

internal sealed class PostgresStartTests
{
    private const string Lock = "SELECT pg_advisory_lock(hashtextextended('migrations', 0))";

    [Test]
    public async Task Of_processes_that_start_at_once_one_migrates_and_all_start()
    {
        await using var made = await TestDatabase.MakeAsync(Engine.Postgres);
        var hosts = Enumerable.Range(0, 4).Select(_ => made.Host()).ToList();

        await Task.WhenAll(hosts.Select(host => Task.Run(host.StartAsync)));

        Assert.That(hosts.Count(host => host.Migrated), Is.EqualTo(1));
        Assert.That(await made.ReadAsync("""SELECT CAST(count(*) AS text) FROM "Facts" """), Is.EqualTo(["1"]));
    }

    [Test]
    public async Task A_start_waits_for_the_process_that_migrates_and_goes_on_when_that_is_killed()
    {
        await using var made = await TestDatabase.MakeAsync(Engine.Postgres);
        await using var holder = await HolderAsync(made, Lock);
        var time = new FakeTimeProvider();
        var host = made.Host(time);

        var starting = host.StartAsync();
        await Eventually.TrueAsync(
            async () => await made.ReadAsync("SELECT application_name FROM pg_stat_activity WHERE query LIKE 'SELECT pg_try_advisory_lock%' AND state = 'idle'") is ["LiveFestival"],
            "the start has asked for it");
        Assert.That(starting.IsCompleted, Is.False);
        holder.Kill();
        await EndsAsync(starting, time, TimeSpan.FromMilliseconds(100));
        await starting;

        Assert.That(host.Migrated, Is.True);
    }

    [Test]
    public async Task A_process_that_migrates_for_ever_is_told()
    {
        await using var made = await TestDatabase.MakeAsync(Engine.Postgres);
        await using var own = await made.ConnectAsync();
        await RunAsync(own, Lock);
        var time = new FakeTimeProvider();

        var starting = made.Host(time).StartAsync();
        await EndsAsync(starting, time, TimeSpan.FromSeconds(20));

        Assert.That(() => starting, Throws.TypeOf<StartFailure>().With.Message.Contains("ConnectionStrings:Database"));
        Assert.That(await made.ReadAsync("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'"), Is.Empty, "nothing was done to the database");
    }

    [Test]
    public async Task A_turn_is_over_when_its_holder_is_killed()
    {
        var (made, host) = await TestDatabase.StartedAsync(Engine.Postgres);
        await using var dispose = made;
        await using var holder = await HolderAsync(made, "BEGIN", "SELECT pg_advisory_xact_lock(hashtextextended('words', 0))");
        await using var database = host.Open();

        var waiting = database.BeginTurnAsync("words", CancellationToken.None);
        await LockedAsync(made, granted: false, "the turn is waited for");
        Assert.That(waiting.IsCompleted, Is.False);
        holder.Kill();

        await using var turn = await waiting.WaitAsync(Eventually.Patience);
    }

    /// <summary>Another process that has run these statements, and holds the lock until it is killed.</summary>
    private static async Task<TestProcess> HolderAsync(TestDatabase made, params string[] statements)
    {
        var at = new NpgsqlConnectionStringBuilder(made.Connection);
        var holder = TestProcess.Start("psql",
            ["-X", "-h", at.Host!, "-p", $"{at.Port}", "-U", at.Username!, "-d", at.Database!, .. statements.SelectMany(sql => (string[])["-c", sql]), "-f", "-"]);
        await LockedAsync(made, granted: true, "another process has the lock");
        return holder;
    }

    /// <summary>Waits until psql has a lock, or somebody else waits for one. A host that has just started may still be leaving its own.</summary>
    private static Task LockedAsync(TestDatabase made, bool granted, string what) => Eventually.TrueAsync(
        async () => await made.ReadAsync(
            "SELECT locktype FROM pg_locks JOIN pg_stat_activity USING (pid) "
            + $"WHERE locktype = 'advisory' AND granted = {granted} AND datname = current_database() AND (application_name = 'psql') = {granted}") is [_],
        what);

    private static async Task RunAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static Task EndsAsync(Task starting, FakeTimeProvider time, TimeSpan step) => Eventually.TrueAsync(
        () =>
        {
            time.Advance(step);
            return starting.IsCompleted;
        },
        "the start ends");
}
