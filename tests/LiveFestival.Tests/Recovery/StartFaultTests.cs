using System.Net;
using System.Net.Sockets;
using TestKit;
using TestKit.Hosts;

namespace LiveFestival.Tests.Recovery;

public sealed class StartFaultTests
{
    [Test]
    public async Task A_taken_RTMP_port_is_named_with_its_key()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using var host = await FestivalHost.RefuseAsync(
            "--urls", $"http://127.0.0.1:{FreePort.Next()}", "--DataDirectory", folder.Path, "--Ingest:Rtmp:Address", "127.0.0.1", "--Ingest:Rtmp:Port", $"{port}");

        Assert.Multiple(() =>
        {
            Assert.That(host.ExitCode, Is.Not.Zero);
            Assert.That(host.Output, Does.Contain($"{port}").And.Contain("Ingest:Rtmp:Port").And.Not.Contain("   at "));
        });
    }

    [Test]
    public async Task A_taken_HTTP_port_is_named_with_its_key()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using var host = await FestivalHost.RefuseAsync(
            "--urls", $"http://127.0.0.1:{port}", "--DataDirectory", folder.Path, "--Ingest:Rtmp:Address", "127.0.0.1", "--Ingest:Rtmp:Port", $"{FreePort.Next()}");

        Assert.Multiple(() =>
        {
            Assert.That(host.ExitCode, Is.Not.Zero);
            Assert.That(host.Output, Does.Contain($"{port}").And.Contain("--urls").And.Not.Contain("   at "));
        });
    }

    [Test]
    public async Task All_faults_of_the_configuration_are_listed_at_once()
    {
        using var folder = new TemporaryFolder();

        await using var host = await FestivalHost.RefuseAsync(
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
        await using var host = await FestivalHost.RefuseAsync("--Roles", "api");

        Assert.That(host.Output, Does.Contain("ConnectionStrings:Redis").And.Contain("ConnectionStrings:Database"));
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

        await using var host = await FestivalHost.RefuseAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["PATH"] = path.Path },
            "--urls", $"http://127.0.0.1:{FreePort.Next()}", "--DataDirectory", folder.Path, "--Ingest:Rtmp:Port", $"{FreePort.Next()}");

        Assert.Multiple(() =>
        {
            Assert.That(host.ExitCode, Is.Not.Zero);
            Assert.That(host.Output, Does.Contain(package).And.Contain("package").And.Not.Contain("   at "));
        });
    }
}
