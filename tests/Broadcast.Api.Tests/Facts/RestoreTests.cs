using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Broadcast.Api.Tests.Data;
using Broadcast.Api.Tests.Tickets;
using Broadcast.Api.Tests.Votes;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Facts;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TestKit.Processes;
using TestKit;

namespace Broadcast.Api.Tests.Facts;

/// <summary>
/// The drill: a backup is put back while Api processes on one database (two on PostgreSQL, one on SQLite) and a node of rooms run on.
/// Afterwards all of them have what the backup has, whatever happened since.
/// </summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
public sealed class RestoreTests(Engine engine)
{
    private readonly string _prefix = $"restore-{Guid.NewGuid():N}";
    private readonly string _secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private TemporaryFolder _folder = null!;
    private ApiHost _api = null!;
    private ApiHost _other = null!;
    private ApiHost _node = null!;
    private string _connection = null!;

    /// <summary>As the scripts take it.</summary>
    private string Database => engine == Engine.Postgres ? _connection : _folder.File("festival.db");

    private string Backup => _folder.File("backup.db");

    private ApiHost[] All => [.. new[] { _api, _other, _node }.Distinct()];

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _connection = engine == Engine.Postgres ? await RunPostgres.DatabaseAsync() : $"Data Source={_folder.File("festival.db")}";
        _api = await HostAsync("api", _connection);
        _other = engine == Engine.Postgres ? await HostAsync("api", _connection) : _api;
        _node = await HostAsync("chat", _connection);
        await _api.CreateFestivalAsync();
        await EverywhereAsync(facts => facts.Stages.Count == 2, "the stages");
    }

    [TearDown]
    public async Task StopAsync()
    {
        foreach (var host in All)
            await host.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task After_a_restore_every_running_node_has_what_the_backup_has()
    {
        var revoked = await SiteAsync("revoked-before");
        var good = await SiteAsync("revoked-after");
        await _api.Operator.DeleteAsync("/api/v1/sites/revoked-before/key").OkAsync();
        await _node.Operator.PutAsJsonAsync("/api/v1/rooms/gushi/restrictions/guest:lin", new { kind = "ban", reason = "广告" }).OkAsync();
        await EverywhereAsync(facts => facts.Restrictions.Count == 1 && facts.RevokedSessions.Count == 1, "the ban and the revoked key");
        var key = Key(_node.Facts);
        var (open, later) = (await _api.OpenedAsync(), await _api.MakeAsync());
        await RunAsync("backup.sh", Database, Backup);

        await _api.Operator.PostAsync("/api/v1/stages/gushi/key", content: null).OkAsync();
        await _node.Operator.DeleteAsync("/api/v1/rooms/gushi/restrictions/guest:lin").OkAsync();
        await _node.Operator.PutAsJsonAsync("/api/v1/rooms/gushi/restrictions/guest:mei", new { kind = "ban", reason = "广告" }).OkAsync();
        await _node.Operator.PutAsJsonAsync("/api/v1/rooms/gushi/restrictions/guest:tao", new { kind = "timeout", seconds = 600 }).OkAsync();
        await _other.Operator.DeleteAsync("/api/v1/sites/revoked-after/key").OkAsync();
        await EverywhereAsync(facts => Key(facts) != key && facts.Restrictions is [{ Viewer.Value: "guest:mei" }] && facts.RevokedSessions.Count == 2, "what came after the backup");
        await RefusedAsync(good);
        await _api.CastAsync(open, VoteRig.NewPerson(), 0).OkAsync();
        await _api.StepAsync(open, "close").OkAsync();
        await Eventually.TrueAsync(async () => await _api.StateAsync(open) == "settled", "the vote has a result");
        var before = _node.Facts;
        await RunAsync("restore.sh", Backup, Database);

        await EverywhereAsync(facts => facts.Epoch != before.Epoch, "the restored database");
        foreach (var host in All)
        {
            Assert.Multiple(() =>
            {
                Assert.That(Key(host.Facts), Is.EqualTo(key));
                Assert.That(host.Facts.Restrictions.Single().Viewer.Value, Is.EqualTo("guest:lin"));
                Assert.That(host.Facts.Revision, Is.LessThan(before.Revision));
                Assert.That(host.Facts.Lineage, Is.GreaterThan(before.Lineage));
            });
        }

        await Eventually.TrueAsync(async () => await ImposedAsync() is ["guest:tao"], "the room has forgotten the ban after the backup, and keeps what is in no backup");
        await RefusedAsync(revoked);
        await using (var hub = await _node.ConnectAsync(good))
            await hub.InvokeAsync<JsonElement>("Join", "gushi", null);
        await Eventually.TrueAsync(async () => await _other.StateAsync(open) == "voided", "no result is made of the ballots that are left of a vote");
        Assert.That(await _other.StateAsync(later), Is.EqualTo("scheduled"));
        await _other.Operator.PostAsync("/api/v1/products", new { id = "goose", name = "鹅", price = 1, url = "/a" }).OkAsync();
        await EverywhereAsync(facts => facts.Products.Count == 1, "what is changed after the restore");
    }

    [Test]
    public async Task A_process_on_another_copy_of_the_database_does_not_take_turns_with_the_restored_one()
    {
        await RunAsync("backup.sh", Database, Backup);
        await using var stray = await HostAsync("api", await CopyAsync());
        var before = _node.Facts.Epoch;
        await RunAsync("restore.sh", Backup, Database);
        await EverywhereAsync(facts => facts.Epoch != before, "the restored database");
        var restored = _node.Facts.Epoch;

        var seen = new ConcurrentQueue<string>();
        _node.Services.GetRequiredService<FactsReader>().Changed += view => seen.Enqueue(view.Facts.Epoch);
        await stray.Operator.PostAsync("/api/v1/products", new { id = "stray", name = "鸭", price = 1, url = "/a" }).OkAsync();
        await _api.Operator.PostAsync("/api/v1/products", new { id = "goose", name = "鹅", price = 1, url = "/a" }).OkAsync();
        await EverywhereAsync(facts => facts.Products.Any(product => product.Id.Value == "goose"), "what the restored database says");
        await _api.Operator.PostAsync("/api/v1/products", new { id = "duck", name = "鸭", price = 1, url = "/a" }).OkAsync();
        await EverywhereAsync(facts => facts.Products.Any(product => product.Id.Value == "duck"), "and what it says later");

        Assert.Multiple(() =>
        {
            Assert.That(_node.Facts.Products.Select(product => product.Id.Value), Is.EquivalentTo(["goose", "duck"]));
            Assert.That(seen, Is.Not.Empty.And.All.EqualTo(restored));
        });
        await Eventually.TrueAsync(async () => (await ReadyAsync(stray)).Contains("facts-written", StringComparison.Ordinal), "the stray process is not ready");
        Assert.That(stray.Log.Text, Does.Contain("deploy/restore.sh"));
        Assert.That(await ReadyAsync(_api), Does.Not.Contain("facts-written"));
    }

    [Test]
    public async Task What_is_no_backup_changes_nothing()
    {
        var letter = _folder.File("letter.db");
        await File.WriteAllTextAsync(letter, "This is a letter.");
        var before = await StampAsync();

        Assert.That(await TryAsync("restore.sh", letter, Database), Does.Contain("no whole backup"));
        Assert.That(await TryAsync("restore.sh", _folder.File("nowhere.db"), Database), Does.Contain("there is no backup"));
        Assert.That(await TryAsync("restore.sh", Database), Does.Contain("usage"));

        Assert.That(await StampAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_backup_of_another_version_waits_until_no_process_uses_the_database()
    {
        await RunAsync("backup.sh", Database, Backup);
        await using (var database = new TestDatabase(engine, _connection))
            await database.ExecuteAsync(
                """DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = (SELECT max("MigrationId") FROM "__EFMigrationsHistory")""");
        var before = await StampAsync();

        Assert.That(await TryAsync("restore.sh", Backup, Database), Does.Contain("end every Api process"));
        Assert.That(await StampAsync(), Is.EqualTo(before));
    }

    private Task<ApiHost> HostAsync(string roles, string connection) => ApiHost.StartAsync(
        Engine.Sqlite, "--Roles", roles, "--Redis:Prefix", _prefix, "--ConnectionStrings:Database", connection, "--Tokens:Keys:0:Secret", _secret);

    /// <summary>Puts the backup into another database by hand, without <c>restore.sh</c>.</summary>
    private async Task<string> CopyAsync()
    {
        if (engine == Engine.Sqlite)
        {
            await RunAsync("backup.sh", Database, _folder.File("copy.db"));
            return $"Data Source={_folder.File("copy.db")}";
        }

        var copy = await RunPostgres.Server.CreateDatabaseAsync();
        var at = new NpgsqlConnectionStringBuilder(copy);
        await using var run = TestProcess.Start("pg_restore", ["-h", at.Host!, "-p", $"{at.Port}", "-U", at.Username!, "-d", at.Database!, "--no-owner", Backup]);
        await run.WaitForExitAsync();
        Assert.That(run.ExitCode, Is.Zero, run.Output);
        return copy;
    }

    private Task EverywhereAsync(Func<FestivalFacts, bool> have, string what) =>
        Task.WhenAll(All.Select(host => Eventually.TrueAsync(() => have(host.Facts), $"every process has {what}")));

    /// <summary>Whom the room's own list restricts.</summary>
    private async Task<string?[]> ImposedAsync() =>
        [.. (await _node.Operator.GetFromJsonAsync<JsonElement>("/api/v1/rooms/gushi/moderation"))
            .GetProperty("restrictions").EnumerateArray().Select(held => held.GetProperty("viewer").GetString())];

    private async Task<string> SiteAsync(string id)
    {
        var made = await _api.Operator.PostAsync("/api/v1/sites", new { id, name = id, village = "陈集村", county = "固始县", province = "河南省" }).OkAsync();
        var ticket = await _api.Anonymous.PostAsync("/api/v1/sites/ticket", new { deviceKey = made.GetProperty("deviceKey").GetString() }).OkAsync();
        return ticket.GetProperty("ticket").GetString()!;
    }

    private async Task RefusedAsync(string ticket)
    {
        var refused = await Assert.CatchAsync<Exception>(async () => await (await _node.ConnectAsync(ticket)).DisposeAsync());
        Assert.That(refused!.Message, Does.Contain("401"));
    }

    private static string Key(FestivalFacts facts) => facts.Stages.Single(stage => stage.Id == StageId.Parse("gushi")).KeyDigest;

    private async Task<(string, long, long)> StampAsync()
    {
        await using var database = _api.Database();
        var state = database.FactsStates.Single();
        return (state.Epoch, state.Lineage, state.Revision);
    }

    private static async Task<string> ReadyAsync(ApiHost host)
    {
        using var answer = await host.Anonymous.GetAsync("/readyz");
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task RunAsync(string script, params string[] arguments)
    {
        var (code, output) = await ScriptAsync(script, arguments);
        Assert.That(code, Is.Zero, output);
    }

    private static async Task<string> TryAsync(string script, params string[] arguments)
    {
        var (code, output) = await ScriptAsync(script, arguments);
        Assert.That(code, Is.Not.Zero, output);
        return output;
    }

    private static async Task<(int Code, string Output)> ScriptAsync(string script, string[] arguments)
    {
        await using var run = TestProcess.Start(Path.Combine(Repository.Root, "deploy", script), arguments);
        await run.WaitForExitAsync();
        return (run.ExitCode, run.Output);
    }
}
