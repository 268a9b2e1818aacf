using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using TestKit;
using TestKit.Hosts;
using TestKit.Postgres;
using TestKit.Redis;

namespace LiveFestival.Tests.Recovery;

/// <summary>
/// Two Api processes on one PostgreSQL. The one that keeps pins stands still (SIGSTOP) in the middle of its work, until the other has taken over, and goes on.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class StoppedHolderTests
{
    private const string Stage = "gushi";
    private const string Lease = "outcomes.pin";

    [Test]
    public async Task A_process_that_goes_on_after_its_lease_is_refused_and_its_work_is_done_once_by_the_other()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var postgres = await PostgresServer.StartAsync();
        var database = await postgres.CreateDatabaseAsync();
        string[] settings =
        [
            "--Roles", "api,chat", "--ConnectionStrings:Redis", redis.ConnectionString, "--ConnectionStrings:Database", database, "--Leases:Duration", "00:00:02",
            "--Keys:Root", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), "--Tokens:Keys:0:Id", "one",
            "--Tokens:Keys:0:Secret", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ];
        await using var first = await FestivalHost.StartAsync(["--Demo", "true", "--Demo:Encoders", "false", "--Demo:SlotSeconds", "900", .. settings]);
        await using var second = await FestivalHost.StartAsync(["--Demo", "false", .. settings]);
        await using var server = new NpgsqlConnection($"{database};Pooling=false");
        await server.OpenAsync();

        // Who keeps the end of a pin waits for the stage's turn, which is ours.
        var turn = await server.BeginTransactionAsync();
        await RunAsync(server, $"SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('pins:{Stage}', 0))");
        using (var anchor = first.Client(first.Demo.AnchorToken))
        {
            using var pinned = await anchor.PostAsJsonAsync($"/api/v1/rooms/{Stage}/pin", new { productId = "gushi-goose" });
            Assert.That(pinned.IsSuccessStatusCode, Is.True, await pinned.Content.ReadAsStringAsync());
            using var ended = await anchor.DeleteAsync($"/api/v1/rooms/{Stage}/pin");
            Assert.That(ended.IsSuccessStatusCode, Is.True, await ended.Content.ReadAsStringAsync());
        }

        await Eventually.TrueAsync(async () => await HolderAsync(server) is not null && await WaitingAsync(server) == 2, "the beginning and the end of the pin wait for the turn");
        var holder = (await HolderAsync(server))!;
        var (stopped, other) = holder.Process == first.Process.Id ? (first, second) : (second, first);
        stopped.Process.Freeze();
        var next = await Eventually.ValueAsync(async () => await HolderAsync(server) is { } now && now.Process == other.Process.Id ? now : null, "the other takes over");
        await Eventually.TrueAsync(async () => await WaitingAsync(server) >= 3, "and has begun the same work");
        await turn.RollbackAsync();
        stopped.Process.Thaw();

        await Eventually.TrueAsync(async () => await RefusalsAsync(stopped, "database") > 0, "what the first wrote is refused by the database, whose turn it waited for");
        using var operators = other.Client(first.Demo.OperatorToken);
        await Eventually.TrueAsync(async () => (await PinsAsync(operators)).Count > 0, "the pin is kept");
        await Eventually.TrueAsync(() => Told(stopped) > 0, "the first says that it has lost its lease");
        await Eventually.TrueAsync(async () => (long)await redis.AskAsync("XLEN", $"{{lf:{Stage}}}:outcomes") == 0, "nothing waits any more");

        Assert.That(next.Number, Is.GreaterThan(holder.Number));
        Assert.That((await PinsAsync(operators)).Count, Is.EqualTo(1), "once");
        Assert.That((Told(stopped), await RefusalsAsync(other)), Is.EqualTo((1, 0)));
    }

    /// <summary>Who has the lease, as the database says.</summary>
    private static async Task<Holder?> HolderAsync(NpgsqlConnection server)
    {
        await using var ask = new NpgsqlCommand($"""SELECT "Holder", "Number" FROM "Leases" WHERE "Name" = '{Lease}'""", server);
        await using var reader = await ask.ExecuteReaderAsync();
        return await reader.ReadAsync() ? new Holder(int.Parse(reader.GetString(0).Split(':')[1], CultureInfo.InvariantCulture), reader.GetInt64(1)) : null;
    }

    /// <summary>How many transactions wait for a turn.</summary>
    private static async Task<long> WaitingAsync(NpgsqlConnection server)
    {
        await using var ask = new NpgsqlCommand("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted", server);
        return (long)(await ask.ExecuteScalarAsync())!;
    }

    private static async Task RunAsync(NpgsqlConnection server, string sql)
    {
        await using var command = new NpgsqlCommand(sql, server);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>How many writes of a process under the lease were refused, by its metrics: by one store, or by all.</summary>
    private static async Task<int> RefusalsAsync(FestivalHost host, string? store = null) => (await host.Anonymous.GetStringAsync("/metrics")).Split('\n')
        .Where(line => line.StartsWith("livefestival_api_leases_refused", StringComparison.Ordinal) && line.Contains($"\"{Lease}\"", StringComparison.Ordinal)
            && (store is null || line.Contains($"store=\"{store}\"", StringComparison.Ordinal)))
        .Sum(line => int.Parse(line[(line.IndexOf('}') + 1)..].TrimStart().Split(' ')[0], CultureInfo.InvariantCulture));

    private static async Task<IReadOnlyList<JsonElement>> PinsAsync(HttpClient operators) =>
        [.. (await operators.GetFromJsonAsync<JsonElement>($"/api/v1/results/pins?stage={Stage}")).GetProperty("pins").EnumerateArray()];

    private static int Told(FestivalHost host) => host.Process.Lines.Count(
        line => line.Contains($"The lease {Lease}, number", StringComparison.Ordinal) && line.Contains("is lost", StringComparison.Ordinal));

    private sealed record Holder(int Process, long Number);
}
