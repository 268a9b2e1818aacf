using Broadcast.Api.Embedded;
using StackExchange.Redis;
using TestKit;
using TestKit.Hosts;
using TestKit.Processes;

namespace Broadcast.Api.Tests.Embedded;

public sealed class EmbeddedRedisTests
{
    [Test]
    public async Task A_killed_host_leaves_no_Redis_and_the_next_one_has_its_data()
    {
        await using var host = await FestivalHost.StartAsync("--Demo", "false");
        var paths = RedisPaths.In(host.DataDirectory);
        var run = RedisRun.Read(paths.RunFile)!;
        await WriteAsync(paths, "kept", "yes");

        host.Process.Kill();
        await host.Process.WaitForExitAsync();
        await Eventually.TrueAsync(() => !run.IsAlive, "Redis ended with its host");
        await host.StartAgainAsync();

        Assert.That(await ReadAsync(paths, "kept"), Is.EqualTo("yes"));
        Assert.That(RedisRun.Read(paths.RunFile)!.Process, Is.Not.EqualTo(run.Process));
    }

    [Test]
    public async Task A_Redis_that_dies_is_started_again_and_a_second_host_is_refused()
    {
        await using var host = await FestivalHost.StartAsync("--Demo", "false");
        var paths = RedisPaths.In(host.DataDirectory);
        var run = RedisRun.Read(paths.RunFile)!;
        await WriteAsync(paths, "kept", "yes");

        await using var second = await FestivalHost.StartRefusedAsync(
            "--urls", $"http://127.0.0.1:{FreePort.Next()}", "--DataDirectory", host.DataDirectory, "--Ingest:Rtmp:Port", "0", "--Demo", "false");
        Signals.Kill(run.Process);
        await Eventually.TrueAsync(() => RedisRun.Read(paths.RunFile) is { IsAlive: true } now && now.Process != run.Process, "another Redis runs");

        Assert.That(await ReadAsync(paths, "kept"), Is.EqualTo("yes"));
        Assert.Multiple(() =>
        {
            Assert.That(second.ExitCode, Is.EqualTo(1));
            Assert.That(second.Lines.Where(line => line.Length > 0), Has.Exactly(1).Items.And.All.Contain(host.DataDirectory));
        });
        await Eventually.TrueAsync(async () =>
        {
            using var ready = await host.Anonymous.GetAsync("/readyz");
            return ready.IsSuccessStatusCode;
        }, "the host is ready again");
    }

    [Test]
    public async Task A_leftover_server_is_shut_down_with_SAVE_before_a_new_one_starts()
    {
        using var folder = new TemporaryFolder();
        var paths = RedisPaths.In(folder.Path);
        paths.Make();
        await using var leftover = TestProcess.Start("redis-server", RedisArguments.For(paths));
        var run = await Eventually.ValueAsync(() => RedisRun.AskAsync(paths.Socket, CancellationToken.None), "the left-over server answers");
        run.Write(paths.RunFile);
        await WriteAsync(paths, "kept", "yes");

        await using (var host = await FestivalHost.StartInAsync(folder.Path, "--Demo", "false"))
        {
            await leftover.WaitForExitAsync();
            var kept = await ReadAsync(paths, "kept");
            Assert.Multiple(() =>
            {
                Assert.That(File.Exists(Path.Combine(paths.Folder, "dump.rdb")), Is.True, "saved");
                Assert.That(kept, Is.EqualTo("yes"));
                Assert.That(host.Process.Output, Does.Contain("shut down with SAVE"));
            });
        }

        Assert.That(File.Exists(paths.RunFile), Is.False, "a host that ends takes its server with it");
    }

    [Test]
    public void A_path_unfit_for_a_socket_is_replaced_by_a_short_one_in_the_temporary_folder()
    {
        var deep = RedisPaths.In("/srv/" + new string('d', 120));
        var odd = RedisPaths.In("/srv/a,b");
        var plain = RedisPaths.In("/srv/data");

        Assert.Multiple(() =>
        {
            Assert.That(deep.Socket, Has.Length.LessThan(108).And.StartsWith(Path.GetTempPath()));
            Assert.That(odd.Socket, Does.StartWith(Path.GetTempPath()));
            Assert.That(plain.Socket, Is.EqualTo("/srv/data/redis/redis.sock"));
            Assert.That(RedisPaths.In("/srv/" + new string('d', 120)), Is.EqualTo(deep), "the same each time");
        });
    }

    private static async Task WriteAsync(RedisPaths paths, string key, string value)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(paths.ConnectionString);
        await redis.GetDatabase().StringSetAsync(key, value);
    }

    private static async Task<string?> ReadAsync(RedisPaths paths, string key)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(paths.ConnectionString);
        return await redis.GetDatabase().StringGetAsync(key);
    }
}
