using System.Net;
using System.Text;
using Broadcast.Api.Claims;
using Broadcast.Api.Sealed;
using Broadcast.Api.Tests.Shops;
using Broadcast.Api.Tests.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TestKit;
using TestKit.Processes;

namespace Broadcast.Api.Tests.Claims;

/// <summary>
/// A winner with a name, a number and an address that nothing else has. After the erasure they are nowhere: in no file of the database, no
/// dump, no log, and no backup, also not in one from before the erasure that is put back; and the key that would open them is gone as well.
/// </summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
public sealed class ErasureTests(Engine engine)
{
    private static readonly string[] Canary = ["王金丝雀", "13900007373", "139 0000 7373", "金丝雀弄"];
    private static readonly object CanaryRecipient = new { name = Canary[0], telephone = Canary[2], address = $"河南省固始县{Canary[3]} 73 号" };

    private TemporaryFolder _folder = null!;
    private PersonLogin _login = null!;
    private ShopServer _shop = null!;
    private ApiHost _host = null!;
    private string _connection = null!;

    /// <summary>As the scripts take it.</summary>
    private string Database => engine == Engine.Postgres ? _connection : _folder.File("festival.db");

    private string Keys => engine == Engine.Postgres ? "data-keys.sql" : "data-keys.db";

    private string Backup => _folder.File("backup.db");

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _login = await PersonLogin.StartAsync();
        _connection = engine == Engine.Postgres ? await RunPostgres.DatabaseAsync() : $"Data Source={_folder.File("festival.db")}";
        _host = await HostAsync(_connection);
        // It is told of each claim.
        _shop = await ShopServer.StartAsync();
        await _host.AddShopAsync("farm", _shop);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _shop.DisposeAsync();
        await _login.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task After_the_erasure_no_dump_no_log_and_no_restored_backup_has_the_winner()
    {
        var erased = (await _host.ClaimedAsync(_login, "gushi.canary", "canary", CanaryRecipient)).Id();
        var kept = (await _host.ClaimedAsync(_login, "gushi.kept", "mei")).Id();
        using var canary = _host.Person(_login, "canary");
        using var shipper = _host.Shipper();
        await shipper.GetOkAsync($"/api/v1/claims/{erased}");
        await canary.PostAsync(WonPrizes.Claim("gushi.canary"), new StringContent($$"""{"name":"{{Canary[0]}}","telephone":{{Canary[1]}} """, Encoding.UTF8, "application/json"))
            .RefusedAsync(HttpStatusCode.BadRequest, "request.invalid");
        await canary.PostAsync(WonPrizes.Claim("gushi.canary"), CanaryRecipient).RefusedAsync(HttpStatusCode.Conflict, "claim.exists");
        var key = await KeyAsync(erased);
        await RunAsync("backup.sh", Database, Backup);
        Assert.That(await FilesWithAsync(key), Does.Contain(Keys).And.No.Member("backup.db"));

        await canary.DeleteAsync(WonPrizes.Claim("gushi.canary")).OkAsync();
        var signing = (await _host.Operator.PostAsync("/api/v1/keys/receipts/rotate", content: null).OkAsync()).Id();
        await RunAsync("backup.sh", Database, _folder.File("next.db"));
        await GoneAsync(key);
        await RunAsync("restore.sh", Backup, Database);

        await shipper.GetAsync($"/api/v1/claims/{erased}").RefusedAsync(HttpStatusCode.Conflict, "claim.erased");
        await shipper.GetOkAsync($"/api/v1/claims/{kept}");
        await GoneAsync(key);
        await _host.Services.GetRequiredService<ClaimSweep>().SweepAsync(CancellationToken.None);
        await shipper.GetAsync($"/api/v1/claims/{erased}").RefusedAsync(HttpStatusCode.Conflict, "claim.erased");
        await canary.PostAsync(WonPrizes.Claim("gushi.canary"), WonPrizes.Recipient).OkAsync();
        Assert.That((await _host.Anonymous.GetOkAsync("/.well-known/jwks.json")).GetRawText(), Does.Contain(signing), "what is signed after the backup verifies");
        var dump = await DumpAsync();
        Assert.That(dump, Does.Contain("gushi.canary"));
        Assert.That(dump, Does.Contain("claim.made").And.Contain("claim.withdrawn").And.Contain($"claim:{erased}"), "the outbox is in it");
        foreach (var word in Canary)
        {
            Assert.That(dump, Does.Not.Contain(word));
            Assert.That(_host.Log.Text, Does.Not.Contain(word));
            Assert.That(await FilesWithAsync(Encoding.UTF8.GetBytes(word)), Is.Empty);
        }
    }

    [TestCase(false, TestName = "Where_the_database_is_lost_the_newest_keys_open_the_backup_but_for_what_was_erased")]
    [TestCase(true, TestName = "A_database_that_a_host_has_made_anew_does_not_take_the_place_of_the_keys_that_open_the_backup")]
    public async Task Where_the_database_is_lost(bool isMadeAnew)
    {
        var erased = (await _host.ClaimedAsync(_login, "gushi.canary", "canary", CanaryRecipient)).Id();
        var kept = (await _host.ClaimedAsync(_login, "gushi.kept", "mei")).Id();
        await RunAsync("backup.sh", Database, Backup);
        await _host.Operator.DeleteAsync($"/api/v1/claims/{erased}").OkAsync();
        await RunAsync("backup.sh", Database, _folder.File("next.db"));

        var elsewhere = engine == Engine.Postgres ? await RunPostgres.Server.CreateDatabaseAsync() : _folder.File("elsewhere/festival.db");
        var connection = engine == Engine.Postgres ? elsewhere : $"Data Source={elsewhere}";
        if (isMadeAnew)
            await (await HostAsync(connection)).DisposeAsync();
        await RunAsync("restore.sh", Backup, elsewhere);
        await using var restored = await HostAsync(connection);

        using var shipper = restored.Shipper();
        await shipper.GetOkAsync($"/api/v1/claims/{kept}");
        await shipper.GetAsync($"/api/v1/claims/{erased}").RefusedAsync(HttpStatusCode.Conflict, "claim.erased");
    }

    private Task<ApiHost> HostAsync(string connection) => ApiHost.StartAsync(Engine.Sqlite, ["--ConnectionStrings:Database", connection, "--Shops:AllowLocal", "true", .. _login.Settings]);

    private async Task<byte[]> KeyAsync(string claim)
    {
        await using var database = _host.Database();
        return (await database.DataKeys.AsNoTracking().SingleAsync(key => key.Id == claim)).Wrapped;
    }

    /// <summary>The write-ahead log may be in use for a moment.</summary>
    private Task GoneAsync(byte[] key) => Eventually.TrueAsync(
        async () =>
        {
            await using var database = _host.Database();
            await database.ForgetAsync(CancellationToken.None);
            return (await FilesWithAsync(key)).Count == 0;
        },
        "no file has the key");

    private async Task<List<string>> FilesWithAsync(byte[] bytes)
    {
        var found = new List<string>();
        // The lock is held, and has nothing in it.
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            if ((await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(bytes) >= 0)
                found.Add(Path.GetRelativePath(_folder.Path, file));
        // SQL has bytes as hexadecimal digits.
        var digits = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes));
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*.sql", SearchOption.AllDirectories))
            if ((await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(digits) >= 0)
                found.Add(Path.GetRelativePath(_folder.Path, file));
        if (engine == Engine.Postgres && (await TableAsync()).AsSpan().IndexOf(bytes) >= 0)
            found.Add("the table of data keys");
        return found;
    }

    /// <summary>The file in which the server has the data keys.</summary>
    private async Task<byte[]> TableAsync()
    {
        await using var connection = new NpgsqlConnection(_connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("CHECKPOINT; SELECT pg_read_binary_file(pg_relation_filepath('\"DataKeys\"'))", connection);
        return (byte[])(await command.ExecuteScalarAsync())!;
    }

    private async Task<string> DumpAsync()
    {
        if (engine == Engine.Sqlite)
            return await RunAsync("sqlite3", Database, ".dump");

        var at = new NpgsqlConnectionStringBuilder(_connection);
        return await RunAsync("pg_dump", "-h", at.Host!, "-p", $"{at.Port}", "-U", at.Username!, at.Database!);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var file = program.EndsWith(".sh", StringComparison.Ordinal) ? Path.Combine(Repository.Root, "deploy", program) : program;
        await using var run = TestProcess.Start(file, arguments);
        await run.WaitForExitAsync();
        Assert.That(run.ExitCode, Is.Zero, run.Output);
        return run.Output;
    }
}
