using TestKit;

namespace LiveFestival.Tests.Conventions;

/// <summary>Commands take an actor, so that a cue and a rule go through the same handlers as a caller: a request's principal ends at the door.</summary>
public sealed class PrincipalTests
{
    /// <summary>What makes a principal, and what doors ask about one.</summary>
    private static readonly string[] Readers =
    [
        "Broadcast.Api/MachineKeys/MachineKeyHandler.cs",
        "Broadcast.Api/Persons/Login/LoginStarter.cs",
        "Broadcast.Api/Persons/PersonSignIn.cs",
        "Broadcast.Api/Spine/CallerName.cs",
        "Broadcast.Api/Spine/MachineCaller.cs",
        "Broadcast.Api/Spine/MachineScopes.cs",
        "Broadcast.Api/Villagers/SiteAccess.cs",
        "Broadcast.Chat/Spine/Errors/AccessErrors.cs",
        "Broadcast.Chat/Spine/Tokens/Caller.cs",
        "Broadcast.Chat/Spine/Tokens/TokenReader.cs",
        "Broadcast.Chat/Transport/SocketConnection.cs",
    ];

    [Test]
    public void Only_doors_take_a_principal()
    {
        var sources = ((string[])["Broadcast.Api", "Broadcast.Ingest", "Broadcast.Chat"])
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, project), "*.cs", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("node_modules", StringComparison.Ordinal));

        Assert.That(
            sources.Where(file => !IsDoor(file) && File.ReadAllText(Path.Combine(Repository.Root, file)).Contains("ClaimsPrincipal", StringComparison.Ordinal)), Is.EquivalentTo(Readers));
    }

    private static bool IsDoor(string file) => file.EndsWith("Endpoints.cs", StringComparison.Ordinal) || file.StartsWith("Broadcast.Chat/Door/", StringComparison.Ordinal);
}
