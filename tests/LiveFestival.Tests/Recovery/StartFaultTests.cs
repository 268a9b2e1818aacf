using System.Net.Sockets;
using System.Net;
using TestKit.Hosts;
using TestKit;

namespace LiveFestival.Tests.Recovery;

[Parallelizable(ParallelScope.Self)]
public sealed class StartFaultTests
{
    [TestCase("Ingest:Rtmp:Port")]
    [TestCase("--urls")]
    public async Task A_taken_port_is_named_with_its_key(string key)
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (rtmp, http) = key == "--urls" ? (FreePort.Next(), port) : (port, FreePort.Next());

        await using var host = await FestivalHost.StartRefusedAsync(
            "--urls", $"http://127.0.0.1:{http}", "--DataDirectory", folder.Path, "--Ingest:Rtmp:Address", "127.0.0.1", "--Ingest:Rtmp:Port", $"{rtmp}");

        Assert.Multiple(() =>
        {
            Assert.That(host.ExitCode, Is.Not.Zero);
            Assert.That(host.Output, Does.Contain($"{port}").And.Contain(key).And.Not.Contain("   at "));
        });
    }

    [Test]
    public async Task All_faults_of_the_configuration_are_listed_at_once()
    {
        using var folder = new TemporaryFolder();

        await using var host = await FestivalHost.StartRefusedAsync(
            "--DataDirectory", folder.Path, "--Ingest:Rtmp:Port", "70000", "--Redis:Prefix", "NOT GOOD", "--Rooms:Guests", "read,fly");

        Assert.Multiple(() =>
        {
            Assert.That(host.ExitCode, Is.Not.Zero);
            Assert.That(host.Output, Does.Contain("Ingest:Rtmp:Port").And.Contain("Redis:Prefix").And.Contain("Rooms:Guests").And.Not.Contain("   at "));
        });
    }

    [Test]
    public async Task A_role_on_its_own_asks_for_its_connection_strings()
    {
        await using var host = await FestivalHost.StartRefusedAsync("--Roles", "api");

        Assert.That(host.Output, Does.Contain("ConnectionStrings:Redis").And.Contain("ConnectionStrings:Database"));
    }

    [Test]
    public async Task A_key_that_cannot_be_read_is_named_with_its_setting()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("root-key"));

        await using var host = await FestivalHost.StartRefusedAsync("--DataDirectory", folder.Path);

        Assert.Multiple(() =>
        {
            Assert.That(host.ExitCode, Is.Not.Zero);
            Assert.That(host.Lines.Single(), Does.StartWith("error: ").And.Contain(folder.File("root-key")).And.Contain("Keys:Root"));
        });
    }

    [TestCase("ffmpeg", "ffmpeg", "ffprobe")]
    [TestCase("redis-server", "redis-server")]
    public async Task A_missing_program_is_named_with_its_package(string package, params string[] hidden)
    {
        using var folder = new TemporaryFolder();
        using var path = new TemporaryFolder();
        foreach (var program in Directory.EnumerateFiles("/usr/bin"))
            if (Path.GetFileName(program) is var name && !hidden.Contains(name, StringComparer.Ordinal))
                File.CreateSymbolicLink(path.File(name), program);

        await using var host = await FestivalHost.StartRefusedAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["PATH"] = path.Path },
            "--urls", $"http://127.0.0.1:{FreePort.Next()}", "--DataDirectory", folder.Path, "--Ingest:Rtmp:Port", $"{FreePort.Next()}");

        Assert.Multiple(() =>
        {
            Assert.That(host.ExitCode, Is.Not.Zero);
            Assert.That(host.Output, Does.Contain(package).And.Contain("package").And.Not.Contain("   at "));
        });
    }
}
