using System.Net;
using System.Net.Sockets;
using Broadcast.Api.Hosting;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Hosting;
using TestKit;

namespace Broadcast.Api.Tests.Hosting;

public sealed class ConfigurationTests
{
    [Test]
    public async Task All_faults_are_told_at_once_each_with_its_key()
    {
        var faults = await FaultsAsync(
            "--Roles", "api,king", "--Demo", "maybe", "--Tickets:PerAddress", "0", "--Redis:Prefix", "NOT GOOD", "--Ingest:Rtmp:Port", "many",
            "--Rooms:Guests", "read,fly", "--Cors:Origins:0", "shop.example/path", "--Accounts:FirstOperator:Email", "nobody");

        string[] keys =
        [
            "Roles: 'king'", "Demo: 'maybe'", "Tickets:PerAddress", "Redis:Prefix", "Ingest:Rtmp:Port", "Rooms:Guests", "Cors:Origins:0",
            "Accounts:FirstOperator:Email", "Accounts:FirstOperator:Password", "Tokens:Keys", "ConnectionStrings:Redis", "ConnectionStrings:Database",
        ];
        Assert.Multiple(() =>
        {
            foreach (var key in keys)
                Assert.That(faults, Has.Some.Contain(key), key);
        });
    }

    [TestCase("api", new[] { "ConnectionStrings:Redis", "ConnectionStrings:Database", "Tokens:Keys" })]
    [TestCase("ingest", new[] { "ConnectionStrings:Redis", "Tokens:Keys" })]
    [TestCase("chat", new[] { "ConnectionStrings:Redis", "Tokens:Keys" })]
    [TestCase("ingest,chat", new[] { "ConnectionStrings:Redis", "Tokens:Keys" })]
    public async Task A_role_on_its_own_asks_for_what_the_services_share(string roles, string[] keys)
    {
        var faults = await FaultsAsync("--Roles", roles);

        Assert.That(faults, Has.Count.EqualTo(keys.Length));
        foreach (var key in keys)
            Assert.That(faults, Has.Some.Contain(key));
    }

    [TestCase("Data Source=:memory:")]
    [TestCase("Mode=Memory;Data Source=x")]
    [TestCase("Host=db")]
    [TestCase("Host=;Database=livefestival")]
    [TestCase("Host=db;Database=livefestival;Speed=9")]
    [TestCase("postgres://db/livefestival")]
    [TestCase("nonsense")]
    public async Task A_database_that_is_neither_a_file_nor_on_a_server_is_a_fault(string connection) =>
        Assert.That(await FaultsAsync("--Roles", "api", "--ConnectionStrings:Database", connection), Has.Some.Contain("ConnectionStrings:Database"));

    [Test]
    public async Task A_taken_port_is_told_with_the_key_to_change()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var thrown = await Assert.ThrowsAsync<IOException>(() => ApiHost.StartAsync("--urls", $"http://127.0.0.1:{port}"));

        Assert.That(PlainStart.FaultsIn(thrown!).Single(), Does.Contain($"{port}").And.Contain("--urls"));
    }

    [Test]
    public void A_data_directory_belongs_to_one_host()
    {
        using var folder = new TemporaryFolder();
        using var first = new DataDirectory(folder.File("data"));
        first.Lock();

        using (var second = new DataDirectory(folder.File("data")))
            Assert.That(second.Lock, Throws.TypeOf<StartFailure>().With.Message.Contains(first.Path));

        first.Dispose();
        using var third = new DataDirectory(folder.File("data"));
        Assert.That(third.Lock, Throws.Nothing, "free again");
    }

    [Test]
    public void A_token_key_is_made_once_and_only_its_owner_can_read_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("token-key.json");

        var made = TokenKeyFile.ReadOrMake(file);
        var again = TokenKeyFile.ReadOrMake(file);

        Assert.Multiple(() =>
        {
            Assert.That(again, Is.EqualTo(made));
            Assert.That(Convert.FromBase64String(made.Secret), Has.Length.EqualTo(32));
            Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        });
    }

    [Test]
    public void A_broken_token_key_is_told_with_its_path()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("token-key.json");
        File.WriteAllText(file, "{");

        Assert.That(() => TokenKeyFile.ReadOrMake(file), Throws.TypeOf<StartFailure>().With.Message.Contains(file));
    }

    [TestCase("root-key", "Keys:Root")]
    [TestCase("token-key.json", "Tokens:Keys")]
    [TestCase("contact-key", "Persons:ContactKey")]
    public void A_key_file_that_cannot_be_read_is_told_with_its_path_and_setting(string file, string setting)
    {
        using var folder = new TemporaryFolder();
        // No rights are needed for this, and root has no more of them.
        var path = Directory.CreateDirectory(folder.File(file)).FullName;

        Assert.That(() => ServiceHost.Build(["--DataDirectory", folder.Path]), Throws.TypeOf<StartFailure>().With.Message.Contains(path).And.Message.Contains(setting));
    }

    [TestCase("root-key", "Keys:Root")]
    [TestCase("contact-key", "Persons:ContactKey")]
    public void A_key_file_without_a_key_is_told_with_its_path_and_not_quoted(string file, string setting)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(file), "c2hvcnQ=");

        Assert.That(
            () => ServiceHost.Build(["--DataDirectory", folder.Path]),
            Throws.TypeOf<StartFailure>().With.Message.Contains(folder.File(file)).And.Message.Contains(setting).And.Message.Not.Contains("c2hvcnQ="));
    }

    [Test]
    public void A_key_file_that_cannot_be_made_is_told_with_its_path_and_setting()
    {
        using var folder = new TemporaryFolder();

        Assert.That(
            () => KeyFile.ReadOrMake(folder.File("gone/root-key"), "Keys:Root", () => "a key"),
            Throws.TypeOf<StartFailure>().With.Message.Contains("gone/root-key").And.Message.Contains("Keys:Root"));
    }

    /// <summary>Nobody makes folders there, root neither.</summary>
    [Test]
    public void A_data_directory_that_cannot_be_made_is_told_with_its_setting()
    {
        using var directory = new DataDirectory("/sys/livefestival");

        Assert.That(directory.Lock, Throws.TypeOf<StartFailure>().With.Message.Contains("/sys/livefestival").And.Message.Contains("--DataDirectory"));
    }

    [TestCase("c2hvcnQ=")]
    [TestCase("no base64")]
    public async Task A_root_key_that_is_none_is_told_and_not_quoted(string root)
    {
        var faults = await FaultsAsync("--Keys:Root", root);

        Assert.That(faults, Has.Some.Contain("Keys:Root must be 32 bytes"));
        Assert.That(faults, Has.None.Contain(root));
    }

    [Test]
    public void A_root_key_is_made_once_and_only_its_owner_can_read_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("root-key");

        var made = RootKeyFile.ReadOrMake(file);

        Assert.Multiple(() =>
        {
            Assert.That(RootKeyFile.ReadOrMake(file), Is.EqualTo(made));
            Assert.That(Convert.FromBase64String(made), Has.Length.EqualTo(32));
            Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        });
    }

    [Test]
    public async Task A_misspelt_or_removed_setting_is_a_fault()
    {
        var faults = await FaultsAsync(
            "--Rooms:Gests", "read", "--Rooms:Beat", "00:00:01", "--Ingest:Rtmp:Tls:Prot", "1936", "--Ingest:Ladder:Renditions:720p:Hight", "720",
            "--Ingest:Inputs:gushi:0:Kindd", "push");

        Assert.Multiple(() =>
        {
            foreach (var key in new[] { "Rooms:Gests", "Rooms:Beat", "Ingest:Rtmp:Tls:Prot", "Ingest:Ladder:Renditions:720p:Hight", "Ingest:Inputs:gushi:0:Kindd" })
                Assert.That(faults, Has.Some.StartsWith($"{key} is no setting."), key);
            Assert.That(faults, Has.Some.EndsWith(" takes Bitrate, Height, Preset."));
        });
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        await using var app = ServiceHost.Build(["--DataDirectory", folder.Path, .. arguments]);
        return Assert.Throws<StartFailure>(() => PlainStart.Check(app.Services))!.Faults;
    }
}
