using System.Globalization;
using System.Net.Sockets;
using Broadcast.Chat.Spine.Processes;
using TestKit;

namespace Broadcast.Chat.Tests.Spine.Processes;

internal sealed class OutputSocketTests
{
    [Test]
    public async Task The_socket_folder_is_gone_once_the_child_has_connected_and_all_its_output_is_read()
    {
        using var output = OutputSocket.Listen();
        var path = output.Url["unix:".Length..];
        using var child = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await child.ConnectAsync(new UnixDomainSocketEndPoint(path));

        await using var stream = await output.AcceptAsync(CancellationToken.None);
        Assert.That(Path.GetDirectoryName(path), Does.Not.Exist);

        await child.SendAsync("all of it"u8.ToArray());
        child.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        Assert.That(await reader.ReadToEndAsync(), Is.EqualTo("all of it"));
    }

    [Test]
    public void Nothing_is_left_of_a_socket_that_no_child_has_opened()
    {
        using var output = OutputSocket.Listen();
        var path = output.Url["unix:".Length..];
        Assert.That(path, Does.Exist);

        Assert.That(async () => await output.AcceptAsync(new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(Path.GetDirectoryName(path), Does.Not.Exist);
    }

    [Test]
    public void Folders_of_dead_processes_are_cleared_away_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var own = ProcessIdentity.Of(Environment.ProcessId)!.Value;
        string[] alive = [Name(own.Id, own.StartTime), "lf-others", "lf-one-two-three", "else"];
        // The same id, but another start time.
        var dead = Name(own.Id, own.StartTime + 1);
        foreach (var name in (string[])[.. alive, dead])
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, name)).FullName, "out"), "");

        OutputSocket.ClearAway(folder.Path);

        Assert.That(Directory.EnumerateDirectories(folder.Path).Select(Path.GetFileName), Is.EquivalentTo(alive));

        static string Name(int id, ulong start) => string.Create(CultureInfo.InvariantCulture, $"lf-{id}-{start}-Ab12cd");
    }
}
